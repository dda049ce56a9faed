package io.stormdb.report;

import io.stormdb.api.GoDuration;
import io.stormdb.core.ClientHealth;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.StudyResult;
import io.stormdb.progressive.maths.Bottleneck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A study of how a server scales, for people. */
public final class StudyText {

  private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9);

  /** How much is said of what limits a band; the rest is in the files. */
  private static final int MOST_EVIDENCE = 3;

  private final StudyResult study;

  private StudyText(StudyResult study) {
    this.study = study;
  }

  /**
   * Returns the report, the same in every locale.
   *
   * @param conclusions what follows from the study; empty if none were wanted
   */
  public static String format(StudyResult study, Optional<Conclusions> conclusions) {
    StudyText text = new StudyText(study);
    List<String> blocks = new ArrayList<>();
    blocks.add(text.header());
    if (!study.bands().isEmpty()) {
      blocks.add(text.bands());
      blocks.add(text.use());
      blocks.add(text.throughput());
      blocks.add(text.latency());
    }
    blocks.add(text.limits());
    blocks.add(text.remarks());
    conclusions.flatMap(Conclusions::analysis).map(AnalysisText::of).ifPresent(blocks::addAll);
    blocks.add(text.summary(conclusions));
    blocks.removeIf(String::isBlank);
    return String.join("\n", blocks);
  }

  private String header() {
    Block block =
        new Block("Progressive Scaling: " + study.status().name().toLowerCase(Locale.ROOT))
            .value(
                "Workload",
                study.workload().isBlank() ? study.plan().load().workload() : study.workload());
    study
        .environment()
        .ifPresent(
            where ->
                block.value(
                    "Database",
                    Redacted.url(where.server()) + ", PostgreSQL " + where.serverVersion()));
    return block
        .value("Strategy", study.plan().strategy().text())
        .value(
            "Bands",
            "%s of %s each after %s of warm-up, in order %s%s"
                .formatted(
                    Numbers.count(study.bands().size()),
                    study.plan().load().end().duration().map(GoDuration::format).orElse("an end"),
                    GoDuration.format(study.plan().load().warmup()),
                    study.plan().order().name().toLowerCase(Locale.ROOT),
                    study.plan().repeats() == 1
                        ? ""
                        : ", each level " + study.plan().repeats() + " times"))
        .value("Took", Numbers.span(study.took()))
        .toString();
  }

  private String bands() {
    Table table = new Table().number("Band");
    levelColumns(table);
    table.number("TPS").number("+/-95%").number("CV").number("QPS").number("Avg");
    PERCENTILES.forEach(percentile -> table.number("P" + Numbers.plain(percentile)));
    table.number("Errors").text("");
    for (BandResult band : study.bands()) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(band.number())));
      cells.addAll(levelCells(band));
      cells.addAll(band.figures().map(StudyText::measured).orElseGet(StudyText::nothing));
      cells.add(remark(band));
      table.row(cells.toArray(String[]::new));
    }
    return new Block("Bands:").table(table).toString();
  }

  private static List<String> measured(BandFigures all) {
    List<String> cells = new ArrayList<>();
    cells.add(Numbers.rate(all.tps()));
    cells.add(all.tpsRange().map(StudyText::halfWidth).orElse(Numbers.NO_DATA));
    cells.add(percent(all.tpsVariation()));
    cells.add(Numbers.rate(all.qps()));
    cells.add(Numbers.latency(all.latencies().mean()));
    for (double percentile : PERCENTILES) {
      cells.add(Numbers.latency(all.latencies().percentile(percentile)));
    }
    cells.add(Numbers.count(all.counts().failed()));
    return cells;
  }

  private static List<String> nothing() {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < 6 + PERCENTILES.size(); i++) {
      cells.add(i == 0 ? Numbers.NO_DATA : "");
    }
    return cells;
  }

  /** Marked where neighbouring batches are still alike, which makes the width too small. */
  private static String halfWidth(BatchMeans range) {
    return Numbers.rate((range.interval().high() - range.interval().low()) / 2)
        + (range.trusted() ? "" : "*");
  }

  private static String remark(BandResult band) {
    List<String> remarks = new ArrayList<>();
    if (band.status() != BandResult.Status.COMPLETED) {
      remarks.add(band.status().name().toLowerCase(Locale.ROOT));
    }
    band.figures()
        .flatMap(BandFigures::client)
        .filter(client -> client.grade() == ClientHealth.Grade.D)
        .ifPresent(client -> remarks.add("limited by the client"));
    return String.join(", ", remarks);
  }

  private String use() {
    Table table = new Table().number("Band");
    levelColumns(table);
    // the rate decides what each of them does, which says nothing of its efficiency
    boolean isRelative = !isRates();
    table.number("TPS/worker");
    if (isRelative) {
      table.number("Efficiency");
    }
    table.number("TPS/connection");
    if (isRelative) {
      table.number("Efficiency");
    }
    table.number("Connections used").number("In progress").text("Client");
    for (BandResult band : study.bands()) {
      if (band.figures().isEmpty()) {
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(Integer.toString(band.number())));
      cells.addAll(levelCells(band));
      cells.add(Numbers.rate(band.tpsPerWorker()));
      if (isRelative) {
        cells.add(percent(study.workerEfficiency(band)));
      }
      cells.add(Numbers.rate(band.tpsPerConnection()));
      if (isRelative) {
        cells.add(percent(study.connectionEfficiency(band)));
      }
      cells.add(
          percent(band.connectionUse().map(OptionalDouble::of).orElse(OptionalDouble.empty())));
      cells.add(String.format(Locale.ROOT, "%.2f", band.figures().orElseThrow().inProgress()));
      cells.add(
          band.figures()
              .flatMap(BandFigures::client)
              .map(client -> client.grade().name())
              .orElse(Numbers.NO_DATA));
      table.row(cells.toArray(String[]::new));
    }
    return study.bands().stream().allMatch(band -> band.figures().isEmpty())
        ? ""
        : new Block(
                isRelative ? "Efficiency, relative to the least load:" : "Workers and connections:")
            .table(table)
            .toString();
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
    study
        .bands()
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
    for (BandResult band : study.bands()) {
      Optional<Duration> p99 = band.figures().flatMap(all -> all.latencies().percentile(99));
      bars.bar(
          name(band),
          p99.map(time -> OptionalDouble.of((double) time.toNanos()))
              .orElseGet(OptionalDouble::empty),
          Numbers.latency(p99));
    }
    return bars.under("Latency (P99):");
  }

  private String name(BandResult band) {
    if (band.level().rate().isPresent()) {
      return Numbers.rate(band.level().rate().get().perSecond()) + "/s";
    }
    return band.level().isPaired()
        ? Integer.toString(band.level().workers())
        : band.level().workers() + "/" + band.level().connections();
  }

  /** Returns what limited each band, where anything is known of it. */
  private String limits() {
    Block block = new Block("What limits each band:");
    boolean isKnown = false;
    for (BandResult band : study.bands()) {
      Bottleneck limit = Conclusions.bottleneck(band);
      if (!limit.evidence().isEmpty()) {
        isKnown = true;
        block.value(
            name(band),
            limit.evidence().stream()
                .limit(MOST_EVIDENCE)
                .collect(Collectors.joining("; ", limit.kind().words() + " (", ")")));
      }
    }
    return isKnown ? block.toString() : "";
  }

  private String remarks() {
    Block block = new Block("Remarks:");
    List<String> lines = new ArrayList<>();
    study
        .bands()
        .forEach(
            band -> {
              if (!band.reason().isBlank()) {
                lines.add(
                    "band %s (%s) %s: %s"
                        .formatted(
                            band.number(),
                            band.level(),
                            band.status().name().toLowerCase(Locale.ROOT),
                            band.reason()));
              }
              band.notes().stream()
                  .filter(note -> !band.reason().contains(note))
                  .forEach(note -> lines.add("band %s: %s".formatted(band.number(), note)));
            });
    boolean isDoubtful =
        study.bands().stream()
            .flatMap(band -> band.figures().stream())
            .flatMap(all -> all.tpsRange().stream())
            .anyMatch(range -> !range.trusted());
    if (isDoubtful) {
      lines.add(
          "* TPS changed slowly within the band, so the true range is likely to be wider; measure"
              + " longer");
    }
    lines.addAll(study.leftOut());
    lines.addAll(study.notes());
    lines.forEach(block::text);
    return lines.isEmpty() ? "" : block.toString();
  }

  private String summary(Optional<Conclusions> conclusions) {
    Block block =
        new Block(
            switch (study.status()) {
              case COMPLETED ->
                  "Progressive scaling completed"
                      + (study.failed().isEmpty() ? " successfully" : "");
              case INTERRUPTED -> "Progressive scaling was interrupted";
              case FAILED ->
                  "Progressive scaling failed: there is no band to draw conclusions from";
              case RUNNING -> "Progressive scaling goes on";
            });
    block.text(
        "Tested %s%s%s"
            .formatted(
                Numbers.count(study.usable().size(), "band", "bands"),
                study.failed().isEmpty()
                    ? ""
                    : ", " + Numbers.count(study.failed().size()) + " more failed",
                conclusions
                    .map(found -> found.optimal(study))
                    .orElseGet(study::best)
                    .map(
                        best ->
                            ", optimal config: %s (%s TPS)"
                                .formatted(
                                    best.level(),
                                    Numbers.rate(best.figures().map(BandFigures::tps))))
                    .orElse("")));
    conclusions
        .flatMap(Conclusions::analysis)
        .map(AnalysisText::inShort)
        .ifPresent(text -> block.value("Mathematical analysis", text));
    conclusions.ifPresent(found -> block.value("Recommendation", found.sentence()));
    return block.toString();
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble())
        : Numbers.NO_DATA;
  }
}
