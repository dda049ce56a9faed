package io.stormdb.cli;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadedData;
import io.stormdb.core.Cancellation;
import io.stormdb.core.CheckResult;
import io.stormdb.core.MissingData;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.config.Configuration;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import io.stormdb.report.ChecksText;
import io.stormdb.report.JsonReport;
import io.stormdb.report.LatencyLogFile;
import io.stormdb.report.LoadProgress;
import io.stormdb.report.ProgressLine;
import io.stormdb.report.StepsCsv;
import io.stormdb.report.TextReport;
import io.stormdb.report.TimelineCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does with a workload and a server what was asked for.
 *
 * @param terminal hears of it
 * @param configuration what, where and how
 */
record Work(Terminal terminal, Configuration configuration) {

  /** Returns the exit status. */
  int perform(Invocation invocation) {
    RunPlan plan = configuration.plan();
    requireWritable(configuration.json());
    requireWritable(configuration.hlog());
    requireWritable(configuration.csv());
    requireApart(configuration.json(), configuration.csv());
    requireApart(configuration.json(), configuration.hlog());
    requireApart(configuration.csv(), configuration.hlog());
    Cancellation cancellation = new Cancellation();
    Interrupts.listen(terminal, cancellation);
    try (Server server = Server.of(configuration, terminal);
        LoadProgress load = new LoadProgress(terminal.err(), terminal.columns());
        ProgressLine progress = progressLine()) {
      if (cancellation.isCancelled()) {
        return ExitStatus.INTERRUPTED;
      }
      StormDb db =
          on(server)
              .catalog(configuration.catalog())
              .missingData(server.isEmbedded() ? MissingData.CREATE : MissingData.REFUSE)
              .listen(load)
              .cancelledBy(cancellation);
      return perform(invocation, db, plan, server, progress, cancellation);
    } catch (StormDbException e) {
      if (cancellation.isCancelled()) {
        terminal.say("stormdb: " + e.getMessage());
        return ExitStatus.INTERRUPTED;
      }
      throw e;
    }
  }

  private static StormDb on(Server server) {
    StormDb db = StormDb.on(server.control().dataSource()).describedAs(server.control().url());
    Server.Place transactions = server.transactions();
    StormDb placed =
        transactions.equals(server.control())
            ? db
            : db.transactionsOn(transactions.dataSource(), transactions.url());
    return server
        .reads()
        .map(reads -> placed.readsOn(reads.dataSource(), reads.url()))
        .orElse(placed);
  }

  private ProgressLine progressLine() {
    return configuration.summary()
        ? ProgressLine.every(configuration.summaryInterval(), terminal.out())
        : ProgressLine.warningsOnly(terminal.out());
  }

  private int perform(
      Invocation invocation,
      StormDb db,
      RunPlan plan,
      Server server,
      ProgressLine progress,
      Cancellation cancellation) {
    Optional<Study> study =
        configuration
            .progressive()
            .filter(given -> Set.of(Verb.RUN, Verb.SETUP).contains(invocation.verb()))
            .map(given -> new Study(terminal, configuration, given));
    if (invocation.dryRun()) {
      study.ifPresentOrElse(one -> one.check(db, server), () -> db.check(plan));
      terminal.print("all could be done; nothing was" + System.lineSeparator());
      return ExitStatus.DONE;
    }
    switch (invocation.verb()) {
      case SETUP -> {
        db.setup(plan);
        terminal.say("stormdb: the schema is there");
        if (study.isPresent()) {
          return study(study.get(), db, server, cancellation);
        }
        tellIfLost(server);
      }
      case LOAD -> {
        describe(db.load(plan));
        tellIfLost(server);
      }
      case REBUILD -> {
        describe(db.rebuild(plan));
        tellIfLost(server);
      }
      case CLEANUP -> {
        db.cleanup(plan);
        terminal.say("stormdb: what StormDB had created is gone");
      }
      case VERIFY -> {
        return verify(db, plan);
      }
      case RUN -> {
        study.ifPresentOrElse(one -> one.check(db, server), () -> db.check(plan));
        if (invocation.rebuildFirst()) {
          describe(db.rebuild(plan));
        }
        if (study.isPresent()) {
          return study(study.get(), db, server, cancellation);
        }
        return run(db, plan, server, progress);
      }
      case WORKLOADS, PLUGINS, DOCTOR, ANALYZE ->
          throw new IllegalStateException("is no work with a workload");
    }
    return ExitStatus.DONE;
  }

  private int study(Study study, StormDb db, Server server, Cancellation cancellation) {
    return study.perform(
        db,
        server,
        cancellation,
        configuration.collectsStatistics()
            ? Optional.of(() -> collector(server))
            : Optional.empty());
  }

  private void describe(LoadedData data) {
    long rows = data.rows().values().stream().mapToLong(Long::longValue).sum();
    terminal.say(
        "stormdb: loaded %,d rows at scale %d, seed %d".formatted(rows, data.scale(), data.seed()));
  }

