package io.stormdb.core;

import io.stormdb.api.Mix;
import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import java.util.List;

/** Picks a worker's next transaction. Belongs to one worker. */
interface Chooser {

  /** Returns the number of a type, from 0. */
  int next();

  /**
   * Returns a chooser of its own for one worker.
   *
   * @throws StormDbException if the weights do not suit the mix
   */
  static Chooser of(Mix mix, List<TransactionType> types, Rng random) {
    double sum = types.stream().mapToDouble(TransactionType::weight).sum();
    if (!(sum > 0)) {
      throw StormDbException.usage(
          "the weights of transactions must add up to more than 0; all are 0");
    }
    return switch (mix) {
      case WEIGHTED -> weighted(types, sum, random);
      case DECK -> deck(types, random);
    };
  }

  private static Chooser weighted(List<TransactionType> types, double sum, Rng random) {
    double[] upTo = new double[types.size()];
    double running = 0;
    for (int i = 0; i < upTo.length; i++) {
      running += types.get(i).weight() / sum;
      upTo[i] = running;
    }
    return () -> {
      double drawn = random.nextDouble();
      int choice = 0;
      // the last bound may be a rounding error below 1, and belongs to the last type with a weight
      while (choice < upTo.length - 1 && drawn >= upTo[choice]) {
        choice++;
      }
      while (choice > 0 && types.get(choice).weight() == 0) {
        choice--;
      }
      return choice;
    };
  }

  private static Chooser deck(List<TransactionType> types, Rng random) {
    int size = 0;
    for (TransactionType type : types) {
      if (type.weight() != Math.rint(type.weight()) || type.weight() > 10_000) {
        throw StormDbException.usage(
            "a deck needs whole weights of at most 10000, but '%s' has %s"
                .formatted(type.name(), type.weight()));
      }
      size += (int) type.weight();
    }
    int[] cards = new int[size];
    int card = 0;
    for (int type = 0; type < types.size(); type++) {
      for (int i = 0; i < (int) types.get(type).weight(); i++) {
        cards[card++] = type;
      }
    }
    return new Chooser() {
      private int dealt = cards.length;

      @Override
      public int next() {
        if (dealt == cards.length) {
          random.shuffle(cards);
          dealt = 0;
        }
        return cards[dealt++];
      }
    };
  }
}
