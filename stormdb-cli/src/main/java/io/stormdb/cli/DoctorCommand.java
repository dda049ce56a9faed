package io.stormdb.cli;

import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDbException;
import io.stormdb.core.config.Configuration;
import io.stormdb.pgstats.doctor.Doctor;
import io.stormdb.pgstats.doctor.Examination;
import io.stormdb.report.DoctorReport;
import io.stormdb.report.JsonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The command {@code doctor}.
 *
 * @param terminal hears of it
 * @param configuration which server, and for how many connections
 */
record DoctorCommand(Terminal terminal, Configuration configuration) {

  /**
   * Returns the exit status: failed if a run would fail. Changes nothing, so it is its own dry run.
   */
  int perform() {
    Optional<Path> json = configuration.json();
    try {
      if (json.isPresent()) {
        JsonReport.requireWritable(json.get());
      }
    } catch (IOException e) {
      throw StormDbException.usage(String.valueOf(e.getMessage()), e);
    }
    RunPlan plan = configuration.plan();
    try (Server server = Server.of(configuration, terminal)) {
      server.showStatements(terminal);
      // where transactions run, which may be another of several hosts than that which prepares
      return examine(server.transactions(), plan, json);
    } catch (IOException e) {
      throw StormDbException.failure(String.valueOf(e.getMessage()), e);
    }
  }

  private int examine(Server.Place place, RunPlan plan, Optional<Path> json) throws IOException {
    try {
      Examination examination =
          Doctor.examine(place.dataSource(), plan.connections().mode().needed(plan.workers()));
      terminal.print(DoctorReport.text(examination, place.url()));
      if (json.isPresent()) {
        DoctorReport.write(examination, place.url(), json.get());
      }
      return examination.isReady() ? ExitStatus.DONE : ExitStatus.FAILED;
    } catch (SQLException e) {
      throw StormDbException.refused("cannot examine " + place.url(), e);
    }
  }
}
