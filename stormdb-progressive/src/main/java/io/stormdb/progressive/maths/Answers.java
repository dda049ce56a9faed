package io.stormdb.progressive.maths;

import io.stormdb.progressive.maths.Recommendation.Range;
import io.stormdb.progressive.maths.Recommendation.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Puts each kind of {@link Recommendation} into its sentence. */
record Answers(
    Levels levels, AnalysisOptions options, List<Region> regions, Bottleneck bottleneck) {

  Recommendation noLevel() {
    return inconclusive(
        levels.leftOut().isEmpty()
            ? "nothing was measured"
            : "no level can be used" + leftOut() + "; find out why and measure again",
        List.of());
  }

  Recommendation oneLevel() {
    double n = levels.first().concurrency();
    List<Integer> more = n < 2 ? List.of(2, 4) : whole(n / 2, 2 * n);
    return inconclusive(
        "one level, %s, says nothing of scaling; try %s%s"
            .formatted(phrases().of(n), phrases().of(more), leftOut()),
        more);
  }

  Recommendation unknownErrors() {
    Measured most = levels.first();
    for (Measured level : levels.used()) {
      most = level.throughput() > most.throughput() ? level : most;
    }
    return inconclusive(
        ("the errors of these %s levels are not known, so that differences may be noise; "
                + "%s did most (%s); measure each level again%s")
            .formatted(
                levels.used().size(),
                phrases().of(most.concurrency()),
                rate(most.throughput()),
                leftOut()),
        again());
  }

  Recommendation noneWithinBound() {
    LatencyBound bound = options.bound().orElseThrow();
    Measured first = levels.first();
    double latency = bound.percentile().of(first);
    return inconclusive(
        "no level keeps %s below %s: the lowest, %s, %s%s"
            .formatted(
                bound.percentile().words(),
                Phrases.milliseconds(bound.seconds()),
                phrases().of(first.concurrency()),
                Double.isNaN(latency)
                    ? "has none that is known"
                    : "took " + Phrases.milliseconds(latency),
                leftOut()),
        fewer());
  }

  /** Returns what follows if no level can be told from another. */
  Recommendation flat() {
    Measured first = levels.first();
    List<Measured> others = levels.used().subList(1, levels.used().size());
    double mean = Levels.mean(others);
    double z =
        new NormalDistribution(null, 0, 1)
            .inverseCumulativeProbability((1 + options.confidence()) / 2);
    double error = Math.hypot(first.standardError(), Levels.errorOfMean(others));
    double most = Math.max(0, (mean - first.throughput() + z * error) / first.throughput());
    String seen =
        "no difference can be shown from %s to %s (%s); more than %s gain at most %s"
            .formatted(
                Phrases.level(first.concurrency()),
                phrases().of(levels.last().concurrency()),
                rate(mean),
                Phrases.level(first.concurrency()),
                Phrases.tenths(most));
    if (most > options.tolerance()) {
      return inconclusive(
          seen + "; measure longer, or each level several times" + leftOut(), again());
    }
    int n = ceiling(first.concurrency());
    Range range =
        new Range(
            n,
            n,
            1,
            first.concurrency(),
            first.throughput(),
            OptionalDouble.empty(),
            levels.isMeasured(n));
    String fewer = fewer().isEmpty() ? "" : "; fewer may do, try " + phrases().of(fewer());
    return new Recommendation(
        Verdict.NO_DIFFERENCE,
        Optional.of(range),
        "use " + phrases().of(n) + ": " + seen + fewer + leftOut(),
        fewer());
  }

  Recommendation ofTwo() {
    Measured a = levels.first();
    Measured b = levels.last();
    if (b.throughput() > a.throughput()) {
      return notReached();
    }
    List<Integer> between = whole(Math.sqrt(a.concurrency() * b.concurrency()));
    return inconclusive(
        "%s do more than %s (%s and %s), and two levels do not show where the peak is; try %s%s"
            .formatted(
                phrases().of(a.concurrency()),
                Phrases.level(b.concurrency()),
                Phrases.number(a.throughput()),
                rate(b.throughput()),
                phrases().of(between),
                leftOut()),
        between);
  }

  Recommendation notReached() {
    Measured last = levels.last();
    List<Integer> more = whole(1.5 * last.concurrency(), 2 * last.concurrency());
    return new Recommendation(
        Verdict.NOT_REACHED,
        Optional.empty(),
        "not reached: throughput still rises at %s, the most that were measured (%s); try %s%s%s"
            .formatted(
                phrases().of(last.concurrency()),
                rate(last.throughput()),
                phrases().of(more),
                limit(),
                leftOut()),
        more);
  }

  Recommendation hidden(Estimated needed) {
    return inconclusive(
        ("noise hides where the peak is: anything from %s to %s may be the fewest for %s of it; "
                + "measure longer, or each level several times%s")
            .formatted(
                Phrases.level(Math.floor(needed.low())),
                phrases().of(ceiling(needed.high())),
                Phrases.percent(1 - options.tolerance()),
                leftOut()),
        again());
  }

  Recommendation found(Range range, double high, boolean isBounded, boolean mayRise) {
    StringBuilder text = new StringBuilder("use ");
    text.append(
        range.from() == range.to()
            ? phrases().of(range.from())
            : Phrases.level(range.from()) + " to " + phrases().of(range.to()));
    // a curve may have its peak above all that was measured, which a reader would miss in the table
    String name = range.isMeasured() ? "the peak" : "the fitted peak";
    String peak = rate(range.peakThroughput());
    if (range.from() >= range.peakLevel()) {
      text.append(": ").append(name).append(", ").append(peak);
    } else {
      text.append(range.from() == range.to() ? ": " : ": " + Phrases.level(range.from()) + " do ");
      text.append(Phrases.percent(range.shareOfPeak())).append(" of ").append(name);
      text.append(" of ")
          .append(peak)
          .append(" (")
          .append(phrases().of(Math.rint(range.peakLevel())))
          .append(')');
      if (range.shareOfPeakP99().isPresent()) {
        text.append(" at ").append(Phrases.percent(range.shareOfPeakP99().getAsDouble()));
        text.append(" of its p99");
      }
    }
    text.append(isBounded ? beyondBound(high) : beyond(range.to()));
    if (mayRise) {
      text.append("; that more than ").append(Phrases.level(high)).append(" gain is not excluded");
    }
    List<Integer> more = range.from() <= levels.first().concurrency() ? fewer() : List.of();
    if (!more.isEmpty()) {
      text.append("; fewer were not measured, try ").append(phrases().of(more));
    }
    text.append(limit());
    text.append(leftOut());
    return new Recommendation(Verdict.FOUND, Optional.of(range), text.toString(), more);
  }

  private String limit() {
    return switch (bottleneck.kind()) {
      case UNKNOWN -> "";
      // what comes of the levels is not about the server then
      case CLIENT ->
          "; but the load driver limits it (%s), so measure from a machine with room"
              .formatted(bottleneck.evidence().get(0));
      default ->
          "; %s limits it (%s)".formatted(bottleneck.kind().words(), bottleneck.evidence().get(0));
    };
  }

  private String beyondBound(double high) {
    LatencyBound bound = options.bound().orElseThrow();
    return "; beyond %s %s is not below %s"
        .formatted(
            Phrases.level(high), bound.percentile().words(), Phrases.milliseconds(bound.seconds()));
  }

  private String beyond(double used) {
    Optional<Double> falls = beyond(used, Region.Kind.RETROGRADE);
    Optional<Double> stands = beyond(used, Region.Kind.SATURATION);
    return falls
        .map(from -> "; beyond " + Phrases.level(from) + " throughput falls" + takesOver(from))
        .or(() -> stands.map(from -> "; beyond " + Phrases.level(from) + " no gain can be shown"))
        .orElse("");
  }

  /** Returns what limits the first level beyond one, if that is something else than before. */
  private String takesOver(double from) {
    return options.limits().entrySet().stream()
        .filter(level -> level.getKey() > from)
        .findFirst()
        .map(Map.Entry::getValue)
        .filter(limit -> limit.kind() != Bottleneck.Kind.UNKNOWN)
        .filter(limit -> limit.kind() != bottleneck.kind())
        .map(limit -> " and " + limit.kind().words() + " takes over")
        .orElse("");
  }

  private Optional<Double> beyond(double used, Region.Kind kind) {
    return regions.stream()
        .filter(region -> region.kind() == kind && region.to() > used)
        .map(region -> Math.max(region.from(), used))
        .findFirst();
  }

  private Recommendation inconclusive(String why, List<Integer> more) {
    return new Recommendation(Verdict.INCONCLUSIVE, Optional.empty(), "inconclusive: " + why, more);
  }

  private String leftOut() {
    return levels.leftOut().isEmpty()
        ? ""
        : levels.leftOut().stream()
            .map(left -> phrases().of(left.level().concurrency()) + ", " + left.reason())
            .collect(Collectors.joining("; ", " (left out: ", ")"));
  }

  private Phrases phrases() {
    return new Phrases(options.unit());
  }

  /** Returns all levels, to be measured once more. */
  private List<Integer> again() {
    return levels.used().stream().map(l -> ceiling(l.concurrency())).distinct().toList();
  }

  /** Returns half of the lowest level, nothing if there are no fewer. */
  private List<Integer> fewer() {
    double lowest = levels.first().concurrency();
    return lowest < 2 ? List.of() : whole(lowest / 2);
  }

  private static String rate(double throughput) {
    return Phrases.number(throughput) + " transactions a second";
  }

  /** Returns the whole number before; one that is missed by rounding alone is itself. */
  static int floor(double n) {
    return Math.max(1, (int) Math.floor(n + 1e-6));
  }

  /** Returns the next whole number; one that is missed by rounding alone is itself. */
  static int ceiling(double n) {
    return Math.max(1, (int) Math.ceil(n - 1e-6));
  }

  private static List<Integer> whole(double... levels) {
    return IntStream.range(0, levels.length)
        .map(i -> (int) Math.max(1, Math.round(levels[i])))
        .distinct()
        .boxed()
        .toList();
  }
}
