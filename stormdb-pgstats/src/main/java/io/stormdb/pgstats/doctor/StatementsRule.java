package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ExtensionState;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import java.util.List;
import java.util.Optional;

/** Fires when statements were asked for and cannot be had, unless somebody has reset them. */
final class StatementsRule implements Rule {

  static final String EXTENSION = "pg_stat_statements";

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    Optional<String> missing =
        statistics
            .statements()
            .flatMap(part -> part.whyMissing())
            // nothing is to be done about that
            .filter(reason -> !reason.equals(Observed.RESET));
    return missing.isPresent() && statistics.facts().find().isPresent()
        ? List.of(finding(statistics.facts().find().get().extension(EXTENSION), missing.get()))
        : List.of();
  }

  private static Finding finding(ExtensionState extension, String reason) {
    return new Finding(
        EXTENSION,
        Level.NOTE,
        "statements cannot be told apart: " + reason,
        List.of(
            new Evidence.State("installed", extension.installed().orElse("no")),
            new Evidence.State("available", extension.available().orElse("no"))),
        "without it nobody knows which statements took the time of the server",
        "do what the sentence above says, if it names something to do",
        Finding.manual("pgstatstatements.html"));
  }
}
