package io.stormdb.core;

import io.stormdb.api.Mix;
import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import java.util.List;
import java.util.stream.DoubleStream;

/** Picks a worker's next transaction. Belongs to one worker. */
interface Chooser {

  /** Returns the number of a type, from 0. */
  int next();

  /** Returns a chooser for one worker, by the weights of the types themselves. */
  static Chooser of(Mix mix, List<TransactionType> types, Rng random) {
    return of(mix, types, types.stream().mapToDouble(TransactionType::weight).toArray(), random);
  }

  /**
   * Returns a chooser of its own for one worker.
   *
   * @param weights of the types, in their order
   * @throws StormDbException if the weights do not suit the mix
   */
  static Chooser of(Mix mix, List<TransactionType> types, double[] weights, Rng random) {
    double sum = DoubleStream.of(weights).sum();
    if (!(sum > 0)) {
      throw StormDbException.usage(
          "the weights of transactions must add up to more than 0; all are 0");
    }
    return switch (mix) {
      case WEIGHTED -> weighted(weights, sum, random);
      case DECK -> deck(types, weights, random);
    };
  }

  private static Chooser weighted(double[] weights, double sum, Rng random) {
    double[] upTo = new double[weights.length];
    double running = 0;
    for (int i = 0; i < upTo.length; i++) {
      running += weights[i] / sum;
      upTo[i] = running;
    }
    return () -> {
      double drawn = random.nextDouble();
      int choice = 0;
      // the last bound may be a rounding error below 1, and belongs to the last type with a weight
      while (choice < upTo.length - 1 && drawn >= upTo[choice]) {
        choice++;
      }
      while (choice > 0 && weights[choice] == 0) {
        choice--;
      }
      return choice;
    };
  }

  private static Chooser deck(List<TransactionType> types, double[] weights, Rng random) {
    int size = 0;
    for (int type = 0; type < weights.length; type++) {
      if (weights[type] != Math.rint(weights[type]) || weights[type] > 10_000) {
        throw StormDbException.usage(
            "a deck needs whole weights of at most 10000, but '%s' has %s"
                .formatted(types.get(type).name(), weights[type]));
      }
      size += (int) weights[type];
    }
    int[] cards = new int[size];
    int card = 0;
    for (int type = 0; type < weights.length; type++) {
      for (int i = 0; i < (int) weights[type]; i++) {
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
