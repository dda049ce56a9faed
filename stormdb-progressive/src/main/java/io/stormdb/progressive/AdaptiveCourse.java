package io.stormdb.progressive;

import io.stormdb.progressive.maths.AdaptiveChooser;
import io.stormdb.progressive.maths.Chooser;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Measures what the mathematics find worth knowing. */
final class AdaptiveCourse implements Course {

  private final StudyPlan plan;
  private final Adaptive strategy;
  private final Chooser chooser;

  AdaptiveCourse(StudyPlan plan, Adaptive strategy) {
    this.plan = plan;
    this.strategy = strategy;
    Range range = strategy.axes().main();
    this.chooser =
        new AdaptiveChooser(
            range.least(),
            range.most(),
            strategy.bands(),
            Conclusions.TOLERANCE,
            plan.load().seed());
  }

  @Override
  public int bands() {
    return strategy.bands();
  }

  @Override
  public Optional<Level> next(List<BandResult> done) {
    return proposed(done).filter(level -> obstacle(level, done).isEmpty());
  }

  @Override
  public List<String> leftOut(List<BandResult> done) {
    return proposed(done)
        .flatMap(
            level ->
                obstacle(level, done)
                    .map(why -> "%s would have been measured next, but %s".formatted(level, why)))
        .stream()
        .toList();
  }

  /** Returns why a level is not measured: it has failed, or a lower one has collapsed. */
  private Optional<String> obstacle(Level level, List<BandResult> done) {
    return done.stream()
        .filter(band -> band.status() == BandResult.Status.FAILED && band.level().equals(level))
        .map(band -> "it has failed: " + band.reason())
        .findFirst()
        .or(() -> Collapse.below(level, Collapse.among(done, plan.stop())).map(Collapse::reason));
  }

  /** A band that failed is nothing to learn from, but its turn is gone. */
  private Optional<Level> proposed(List<BandResult> done) {
    if (done.size() >= strategy.bands()) {
      return Optional.empty();
    }
    OptionalInt next =
        chooser.next(
            done.stream()
                .flatMap(band -> band.measured(strategy.isOnlyConnections()).stream())
                .toList());
    return next.isPresent() ? Optional.of(strategy.axes().at(next.getAsInt())) : Optional.empty();
  }
}
