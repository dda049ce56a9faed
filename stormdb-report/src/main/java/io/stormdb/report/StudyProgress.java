package io.stormdb.report;

import io.stormdb.api.GoDuration;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.CoolDown;
import io.stormdb.progressive.Level;
import io.stormdb.progressive.StudyListener;
import io.stormdb.progressive.StudyPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints how far a study has come: a line when a band starts, and one when it has ended. */
public final class StudyProgress implements StudyListener {

  private final PrintWriter out;
  private final Supplier<RunListener> inBand;
  private final List<String> remarks;

  /**
   * Prints to a writer.
   *
   * @param inBand makes a watcher for each band, which may print too
   * @param remarks lines that are said first, once it is known that there is something to do
   */
  public StudyProgress(PrintWriter out, Supplier<RunListener> inBand, List<String> remarks) {
    this.out = out;
    this.inBand = inBand;
    this.remarks = List.copyOf(remarks);
  }

  @Override
  public void started(StudyPlan plan, int bands, List<BandResult> done) {
    remarks.forEach(this::say);
    say(
        "Starting progressive scaling test with %s%s"
            .formatted(
                Numbers.count(bands, "band", "bands"),
                plan.strategy().isListed() ? "" : " at most"));
    say(
        "Strategy: %s, Band Duration: %s, Warmup: %s, Cooldown: %s%s"
            .formatted(
                plan.strategy().text(),
                length(plan.load()),
                GoDuration.format(plan.load().warmup()),
                GoDuration.format(plan.coolDown().least()),
                quiet(plan.coolDown())));
    Optional<Duration> longest = longest(plan, bands - done.size());
    longest.ifPresent(time -> say("It takes about " + Numbers.span(time) + " from now on"));
    if (!done.isEmpty() && done.size() == bands && plan.strategy().isListed()) {
      say("All of them were measured before");
    } else if (!done.isEmpty()) {
      say(
          "%s measured before; going on with band %s"
              .formatted(Numbers.count(done.size(), "band was", "bands were"), done.size() + 1));
    }
  }

  private static String length(RunPlan load) {
    Optional<String> time = load.end().duration().map(GoDuration::format);
    return load.end().transactions().isPresent()
        ? time.map(text -> text + " or ").orElse("")
            + Numbers.count(load.end().transactions().getAsLong())
            + " transactions"
        : time.orElseThrow();
  }

  private static String quiet(CoolDown pause) {
    return pause
        .quietWithin()
        .map(limit -> " and until the server is quiet (at most " + GoDuration.format(limit) + ")")
        .orElse("");
  }

  private static Optional<Duration> longest(StudyPlan plan, int bands) {
    return plan.load()
        .end()
        .duration()
        .filter(time -> bands > 0)
        .map(
            time ->
                time.plus(plan.load().warmup())
                    .multipliedBy(bands)
                    .plus(plan.coolDown().least().multipliedBy(bands - 1L)));
  }

  @Override
  public RunListener starting(int number, int bands, Level level) {
    say("Band %s/%s: %s".formatted(number, bands, level));
    return inBand.get();
  }

  @Override
  public void finished(BandResult band) {
    String what = band.figures().map(StudyProgress::figures).orElse("nothing was measured");
    switch (band.status()) {
      case COMPLETED -> say("Band %s completed: %s".formatted(band.number(), what));
      case INTERRUPTED -> say("Band %s interrupted: %s".formatted(band.number(), what));
      case FAILED ->
          say(
              "Band %s failed: %s (%s)"
                  .formatted(band.number(), Block.oneLine(band.reason()), what));
    }
  }

  private static String figures(BandFigures all) {
    return "%s TPS, %s avg latency, %s p99%s"
        .formatted(
            Numbers.rate(all.tps()),
            Numbers.latency(all.latencies().mean()),
            Numbers.latency(all.latencies().percentile(99)),
            all.counts().failed() == 0
                ? ""
                : ", " + Numbers.count(all.counts().failed(), "error", "errors"));
  }

  @Override
  public void cooling(CoolDown pause) {
    if (pause.quietWithin().isPresent()) {
      say("Cooling down for " + GoDuration.format(pause.least()) + quiet(pause));
    }
  }

  @Override
  public void noted(String sentence) {
    say("WARNING: " + Block.oneLine(sentence));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
