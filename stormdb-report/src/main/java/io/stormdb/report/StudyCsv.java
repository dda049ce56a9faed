package io.stormdb.report;

import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.StudyResult;
import io.stormdb.progressive.maths.Measured;
import io.stormdb.progressive.maths.Region;
import io.stormdb.progressive.maths.ScalingAnalysis;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The bands of a study as a table: a line each, comma between columns (RFC 4180). What was not
 * measured is blank. Columns are a contract: later versions add some at the end.
 */
public final class StudyCsv {

  private static final MathContext DIGITS = new MathContext(10);

  private final StudyResult study;
  private final Optional<Conclusions> conclusions;

  private StudyCsv(StudyResult study, Optional<Conclusions> conclusions) {
    this.study = study;
    this.conclusions = conclusions;
  }

  /**
   * Returns the table with its headings, lines ended by {@code \n}.
   *
   * @param conclusions what follows from the study; empty if none were drawn
   */
  public static String format(StudyResult study, Optional<Conclusions> conclusions) {
    StudyCsv csv = new StudyCsv(study, conclusions);
    StringBuilder table = new StringBuilder(String.join(",", csv.row(Optional.empty()).keySet()));
    table.append('\n');
    for (BandResult band : study.bands()) {
      table
          .append(
              csv.row(Optional.of(band)).values().stream()
                  .map(StudyCsv::quoted)
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return table.toString();
  }

  /**
   * Writes the table to a file that appears, or is replaced, at once.
   *
   * @throws IOException if that is not possible; the message says which file and why
   */
  public static void write(StudyResult study, Optional<Conclusions> conclusions, Path file)
      throws IOException {
    new ResultFile(file).write(format(study, conclusions));
  }

  /**
   * Checks before a study that {@link #write} will be able to write a file.
   *
   * @throws IOException if it will not; the message says which file, why and what to do
   */
  public static void requireWritable(Path file) throws IOException {
    new ResultFile(file).requireWritable();
  }

  /** Returns all columns of a band, or of none, whose values are blank. */
  private Map<String, String> row(Optional<BandResult> band) {
    Optional<BandFigures> all = band.flatMap(BandResult::figures);
    Map<String, String> row = new LinkedHashMap<>();
    row.put("band", band.map(one -> Integer.toString(one.number())).orElse(""));
    row.put("workers", band.map(one -> Integer.toString(one.level().workers())).orElse(""));
    row.put("connections", band.map(one -> Integer.toString(one.level().connections())).orElse(""));
    row.put("duration_seconds", number(all.map(one -> seconds(one.measured()))));
    row.put("tps", number(all.map(BandFigures::tps)));
    row.put("avg_latency_ms", millis(all.flatMap(one -> one.latencies().mean())));
    row.put("p50_latency_ms", percentile(all, 50));
    row.put("p95_latency_ms", percentile(all, 95));
    row.put("p99_latency_ms", percentile(all, 99));
    row.put("std_dev_latency", millis(all.flatMap(one -> one.latencies().standardDeviation())));
    row.put("errors", all.map(one -> Long.toString(one.counts().failed())).orElse(""));
    row.put("efficiency_tps_per_worker", number(band.flatMap(BandResult::tpsPerWorker)));
    Optional<Region> region = band.flatMap(this::region);
    row.put("marginal_gain_tps_per_worker", number(band.flatMap(this::gain)));
    row.put("scaling_region", region.map(one -> lower(one.kind())).orElse(""));
    row.put(
        "bottleneck_type",
        band.filter(one -> one.figures().isPresent())
            .map(one -> lower(Conclusions.bottleneck(one).kind()))
            .orElse(""));
    row.put("repeat", band.map(one -> Integer.toString(one.repeat())).orElse(""));
    row.put("status", band.map(one -> lower(one.status())).orElse(""));
    row.put("rate", number(band.flatMap(one -> one.level().rate()).map(rate -> rate.perSecond())));
    row.put("qps", number(all.map(BandFigures::qps)));
    row.put(
        "tps_low", number(all.flatMap(BandFigures::tpsRange).map(range -> range.interval().low())));
    row.put(
        "tps_high",
        number(all.flatMap(BandFigures::tpsRange).map(range -> range.interval().high())));
    row.put(
        "tps_standard_error",
        number(
            band.flatMap(one -> one.measured(false))
                .map(one -> one.standardError())
                .filter(error -> !error.isNaN())));
    row.put(
        "tps_std_dev",
        number(
            all.map(BandFigures::tpsDeviation)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)));
    row.put("p999_latency_ms", percentile(all, 99.9));
    row.put("successful", all.map(one -> Long.toString(one.counts().successful())).orElse(""));
    row.put("error_share", number(all.map(BandFigures::errorShare)));
    row.put("tps_per_connection", number(band.flatMap(BandResult::tpsPerConnection)));
    row.put("connection_use", number(band.flatMap(BandResult::connectionUse)));
    row.put("in_progress", number(all.map(BandFigures::inProgress)));
    row.put(
        "client_grade",
        all.flatMap(BandFigures::client).map(client -> client.grade().name()).orElse(""));
    row.put("reason", band.map(BandResult::reason).orElse(""));
    row.put(
        "think_time_ms", number(band.map(one -> 1_000 * Conclusions.thinkSeconds(study.plan()))));
    row.put(
        "bottleneck_evidence",
        band.map(one -> String.join("; ", Conclusions.bottleneck(one).evidence())).orElse(""));
    row.put(
        "p99_service_ms",
        millis(
            all.flatMap(BandFigures::openLoop)
                .flatMap(loop -> loop.serviceTimes().percentile(99))));
    return row;
  }

  /**
   * Returns what each more has brought since the level before; bands at the same level have it in
   * common.
   */
  private Optional<Double> gain(BandResult band) {
    double number = study.number(band);
    List<Measured> levels =
        conclusions
            .flatMap(Conclusions::analysis)
            .map(ScalingAnalysis::levels)
            .orElse(List.of())
            .stream()
            .sorted(Comparator.comparingDouble(Measured::concurrency))
            .toList();
    for (int i = 1; i < levels.size(); i++) {
      Measured level = levels.get(i);
      Measured before = levels.get(i - 1);
      if (level.concurrency() == number) {
        return Optional.of(
            (level.throughput() - before.throughput())
                / (level.concurrency() - before.concurrency()));
      }
    }
    return Optional.empty();
  }

  /** Returns the region that leads up to a level. */
  private Optional<Region> region(BandResult band) {
    double level = study.number(band);
    return conclusions
        .flatMap(Conclusions::analysis)
        .map(ScalingAnalysis::regions)
        .flatMap(
            regions ->
                regions.stream()
                    .filter(one -> one.from() < level && level <= one.to())
                    .findFirst());
  }

  private static String percentile(Optional<BandFigures> all, double percentile) {
    return millis(all.flatMap(one -> one.latencies().percentile(percentile)));
  }

  private static String millis(Optional<Duration> time) {
    return number(time.map(one -> one.toNanos() / 1e6));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static String number(Optional<Double> value) {
    return value
        .map(one -> new BigDecimal(one).round(DIGITS).stripTrailingZeros().toPlainString())
        .orElse("");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    String line = Block.oneLine(text);
    return line.matches(".*[,\"].*") ? '"' + line.replace("\"", "\"\"") + '"' : line;
  }
}
