package io.stormdb.report;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.Rate;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.FindMax;
import io.stormdb.progressive.StudyResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured in each band of a study, in tables and charts.
 *
 * @param study has a band at least
 */
record BandsText(StudyResult study) {

  private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9);

  /** Returns the tables and charts; some may be blank. */
  List<String> blocks() {
    return List.of(bands(), use(), throughput(), latency());
  }

  private String bands() {
    Table table = new Table().number("Band");
    levelColumns(table);
    table.number("TPS").number("+/-95%").number("CV").number("QPS").number("Avg");
    PERCENTILES.forEach(percentile -> table.number("P" + Numbers.plain(percentile)));
    if (isRates()) {
      table.number("Service P99");
    }
    table.number("Errors").text("");
    for (BandResult band : study.bands()) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(band.number())));
      cells.addAll(levelCells(band));
      cells.addAll(band.figures().map(this::measured).orElseGet(this::nothing));
      cells.add(remark(band));
      table.row(cells.toArray(String[]::new));
    }
    return new Block("Bands:").table(table).toString();
  }

  private List<String> measured(BandFigures all) {
    List<String> cells = new ArrayList<>();
    cells.add(Numbers.rate(all.tps()));
    cells.add(all.tpsRange().map(BandsText::halfWidth).orElse(Numbers.NO_DATA));
    cells.add(percent(all.tpsVariation()));
    cells.add(Numbers.rate(all.qps()));
    cells.add(Numbers.latency(all.latencies().mean()));
    for (double percentile : PERCENTILES) {
      cells.add(Numbers.latency(all.latencies().percentile(percentile)));
    }
    if (isRates()) {
      cells.add(
          Numbers.latency(all.openLoop().flatMap(loop -> loop.serviceTimes().percentile(99))));
    }
    cells.add(Numbers.count(all.counts().failed()));
    return cells;
  }

  private List<String> nothing() {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < 6 + PERCENTILES.size() + (isRates() ? 1 : 0); i++) {
      cells.add(i == 0 ? Numbers.NO_DATA : "");
    }
    return cells;
  }

  /** Marked where neighbouring batches are still alike, which makes the width too small. */
  private static String halfWidth(BatchMeans range) {
    return Numbers.rate((range.interval().high() - range.interval().low()) / 2)
        + (range.trusted() ? "" : "*");
  }

  private String remark(BandResult band) {
    List<String> remarks = new ArrayList<>();
    if (band.status() != BandResult.Status.COMPLETED) {
      remarks.add(band.status().name().toLowerCase(Locale.ROOT));
    }
    band.figures()
        .flatMap(BandFigures::client)
        .filter(client -> client.grade() == ClientHealth.Grade.D)
        .ifPresent(client -> remarks.add("limited by the client"));
    if (study.plan().strategy() instanceof FindMax search) {
      switch (search.outcome(band)) {
        case MET -> remarks.add(search.bound() + " kept");
        case NOT_MET -> remarks.add(search.bound() + " missed");
        case INVALID -> remarks.add("does not count");
      }
    }
    return String.join(", ", remarks);
  }

  /** With rates, nothing is relative to the least load: a server does what is asked of it. */
  private String use() {
    Table table = new Table().number("Band");
    levelColumns(table);
    if (!isRates()) {
      table.number("TPS/worker").number("Efficiency").number("TPS/connection").number("Efficiency");
    }
    table.number("Connections used").number("In progress").text("Client");
    for (BandResult band : study.bands()) {
      if (band.figures().isPresent()) {
        table.row(use(band, band.figures().get()).toArray(String[]::new));
      }
    }
    return study.bands().stream().allMatch(band -> band.figures().isEmpty())
        ? ""
        : new Block(isRates() ? "Connections:" : "Efficiency, relative to the least load:")
            .table(table)
            .toString();
  }

  private List<String> use(BandResult band, BandFigures all) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(band.number())));
    cells.addAll(levelCells(band));
    if (!isRates()) {
      cells.add(Numbers.rate(band.tpsPerWorker()));
      cells.add(percent(study.workerEfficiency(band)));
      cells.add(Numbers.rate(band.tpsPerConnection()));
      cells.add(percent(study.connectionEfficiency(band)));
    }
    cells.add(percent(band.connectionUse().map(OptionalDouble::of).orElse(OptionalDouble.empty())));
    cells.add(String.format(Locale.ROOT, "%.2f", all.inProgress()));
    cells.add(all.client().map(client -> client.grade().name()).orElse(Numbers.NO_DATA));
    return cells;
  }

  private void levelColumns(Table table) {
    if (isRates()) {
      table.number("Rate");
    }
    table.number("Workers").number("Connections");
  }

  private List<String> levelCells(BandResult band) {
    List<String> cells = new ArrayList<>();
    if (isRates()) {
      cells.add(band.level().rate().map(rate -> Numbers.rate(rate.perSecond())).orElse(""));
    }
    cells.add(Numbers.count(band.level().workers()));
    cells.add(Numbers.count(band.level().connections()));
    return cells;
  }

  private boolean isRates() {
    return study.bands().stream().anyMatch(band -> band.level().rate().isPresent());
  }

  private String throughput() {
    Bars bars = new Bars();
    byLevel()
        .forEach(
            band ->
                bars.bar(
                    name(band),
                    band.figures()
                        .map(all -> OptionalDouble.of(all.tps()))
                        .orElseGet(OptionalDouble::empty),
                    Numbers.rate(band.figures().map(BandFigures::tps))));
    return bars.under("Throughput (TPS):");
  }

  private String latency() {
    Bars bars = new Bars();
    for (BandResult band : byLevel()) {
      Optional<Duration> p99 = band.figures().flatMap(all -> all.latencies().percentile(99));
      bars.bar(
          name(band),
          p99.map(time -> OptionalDouble.of((double) time.toNanos()))
              .orElseGet(OptionalDouble::empty),
          Numbers.latency(p99));
    }
    return bars.under("Latency (P99):");
  }

  /** In the order of their load, however they were measured. */
  private List<BandResult> byLevel() {
    return study.bands().stream()
        .sorted(
            Comparator.comparingDouble(
                    (BandResult band) -> band.level().rate().map(Rate::perSecond).orElse(0.0))
                .thenComparing(band -> band.level().workers())
                .thenComparing(band -> band.level().connections()))
        .toList();
  }

  /** Returns how a band is called by its load. */
  static String name(BandResult band) {
    if (band.level().rate().isPresent()) {
      return Numbers.rate(band.level().rate().get().perSecond()) + "/s";
    }
    return band.level().isPaired()
        ? Integer.toString(band.level().workers())
        : band.level().workers() + "/" + band.level().connections();
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble())
        : Numbers.NO_DATA;
  }
}
