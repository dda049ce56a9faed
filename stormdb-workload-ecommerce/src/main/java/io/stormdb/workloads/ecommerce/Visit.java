package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Pause;
import io.stormdb.api.UserSession;
import io.stormdb.api.Worker;
import java.time.Duration;
import java.util.List;

/**
 * The visit of one user: opens a category or searches, looks at products and their reviews, puts
 * some into the cart, and checks out or leaves; some write a review.
 */
final class Visit implements UserSession {

  /** The transactions of a visit; their places in this list are their numbers. */
  static final List<String> TRANSACTIONS =
      List.of(
          Reads.CATEGORY_PAGE,
          Reads.SEARCH,
          Reads.PRODUCT_PAGE,
          Reads.PRODUCT_REVIEWS,
          Writes.ADD_TO_CART,
          Writes.CHECKOUT,
          Review.NAME);

  private static final int CATEGORY_PAGE = 0;
  private static final int SEARCH = 1;
  private static final int PRODUCT_PAGE = 2;
  private static final int PRODUCT_REVIEWS = 3;
  private static final int ADD_TO_CART = 4;
  private static final int CHECKOUT = 5;
  private static final int REVIEW = 6;

  private static final int MOST_LOOKS = 6;
  private static final Pause READING = new Pause.Exponential(Duration.ofSeconds(3), 10);

  private final Popularity popularity;
  private final Basket basket = new Basket();
  private long user;
  private long product;
  private int looksLeft;
  private int last;

  Visit(Popularity popularity) {
    this.popularity = popularity;
  }

  @Override
  public void begin(Worker worker) {
    user = popularity.user(worker.random());
    product = popularity.product(worker.random());
    basket.clear();
    looksLeft = worker.random().between(1, MOST_LOOKS);
    last = LEAVE;
  }

  @Override
  public int next(Worker worker) {
    last = following(worker);
    return last;
  }

  private int following(Worker worker) {
    double drawn = worker.random().nextDouble();
    return switch (last) {
      case LEAVE -> drawn < 0.5 ? CATEGORY_PAGE : SEARCH;
      case PRODUCT_PAGE ->
          drawn < 0.4 ? PRODUCT_REVIEWS : drawn < 0.7 ? ADD_TO_CART : look(worker, drawn);
      case PRODUCT_REVIEWS -> drawn < 0.3 ? ADD_TO_CART : look(worker, drawn);
      case CHECKOUT -> drawn < 0.1 ? REVIEW : LEAVE;
      case REVIEW -> LEAVE;
      default -> look(worker, drawn);
    };
  }

  /** Looks at another product, or is through with looking. */
  private int look(Worker worker, double drawn) {
    if (looksLeft > 0) {
      looksLeft--;
      product = popularity.product(worker.random());
      return drawn < 0.85 ? PRODUCT_PAGE : CATEGORY_PAGE;
    }
    return basket.size() > 0 ? CHECKOUT : LEAVE;
  }

  @Override
  public Pause pause() {
    return READING;
  }

  @Override
  public void ended(int transaction, boolean committed) {
    if (transaction == ADD_TO_CART && committed) {
      var unused = basket.add(product, 1);
    }
  }

  long user() {
    return user;
  }

  long product() {
    return product;
  }

  Basket basket() {
    return basket;
  }
}
