package io.stormdb.core;

import io.stormdb.metrics.Tally;
import java.time.Duration;

/** Does something once, when some time of a run has passed. */
final class Disturbance implements RunListener {

  private final Duration time;
  private final Runnable what;
  private boolean done;

  private Disturbance(Duration time, Runnable what) {
    this.time = time;
    this.what = what;
  }

  /** Does it at the end of the first interval that ends at that time or later. */
  static Disturbance after(Duration time, Runnable what) {
    return new Disturbance(time, what);
  }

  /** Does it at the end of the first interval. */
  static Disturbance afterAnInterval(Runnable what) {
    return after(Duration.ZERO, what);
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    if (!done && start.plus(length).compareTo(time) >= 0) {
      done = true;
      what.run();
    }
  }
}
