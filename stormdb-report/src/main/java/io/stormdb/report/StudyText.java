package io.stormdb.report;

import io.stormdb.api.GoDuration;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.FindMax;
import io.stormdb.progressive.Strategy;
import io.stormdb.progressive.StudyResult;
import io.stormdb.progressive.maths.Bottleneck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A study of how a server scales, for people. */
public final class StudyText {

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
      blocks.addAll(new BandsText(study).blocks());
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
        .value("Strategy", strategy())
        .value(
            "Bands",
            "%s of %s each after %s of warm-up%s%s"
                .formatted(
                    Numbers.count(study.bands().size()),
                    study.plan().load().end().duration().map(GoDuration::format).orElse("an end"),
                    GoDuration.format(study.plan().load().warmup()),
                    study.plan().strategy().isListed()
                        ? ", in order " + study.plan().order().name().toLowerCase(Locale.ROOT)
                        : "",
                    study.plan().repeats() == 1
                        ? ""
                        : ", each level " + study.plan().repeats() + " times"))
        .value("Took", Numbers.span(study.took()))
        .toString();
  }

  private String strategy() {
    Strategy strategy = study.plan().strategy();
    return strategy instanceof FindMax search
        ? "%s (%s)".formatted(strategy.text(), search.bound())
        : strategy.text();
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
            BandsText.name(band),
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
}
