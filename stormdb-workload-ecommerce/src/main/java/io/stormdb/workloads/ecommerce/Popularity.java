package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Rng;
import io.stormdb.api.random.Permutation;
import io.stormdb.api.random.Zipf;

/**
 * Who buys, and what: by Zipf's law, with the popular ones scattered over the table. The same
 * products sell well in the loaded orders and in those of a run.
 */
final class Popularity {

  private static final double OF_PRODUCTS = 0.8;
  private static final double OF_USERS = 0.4;

  private final Zipf productRanks;
  private final Permutation productPlaces;
  private final Zipf userRanks;
  private final Permutation userPlaces;

  Popularity(Cardinality rows, long dataSeed) {
    productRanks = new Zipf(rows.products(), OF_PRODUCTS);
    productPlaces = new Permutation(rows.products(), Rng.seedOf(dataSeed, "products"));
    userRanks = new Zipf(rows.users(), OF_USERS);
    userPlaces = new Permutation(rows.users(), Rng.seedOf(dataSeed, "users"));
  }

  /** Returns the number of a product. */
  long product(Rng random) {
    return 1 + productPlaces.of(productRanks.next(random) - 1);
  }

  /** Returns the number of a user. */
  long user(Rng random) {
    return 1 + userPlaces.of(userRanks.next(random) - 1);
  }

  /** Fills a basket with one to five products. */
  void fill(Basket basket, Rng random) {
    basket.clear();
    int lines = 1 + Words.place(Basket.MOST_LINES, random);
    for (int tries = 0; tries < 4 * Basket.MOST_LINES && basket.size() < lines; tries++) {
      var unused = basket.add(product(random), 1 + Words.place(Basket.MOST_OF_ONE, random));
    }
  }
}
