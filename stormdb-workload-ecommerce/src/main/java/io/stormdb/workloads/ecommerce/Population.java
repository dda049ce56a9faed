package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Rng;

/**
 * What the loaded rows have in common: facts that follow from the seed and a number alone, so that
 * two tables, and the transactions of a run, agree on them. Immutable.
 */
final class Population {

  /** Users sign up in four years, more and more of them; the last of these is the loaded one. */
  private static final long SIGN_UPS_FROM = Rhythm.TO - 4 * Rhythm.DAYS * Rhythm.DAY;

  private static final int MOST_REVIEWS = 200;
  private static final int[] RATINGS = {5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 2, 1, 1};
  private static final long CHEAPEST = 1_00;
  private static final int PRICE_RATIO = 300;

  private final Cardinality rows;
  private final long seed;
  private final Popularity popularity;

  Population(Cardinality rows, long seed) {
    this.rows = rows;
    this.seed = seed;
    this.popularity = new Popularity(rows, seed);
  }

  Cardinality rows() {
    return rows;
  }

  Popularity popularity() {
    return popularity;
  }

  /** Returns when a user signed up: the numbers of users follow time. */
  long signUp(long user) {
    double share = Math.sqrt((user - 1) / (double) rows.users());
    return SIGN_UPS_FROM + (long) (share * (Rhythm.TO - Rhythm.DAY - SIGN_UPS_FROM));
  }

  static String email(long user) {
    return "user" + user + "@shop.example";
  }

  static String sku(long product) {
    return "SKU-" + (1_000_000L + product);
  }

  static int category(long product) {
    return (int) (product % Words.CATEGORIES.length);
  }

  /** Returns what a product costs the shop, in cents: a few are dear, most are not. */
  long cost(long product) {
    Rng random = of("costs", product);
    return (long) (CHEAPEST * Math.exp(random.nextDouble() * Math.log(PRICE_RATIO)));
  }

  int marginPercent(long product) {
    return 20 + 5 * of("margins", product).between(0, 12);
  }

  /** Returns the price in cents, rounded as the server rounds. */
  long price(long product) {
    return priceOf(cost(product), marginPercent(product));
  }

  static long priceOf(long cost, int marginPercent) {
    return (cost * (100 + marginPercent) + 50) / 100;
  }

  long vendor(long product) {
    return of("vendors", product).between(1, rows.vendors());
  }

  /**
   * Returns one of the warehouses in which a product is kept.
   *
   * @param place from 0; smaller than {@link Cardinality#WAREHOUSES_A_PRODUCT}
   */
  long warehouse(long product, int place) {
    return 1 + (product * 7 + place) % rows.warehouses();
  }

  /**
   * Returns how many reviews a product has: by a power law, and never more than there are users.
   */
  int reviews(long product) {
    double drawn = 1 - of("reviews", product).nextDouble();
    double most = Math.min(MOST_REVIEWS, rows.users() / 2);
    return (int) Math.min(most, Math.pow(drawn, -2.0 / 3) - 1 + 0.5);
  }

  int rating(long product, int review) {
    Rng random = new Rng(Rng.stateOf(Rng.seedOf(seed, "ratings") + review, product));
    return RATINGS[random.between(0, RATINGS.length - 1)];
  }

  /** Returns who has written a review of a product; another one for each. */
  long reviewer(long product, int review, int reviews) {
    Rng random = of("reviewers", product);
    long stride = random.between(1L, Math.max(1, rows.users() / (reviews + 1)));
    return 1 + (random.between(0, rows.users() - 1) + review * stride) % rows.users();
  }

  /** Fills in an order. */
  void order(long number, Order order) {
    Rng random = of("orders", number);
    order.placed = Rhythm.momentOf(Rhythm.dayAt((number - 1) / (double) rows.orders()), random);
    order.user = userAt(order.placed, random);
    popularity.fill(order.basket, random);
  }

  /** Returns a user who had signed up at a moment of the year. */
  long userAt(long moment, Rng random) {
    for (int tries = 0; tries < 16; tries++) {
      long user = popularity.user(random);
      if (signUp(user) <= moment) {
        return user;
      }
    }
    // the first user has been there all the time
    return 1;
  }

  Rng of(String stream, long number) {
    return new Rng(Rng.stateOf(Rng.seedOf(seed, stream), number));
  }

  /** One loaded order: who, when and what. Used again and again. */
  static final class Order {
    long user;
    long placed;
    final Basket basket = new Basket();
  }
}
