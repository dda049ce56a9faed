package io.stormdb.core.config;

import io.stormdb.api.Isolation;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.Detail;
import io.stormdb.core.ErrorLimit;
import io.stormdb.core.ErrorPolicy;
import io.stormdb.core.LatencyDetail;
import io.stormdb.core.Load;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Phase;
import io.stormdb.core.QueryMode;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.SessionTarget;
import io.stormdb.core.Shape;
import io.stormdb.core.StormDbException;
import io.stormdb.core.Until;
import io.stormdb.core.WorkloadCatalog;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be run, where, and how it is shown. A flag wins over a variable of the environment, a
 * variable over the file, the file over the default. Immutable.
 */
public final class Configuration {

  private final Settings settings;
  private final WorkloadType type;
  private final boolean usesServer;
  private final RunPlan plan;
  private final WorkloadCatalog catalog;

  private Configuration(Resolution resolution) {
    this.settings = resolution.settings();
    this.type = resolution.type();
    this.usesServer = resolution.usesServer();
    this.plan = planned();
    this.catalog = resolution.catalog();
  }

  /**
   * Reads and checks all sources.
   *
   * @throws StormDbException if anything is wrong; the message has a line for each problem, which
   *     begins with where it is: {@code config.yaml:3: ...}, the flag, or the variable
   */
  public static Configuration resolve(Sources sources) {
    return new Configuration(new Resolution(sources));
  }

  /**
   * Returns the workloads with those of the plug-ins that the sources name or that are in the
   * folders to search, whatever else the sources say. Runs no code of the plug-ins.
   *
   * @throws StormDbException if a file cannot be read, a plug-in that is named cannot be had, or
   *     two claim the same name
   */
  public static WorkloadCatalog catalog(Sources sources) {
    return Resolution.catalog(sources);
  }

  /** Returns the workloads there are: those of the sources, and those of the plug-ins. */
  public WorkloadCatalog catalog() {
    return catalog;
  }

  /** Returns what is to be run. */
  public RunPlan plan() {
    return plan;
  }

  /** Returns the type of workload that the plan names. */
  public WorkloadType workloadType() {
    return type;
  }

