package io.stormdb.report;

import io.stormdb.core.Availability;
import io.stormdb.core.Outage;
import io.stormdb.core.RunResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For how long the run was without connections. */
final class AvailabilityText {

  private static final int MOST_SHOWN = 10;

  private AvailabilityText() {}

  /** Returns the block, or a blank text if no connection was lost. */
  static String of(RunResult result) {
    return result
        .connections()
        .split()
        .map(
            split ->
                Stream.of(
                        of("Availability for Writes:", split.writes().availability()),
                        of("Availability for Reads:", split.reads().availability()))
                    .filter(block -> !block.isEmpty())
                    .collect(Collectors.joining("\n")))
        .orElseGet(() -> of("Availability:", result.availability()));
  }

  private static String of(String title, Availability availability) {
    if (availability.outageCount() == 0) {
      return "";
    }
    Block block =
        new Block(title)
            .value(
                "Server Available",
                "%s (%s without any connection)"
                    .formatted(share(availability.share()), length(availability.down())))
            .value(
                "Workers Connected",
                "%s (%s lost in all)"
                    .formatted(share(availability.workerShare()), length(availability.lost())))
            .value("Failed Attempts to Connect", Numbers.count(availability.failedAttempts()))
            .value("Outages", Numbers.count(availability.outageCount()));
    Table table =
        new Table()
            .number("Start")
            .number("Length")
            .number("Workers")
            .number("No connection")
            .text("Noticed by");
    availability.outages().stream().limit(MOST_SHOWN).forEach(outage -> add(table, outage));
    block.table(table);
    if (availability.outageCount() > MOST_SHOWN) {
      block.text(
          "The first %d of %s; the JSON result lists up to 100."
              .formatted(MOST_SHOWN, Numbers.count(availability.outageCount())));
    }
    return block.toString();
  }

  private static void add(Table table, Outage outage) {
    table.row(
        length(outage.start()),
        length(outage.length()),
        Numbers.count(outage.workers()),
        length(outage.down()),
        "%s%s: %s"
            .formatted(
                outage.reason(),
                outage.sqlState().isBlank() ? "" : " [" + outage.sqlState() + "]",
                outage.sample()));
  }

  /** Rounded down: what was not always there must not read as 100 %. */
  private static String share(Optional<Double> share) {
    return share
        .map(
            value ->
                BigDecimal.valueOf(100 * value).setScale(2, RoundingMode.FLOOR).toPlainString()
                    + "%")
        .orElse(Numbers.NO_DATA);
  }

  private static String length(Duration duration) {
    return Numbers.span(Duration.ofMillis(Math.round(duration.toNanos() / 1e6)));
  }
}