  private void tellIfLost(Server server) {
    if (server.isEmbedded() && configuration.embedded().data().isEmpty()) {
      terminal.say(
          "WARNING: it is gone when this command ends, because the embedded server is a temporary"
              + " one; keep its data with --embedded-data DIR, or name a server with --host");
    }
  }

  private int verify(StormDb db, RunPlan plan) {
    List<CheckResult> checks = db.verify(plan);
    terminal.print(ChecksText.format(checks));
    boolean violated = checks.stream().anyMatch(check -> check.verdict() == Verdict.FAIL);
    return violated ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  private int run(StormDb db, RunPlan plan, Server server, ProgressLine progress) {
    if (configuration.hlog().isEmpty()) {
      return run(db, plan, server, progress, List.of(new Announcing(terminal)));
    }
    try (LatencyLogFile log =
        new LatencyLogFile(
            configuration.hlog().get(), trouble -> terminal.say("WARNING: " + trouble))) {
      int status = run(db, plan, server, progress, List.of(new Announcing(terminal), log));
      log.trouble()
          .ifPresent(
              trouble -> {
                throw StormDbException.failure(trouble, null);
              });
      return status;
    }
  }

  private int run(
      StormDb db, RunPlan plan, Server server, ProgressLine progress, List<RunListener> first) {
    List<RunListener> audience = new ArrayList<>(first);
    if (!configuration.collectsStatistics()) {
      audience.add(progress);
      RunResult result = db.listen(RunListener.all(audience)).run(plan);
      progress.close();
      return report(result, Optional.empty());
    }
    try (Collecting collecting =
        new Collecting(collector(server), configuration.statisticsInterval())) {
      audience.addAll(List.of(collecting, progress));
      RunResult result = db.listen(RunListener.all(audience)).run(plan);
      progress.close();
      return report(result, collecting.statistics());
    }
  }

  private StatisticsCollector collector(Server server) {
    if (configuration.collectsStatements()) {
      server.showStatements(terminal);
    }
    StatisticsCollector collector =
        configuration.collectsStatements()
            ? StatisticsCollector.withStatements(
                server.control().dataSource(), StatisticsCollector.DEFAULT_TOP)
            : StatisticsCollector.on(server.control().dataSource());
    collector.every(configuration.statisticsInterval());
    return collector;
  }

  private int report(RunResult result, Optional<ServerStatistics> statistics) {
    terminal.print(TextReport.format(result, statistics));
    List<String> troubles = new ArrayList<>();
    configuration
        .json()
        .ifPresent(file -> write(() -> JsonReport.write(result, statistics, file), troubles));
    configuration
        .csv()
        .ifPresent(file -> write(() -> writeCsv(result, statistics, file), troubles));
    if (!troubles.isEmpty()) {
      throw StormDbException.failure(String.join("\n", troubles), null);
    }
    return status(result);
  }

  /** Of a run in steps, what is wanted is which step was the best, not how each went on. */
  private static void writeCsv(RunResult result, Optional<ServerStatistics> statistics, Path file)
      throws IOException {
    if (result.steps().isUsed()) {
      StepsCsv.write(result, file);
    } else {
      TimelineCsv.write(result, statistics, file);
    }
  }

  private interface Writing {
    void write() throws IOException;
  }

  /** One file that cannot be written is no reason to lose the others. */
  private static void write(Writing file, List<String> troubles) {
    try {
      file.write();
    } catch (IOException e) {
      troubles.add(String.valueOf(e.getMessage()));
    }
  }

  private static int status(RunResult result) {
    return switch (result.status()) {
      case INTERRUPTED -> ExitStatus.INTERRUPTED;
      case FAILED -> ExitStatus.FAILED;
      case TOO_MANY_ERRORS -> ExitStatus.ERROR_LIMIT;
      case COMPLETED -> result.isDataViolated() ? ExitStatus.FAILED : ExitStatus.DONE;
    };
  }

  /** Of two results in the same file one would be left; devices take as many as there are. */
  static void requireApart(Optional<Path> one, Optional<Path> other) {
    if (one.isPresent()
        && other.isPresent()
        && one.get().toAbsolutePath().normalize().equals(other.get().toAbsolutePath().normalize())
        && (Files.notExists(one.get()) || Files.isRegularFile(one.get()))) {
      throw StormDbException.usage(
          "two results would be written to %s, and the one would replace the other; give each a file of its own"
              .formatted(one.get()));
    }
  }

  /** A run must not be lost at its end because of a path that was wrong at its beginning. */
  private static void requireWritable(Optional<Path> path) {
    if (path.isPresent()) {
      try {
        JsonReport.requireWritable(path.get());
      } catch (IOException e) {
        throw StormDbException.usage(String.valueOf(e.getMessage()), e);
      }
    }
  }
}
