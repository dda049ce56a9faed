package io.stormdb.core;

import java.time.Duration;

/** Draws the load of a plan over time, from the start of the warm-up. */
final class LoadCurve {

  private LoadCurve() {}

  /** Returns workers in a closed loop, transactions a second in an open one. */
  static Levels of(RunPlan plan) {
    double whole = plan.load() instanceof Load.Open open ? open.rate().perSecond() : plan.workers();
    if (plan.shape() instanceof Shape.Sine sine) {
      // a plan has a duration or its sine a period, so the zero is never used
      Duration period = sine.period().or(plan.end()::duration).orElse(Duration.ZERO);
      return new SineLevels(seconds(plan.warmup()), whole, sine.low(), seconds(period));
    }
    if (plan.phases().isEmpty()) {
      return Levels.constant(whole);
    }
    double first = levelOf(plan.phases().get(0), whole);
    // a first phase with a ramp comes from nothing, unless it has a warm-up to start from
    boolean ramped = plan.warmup().isZero() && !plan.phases().get(0).ramp().isZero();
    PieceLevels.Drawing drawing =
        new PieceLevels.Drawing(ramped ? 0 : first).stay(seconds(plan.warmup()));
    for (Phase phase : plan.phases()) {
      drawing
          .to(levelOf(phase, whole), seconds(phase.ramp()))
          .stay(seconds(phase.duration().minus(phase.ramp())));
    }
    return drawing.forever();
  }

  private static double levelOf(Phase phase, double whole) {
    return phase.workers().isPresent()
        ? phase.workers().getAsInt()
        : phase.rate().map(Rate::perSecond).orElse(whole);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