  /** Returns the server to use, or empty if the embedded one is to be started. */
  public Optional<ServerAddress> server() {
    if (!usesServer) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerAddress(
            new HostChoice(settings).hosts(),
            settings.text(ServerKeys.DBNAME).orElseThrow(),
            settings.text(ServerKeys.USERNAME).orElseThrow(),
            settings.text(ServerKeys.PASSWORD).map(Password::of),
            settings.choice(ServerKeys.SSLMODE, SslMode.class).orElseThrow(),
            settings.text(ServerKeys.SSLCERT),
            settings.text(ServerKeys.SSLKEY),
            settings.text(ServerKeys.SSLROOTCERT),
            new HostChoice(settings).isRandom()));
  }

  /**
   * Returns where the value of a key was given, in words to follow "by": {@code flag --host},
   * {@code environment PGPASSWORD}, {@code config.yaml:3}; empty if it was not given.
   *
   * @param key the name in full, such as {@code database.host}
   */
  public Optional<String> origin(String key) {
    return settings.given(key).map(setting -> setting.origin().describe());
  }

  /**
   * Returns on which of several hosts all is done that is no transaction of the load.
   *
   * @throws java.util.NoSuchElementException if no server is named
   */
  public SessionTarget controlTarget() {
    return new HostChoice(settings).control();
  }

  /**
   * Returns on which of several hosts transactions run, but for those that are split off.
   *
   * @throws java.util.NoSuchElementException if no server is named
   */
  public SessionTarget transactionTarget() {
    return new HostChoice(settings).transactions();
  }

  /** Returns on which of several hosts transactions run that only read, if they are split off. */
  public Optional<SessionTarget> readTarget() {
    return new HostChoice(settings).reads();
  }

  /** Returns how the embedded server is to be started, if it is. */
  public EmbeddedSettings embedded() {
    return new EmbeddedSettings(
        (int) settings.whole(EmbeddedKeys.VERSION).orElseThrow(),
        settings.path(EmbeddedKeys.DATA),
        settings.yes(EmbeddedKeys.UNSAFE),
        settings.members(EmbeddedKeys.SETTINGS));
  }

  /** Returns the most connections that the load may take, if that was given. */
  public OptionalInt connections() {
    return whole(ConnectionKeys.CONNECTIONS);
  }

  /** Returns how long a new connection waits for the server to answer, if that was given. */
  public Optional<Duration> connectTimeout() {
    return settings.time(ConnectionKeys.CONNECTION_TIMEOUT);
  }

  /** Returns how statements reach the server. */
  public QueryMode queryMode() {
    return settings.choice(ConnectionKeys.QUERY_MODE, QueryMode.class).orElseThrow();
  }

  /** Returns whether a line is printed while the run goes on. */
  public boolean summary() {
    return settings.yes(ReportKeys.SUMMARY);
  }

  /** Returns how often that line is printed. */
  public Duration summaryInterval() {
    return settings.time(ReportKeys.SUMMARY_INTERVAL).orElseThrow();
  }

  /** Returns whether the server's statistics are collected. */
  public boolean collectsStatistics() {
    return settings.yes(ReportKeys.COLLECT_PG_STATS) || collectsStatements();
  }

  /** Returns how often the server's counters are read if its statistics are collected. */
  public Duration statisticsInterval() {
    return settings.time(ReportKeys.PG_STATS_INTERVAL).orElseThrow();
  }

  /** Returns the file to write intervals, or bands of a study, to, if there is to be one. */
  public Optional<Path> csv() {
    return settings.path(ReportKeys.CSV);
  }

  /** Returns whether the server's statistics of each statement are collected. */
  public boolean collectsStatements() {
    return settings.yes(ReportKeys.PG_STATS_STATEMENTS);
  }

  /** Returns the file to write the result to as JSON, if there is to be one. */
  public Optional<Path> json() {
    return settings.path(ReportKeys.JSON);
  }

  /** Returns the file to write histograms to while the run goes on, if there is to be one. */
  public Optional<Path> hlog() {
    return settings.path(ReportKeys.HLOG);
  }

  /** Returns what was given for a study of how the server scales, if one is to be made. */
  public Optional<ProgressiveSettings> progressive() {
    ProgressiveChoice choice = new ProgressiveChoice(settings);
    return choice.isWanted() ? Optional.of(choice.collected()) : Optional.empty();
  }

  /** Returns whether the length of an interval was given, rather than being the default. */
  public boolean isIntervalGiven() {
    return settings.given(ReportKeys.METRICS_INTERVAL).isPresent();
  }

  /** Returns how much is logged. */
  public LogLevel logLevel() {
    return settings.choice(ReportKeys.LOG_LEVEL, LogLevel.class).orElseThrow();
  }

  /** Returns whether every statement is logged. */
  public boolean traceSql() {
    return settings.yes(ReportKeys.TRACE_SQL);
  }

  /**
   * Returns all of this as YAML: given as the file of another configuration, it has the same
   * effect. Every line says where its value came from. The password is a comment, so it must be
   * given again.
   */
  public String print() {
    return new EffectiveYaml(settings, type, usesServer).text();
  }

  private RunPlan planned() {
    List<Phase> phases = new PhaseSettings(settings).phases();
    try {
      Optional<Until> until = settings.text(EndKeys.UNTIL).map(Until::parse);
      RunPlan given =
          RunPlan.of(settings.text(RunKeys.WORKLOAD).orElseThrow())
              .parameters(settings.members(RunKeys.PARAMETERS))
              .workers(whole(RunKeys.WORKERS).orElseThrow())
              .end(
                  new RunPlan.End(
                      until
                          .map(Until::atMost)
                          .or(
                              () ->
                                  phases.isEmpty()
                                      ? settings.time(LoadKeys.DURATION)
                                      : phases.stream()
                                          .map(Phase::duration)
                                          .reduce(Duration::plus)),
                      settings.whole(LoadKeys.MAX_TRANSACTIONS)))
              .warmup(settings.time(LoadKeys.WARMUP).orElseThrow())
              .interval(settings.time(ReportKeys.METRICS_INTERVAL).orElseThrow())
              .seed(settings.whole(RunKeys.SEED).orElseThrow())
              .maxTries(whole(RunKeys.MAX_TRIES).orElseThrow())
              .isolation(settings.choice(RunKeys.ISOLATION, Isolation.class).orElseThrow())
              .grace(settings.time(RunKeys.GRACE).orElseThrow())
              .verify(settings.yes(RunKeys.VERIFY))
              .detail(
                  new Detail(
                      settings.yes(ReportKeys.PER_WORKER),
                      settings.yes(ReportKeys.PER_TYPE),
                      settings.yes(ReportKeys.PER_STATEMENT),
                      settings.yes(ReportKeys.WORKER_SERIES)))
              .labels(settings.members(RunKeys.LABELS))
              .latencyDetail(latencyDetail())
              .connections(new ConnectionChoice(settings).connections())
              .errors(errors());
      OptionalInt scale = whole(RunKeys.SCALE);
      RunPlan scaled = scale.isPresent() ? given.scale(scale.getAsInt()) : given;
      RunPlan placed = settings.text(RunKeys.SCHEMA).map(scaled::schema).orElse(scaled);
      RunPlan loaded = placed.load(load());
      RunPlan shaped = phases.isEmpty() ? loaded.shape(shape()) : loaded.phases(phases);
      RunPlan ending = until.map(shaped::until).orElse(shaped);
      RunPlan mixed =
          settings.text(LoadKeys.MIX).map(MixWeights::parse).map(ending::mix).orElse(ending);
      Optional<Duration> verifyEvery = settings.time(RunKeys.VERIFY_INTERVAL);
      if (verifyEvery.isPresent()
          && settings.given(RunKeys.VERIFY).isPresent()
          && !mixed.verify()) {
        throw new IllegalArgumentException("verify_interval needs verify, which is off");
      }
      return verifyEvery.map(mixed::verifyEvery).orElse(mixed);
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private ErrorPolicy errors() {
    return new ErrorPolicy(
        settings.choice(EndKeys.ON_ERROR, ErrorPolicy.OnError.class).orElseThrow(),
        settings.text(EndKeys.ERROR_LIMIT).map(ErrorLimit::parse),
        settings.time(EndKeys.MAX_OUTAGE).orElseThrow());
  }

  private Load load() {
    Optional<Rate> rate = settings.text(LoadKeys.RATE).map(Rate::parse);
    return rate.isPresent()
        ? new Load.Open(
            rate.get(),
            settings
                .choice(LoadKeys.ARRIVALS, Load.Timetable.class)
                .orElse(Load.Timetable.CONSTANT))
        : new Load.Closed(settings.text(LoadKeys.THINK_TIME).map(ThinkTime::parse));
  }

  private LatencyDetail latencyDetail() {
    return new LatencyDetail(
        settings.numbers(ReportKeys.PERCENTILES).stream().map(BigDecimal::doubleValue).toList(),
        settings.numbers(ReportKeys.BUCKETS).stream()
            .map(millis -> Duration.ofNanos(millis.movePointRight(6).longValue()))
            .toList());
  }

  private Shape shape() {
    if (!settings.text(LoadKeys.SHAPE).filter("sine"::equalsIgnoreCase).isPresent()) {
      return Shape.constant();
    }
    return new Shape.Sine(
        settings.text(LoadKeys.SHAPE_LOW).map(ValueKind.Percentage::share).orElse(0.0),
        settings.time(LoadKeys.SHAPE_PERIOD));
  }

  private OptionalInt whole(String name) {
    OptionalLong number = settings.whole(name);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
