package io.stormdb.cli;

import io.stormdb.core.Cancellation;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.ProgressiveSettings;
import io.stormdb.pgstats.StatisticsCollector;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.ScalingStudy;
import io.stormdb.progressive.StudyPlan;
import io.stormdb.progressive.StudyResult;
import io.stormdb.report.ProgressLine;
import io.stormdb.report.StudyCsv;
import io.stormdb.report.StudyFile;
import io.stormdb.report.StudyJson;
import io.stormdb.report.StudyProgress;
import io.stormdb.report.StudyText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Measures how a server scales, and shows it.
 *
 * @param terminal hears of it
 * @param configuration what, where and how
 * @param given what was given for the study
 */
record Study(Terminal terminal, Configuration configuration, ProgressiveSettings given) {

  /** Somebody else may take some of these before the load does. */
  private static final String FREE_CONNECTIONS =
      """
      SELECT current_setting('max_connections')::int
             - current_setting('superuser_reserved_connections')::int
             - (SELECT count(datid) FROM pg_stat_activity)""";

  /** Returns the plan, which depends on the server where nothing was said. */
  StudyPlan plan(Server server) {
    return new StudyChoice(
            given,
            configuration.plan(),
            configuration.isIntervalGiven(),
            () -> freeConnections(server.control().dataSource()))
        .plan();
  }

  private static int freeConnections(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FREE_CONNECTIONS)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw StormDbException.failure(
          "cannot ask how many connections the server has: " + e.getMessage(), e);
    }
  }

  /** Checks that the largest load of the study could be run. */
  void check(StormDb db, Server server) {
    StudyPlan plan = plan(server);
    db.check(plan.at(plan.strategy().largest()));
  }

  /**
   * Measures, and returns the exit status.
   *
   * @param collectors makes what looks at the server in each band; empty if nobody is to look
   */
  int perform(
      StormDb db,
      Server server,
      Cancellation cancellation,
      Optional<Supplier<StatisticsCollector>> collectors) {
    StudyPlan plan = plan(server);
    StudyFiles files = StudyFiles.of(given, LocalDateTime.now(ZoneId.systemDefault()));
    Work.requireApart(files.json(), files.csv());
    ScalingStudy study =
        ScalingStudy.on(db)
            .control(server.control().dataSource())
            .cancelledBy(cancellation)
            .listen(new StudyProgress(terminal.err(), this::inBand, kept(files)));
    try {
      if (given.resume().isPresent()) {
        study = study.resume(StudyFile.read(given.resume().get()));
      }
      if (files.csv().isPresent()) {
        StudyCsv.requireWritable(files.csv().get());
      }
      if (files.json().isPresent()) {
        study = study.keepIn(StudyJson.store(files.json().get()));
      }
    } catch (IOException e) {
      throw StormDbException.usage(String.valueOf(e.getMessage()), e);
    }
    if (collectors.isPresent()) {
      study =
          study.observe(new BandStatistics(collectors.get(), configuration.statisticsInterval()));
    }
    return report(study.run(plan), files);
  }

  private static List<String> kept(StudyFiles files) {
    return files
        .json()
        .map(
            file ->
                "stormdb: the study is kept in %s after each band; go on with it by --resume %s"
                    .formatted(file, file))
        .stream()
        .toList();
  }

  private ProgressLine inBand() {
    return configuration.summary()
        ? ProgressLine.every(configuration.summaryInterval(), terminal.err())
        : ProgressLine.warningsOnly(terminal.err());
  }

  private int report(StudyResult result, StudyFiles files) {
    Optional<Conclusions> conclusions =
        given.analysis() ? Optional.of(Conclusions.of(result)) : Optional.empty();
    terminal.print(StudyText.format(result, conclusions));
    try {
      if (files.json().isPresent()) {
        StudyJson.write(result, conclusions, files.json().get());
        written(files.json().get());
      }
      if (files.csv().isPresent()) {
        StudyCsv.write(result, conclusions, files.csv().get());
        written(files.csv().get());
      }
    } catch (IOException e) {
      throw StormDbException.failure(String.valueOf(e.getMessage()), e);
    }
    return status(result);
  }

  private void written(Path file) {
    terminal.say("stormdb: written: " + file);
  }

  private static int status(StudyResult result) {
    return switch (result.status()) {
      case INTERRUPTED -> ExitStatus.INTERRUPTED;
      case FAILED -> ExitStatus.FAILED;
      // a band that left wrong data behind has measured the wrong thing
      case COMPLETED, RUNNING ->
          result.failed().stream().anyMatch(BandResult::isDataViolated)
              ? ExitStatus.FAILED
              : ExitStatus.DONE;
    };
  }
}
