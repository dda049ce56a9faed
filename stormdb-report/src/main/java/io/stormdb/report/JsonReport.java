package io.stormdb.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.ServerTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A result for machines. Keys are a contract: later versions add some, and never rename, remove or
 * redefine one. A value that was not measured is {@code null}.
 */
public final class JsonReport {

  /** The version of the keys; goes up only when one must be redefined after all. */
  public static final int SCHEMA_VERSION = 1;

  static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build()
          .writer(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonReport() {}

  /** Returns the whole result as an object, indented, its lines ended by {@code \n}. */
  public static String format(RunResult result) {
    return format(result, Optional.empty());
  }

  /**
   * Returns the whole result with what the server did meanwhile.
   *
   * @param statistics of the server; empty if they were not collected
   */
  public static String format(RunResult result, Optional<ServerStatistics> statistics) {
    return text(tree(result, statistics));
  }

  /** Returns an object, indented, its lines ended by {@code \n}. */
  static String text(ObjectNode json) {
    try {
      return WRITER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /**
   * Writes the whole result to a file, in UTF-8. The file appears or is replaced at once: nobody
   * ever reads half of it.
   *
   * @throws IOException if that is not possible; the message says which file and why
   */
  public static void write(RunResult result, Path file) throws IOException {
    write(result, Optional.empty(), file);
  }

  /**
   * Writes the whole result to a file with what the server did meanwhile, as {@link
   * #write(RunResult, Path)} does.
   *
   * @param statistics of the server; empty if they were not collected
   * @throws IOException if that is not possible; the message says which file and why
   */
  public static void write(RunResult result, Optional<ServerStatistics> statistics, Path file)
      throws IOException {
    new ResultFile(file).write(format(result, statistics));
  }

  /**
   * Checks before a run that {@link #write} will be able to write a file. Leaves an existing file
   * as it is.
   *
   * @throws IOException if it will not; the message says which file, why and what to do
   */
  public static void requireWritable(Path file) throws IOException {
    new ResultFile(file).requireWritable();
  }

  private static ObjectNode tree(RunResult result, Optional<ServerStatistics> statistics) {
    MeasuredJson measured = new MeasuredJson(result);
    Optional<ServerTimeline> timeline =
        statistics.map(ServerStatistics::timeline).flatMap(Observed::find);
    ObjectNode json = JsonValues.object();
    json.put("schema_version", SCHEMA_VERSION);
    json.put("run_id", result.runId());
    json.put("status", result.status().name().toLowerCase(Locale.ROOT));
    json.set("degraded", JudgedJson.texts(result.degraded()));
    json.put("notice", result.notice().isBlank() ? null : result.notice());
    json.set("test_summary", summary(result));
    json.set("performance", measured.performance());
    json.set("stability", StabilityJson.of(result));
    json.set("client", DetailJson.client(result, statistics));
    json.set("latency", LatencyJson.of(result.latencies(), result.plan().latencyDetail()));
    json.set("service_time", LatencyJson.of(result.serviceTimes(), result.plan().latencyDetail()));
    json.set(
        "failed_latency", LatencyJson.of(result.failedLatencies(), result.plan().latencyDetail()));
    json.set("open_loop", measured.openLoop());
    json.set("connections", ConnectionsJson.seen(result));
    json.set("errors", measured.errors());
    json.set("error_classes", measured.errorClasses());
    json.set("availability", AvailabilityJson.seen(result.availability()));
    json.set("workload", measured.workload());
    json.set("transactions", measured.transactions());
    json.set("phases", measured.phases());
    json.set("counters", measured.counters());
    json.set("measures", DetailJson.measures(result));
    json.set("workers", DetailJson.workers(result));
    json.set("statement_times", DetailJson.statements(result));
    json.set("server_statistics", ServerJson.of(result, statistics));
    json.set("audit", JudgedJson.audit(result));
    json.set("checks", JudgedJson.checks(result));
    json.set("warmup", measured.warmup());
    json.set("intervals", measured.intervals(timeline));
    json.set("histogram", measured.histogram());
    json.set("stopping", StabilityJson.stopping(result));
    json.set("plan", PlanJson.of(result.plan()));
    json.set("parameters", JsonValues.texts(result.parameters()));
    json.set("data", ContextJson.data(result));
    json.set("environment", ContextJson.environment(result.environment()));
    json.set("sessions", SessionsReport.json(result));
    json.set("steps", StepsReport.json(result));
    return json;
  }

  private static ObjectNode summary(RunResult result) {
    ObjectNode json = JsonValues.object();
    json.put("duration", Numbers.span(result.measured()));
    json.set("measured_ms", JsonValues.millis(result.measured()));
    json.put("started", result.started().toString());
    json.put("workers", result.plan().workers());
    json.put("database", Redacted.url(result.environment().server()));
    json.put("workload", result.workload());
    json.put("scale", result.data().scale());
    return json;
  }
}
