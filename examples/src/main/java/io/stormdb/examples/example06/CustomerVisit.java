/*
 * Example 6, third part: the session of a customer.
 *
 * You learn how to
 *   - begin a visit, decide what comes next, and end it,
 *   - let the customer think,
 *   - change what a customer has only when a transaction has been committed.
 */
package io.stormdb.examples.example06;

import io.stormdb.api.Pause;
import io.stormdb.api.UserSession;
import io.stormdb.api.Worker;
import java.time.Duration;

/** Looks at one to five teapots, puts some into the cart, and pays for them if there are any. */
final class CustomerVisit implements UserSession {

  private static final int MOST_LOOKS = 5;
  private static final double WANTED_SHARE = 0.3;
  private static final Pause READING = new Pause.Exponential(Duration.ofSeconds(2), 10);

  private final long[] teapots = new long[MOST_LOOKS];
  private final long[] prices = new long[MOST_LOOKS];
  private int size;
  private int looksLeft;
  private boolean wanted;
  private boolean isAtTheTill;
  private long seenTeapot;
  private long seenPrice;

  @Override
  public void begin(Worker worker) {
    size = 0;
    looksLeft = worker.random().between(1, MOST_LOOKS);
    isAtTheTill = false;
  }

  @Override
  public int next(Worker worker) {
    if (looksLeft > 0) {
      looksLeft--;
      wanted = worker.random().chance(WANTED_SHARE);
      return TeapotShop.LOOK;
    }
    if (size == 0 || isAtTheTill) {
      return LEAVE;
    }
    isAtTheTill = true;
    return TeapotShop.PAY;
  }

  @Override
  public Pause pause() {
    return READING;
  }

  @Override
  public void ended(int transaction, boolean committed) {
    if (transaction == TeapotShop.LOOK && committed && wanted) {
      teapots[size] = seenTeapot;
      prices[size] = seenPrice;
      size++;
    }
  }

  /** Remembers what a transaction has found. */
  void sees(long teapot, long price) {
    seenTeapot = teapot;
    seenPrice = price;
  }

  int size() {
    return size;
  }

  long teapot(int index) {
    return teapots[index];
  }

  long price(int index) {
    return prices[index];
  }

  long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += prices[i];
    }
    return total;
  }
}
