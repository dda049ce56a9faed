package io.stormdb.report;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.Environment;
import io.stormdb.core.QueryMode;
import io.stormdb.core.Rate;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Level;
import io.stormdb.progressive.SavedStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what {@link StudyJson} writes. */
public final class StudyFile {

  private StudyFile() {}

  /**
   * Reads a study.
   *
   * @throws IOException if the file cannot be read, or holds something else; the message says which
   *     file, where and why
   */
  public static SavedStudy read(Path file) throws IOException {
    return study(JsonReading.of(file));
  }

  static SavedStudy study(JsonReading json) throws IOException {
    Path file = json.file();
    if (!json.has("kind") || !json.text("kind").equals(StudyJson.KIND)) {
      throw new IOException(
          "%s holds no study of scaling%s"
              .formatted(file, json.has("run_id") ? ", but the result of a single run" : ""));
    }
    if (json.whole("schema_version") > StudyJson.SCHEMA_VERSION) {
      throw new IOException(
          "%s was written by a later version of StormDB (schema %s, this one knows %s)"
              .formatted(file, json.whole("schema_version"), StudyJson.SCHEMA_VERSION));
    }
    JsonReading metadata = json.get("metadata");
    try {
      List<BandResult> bands = new ArrayList<>();
      for (JsonReading band : json.list("bands")) {
        bands.add(band(band));
      }
      return new SavedStudy(
          file.toString(),
          json.texts("configuration"),
          Instant.parse(metadata.text("timestamp")),
          Duration.ofNanos(Math.round(metadata.number("duration_total_seconds") * 1e9)),
          metadata.textOrBlank("workload_type"),
          environment(json),
          bands,
          metadata.text("level_is").equals("connections"),
          metadata.optionalNumber("think_seconds").orElse(0));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IOException("%s has been changed: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Optional<Environment> environment(JsonReading json) throws IOException {
    Optional<JsonReading> given = json.optional("environment");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    JsonReading one = given.get();
    return Optional.of(
        new Environment(
            one.text("server"),
            one.text("server_version"),
            one.texts("server_settings"),
            one.text("stormdb_version"),
            one.text("plugin"),
            one.text("driver_version"),
            constant(QueryMode.class, one.text("query_mode")),
            one.text("java_version"),
            one.text("operating_system"),
            (int) one.whole("client_processors"),
            one.whole("client_memory_bytes")));
  }

  private static BandResult band(JsonReading json) throws IOException {
    Level level = Level.of((int) json.whole("workers"), (int) json.whole("connections"));
    Optional<JsonReading> rate = json.optional("rate_per_second");
    Optional<JsonReading> measurement = json.optional("measurement");
    List<String> notes = new ArrayList<>();
    for (JsonReading note : json.list("notes")) {
      notes.add(note.node().asText());
    }
    return new BandResult(
        (int) json.whole("band_id"),
        (int) json.whole("repeat"),
        rate.isPresent() ? level.at(Rate.perSecond(json.number("rate_per_second"))) : level,
        constant(BandResult.Status.class, json.text("status")),
        json.textOrBlank("reason"),
        Instant.parse(json.text("start_time")),
        json.millis("took_ms"),
        measurement.isPresent() ? Optional.of(figures(measurement.get())) : Optional.empty(),
        notes);
  }

  private static BandFigures figures(JsonReading json) throws IOException {
    return new BandFigures(
        json.millis("warmup_ms"),
        json.millis("measured_ms"),
        new Counts(
            json.whole("committed"),
            json.whole("rolled_back"),
            json.whole("failed"),
            json.whole("retries")),
        json.whole("statements"),
        Latencies.decode(json.text("latency_histogram")),
        Latencies.decode(json.text("failed_latency_histogram")),
        Latencies.decode(json.text("connection_wait_histogram")),
        pool(json),
        json.whole("connections_opened"),
        intervals(json.get("intervals")),
        errors(json),
        timetable(json),
        client(json),
        json.numbers("server"));
  }

  private static Optional<ConnectionFigures.Pool> pool(JsonReading json) throws IOException {
    Optional<JsonReading> pool = json.optional("pool");
    return pool.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ConnectionFigures.Pool(
                (int) pool.get().whole("size"), pool.get().millis("busy_ms")));
  }

  private static List<BandFigures.Interval> intervals(JsonReading json) throws IOException {
    List<JsonReading> lengths = json.list("length_ms");
    List<JsonReading> successful = json.list("successful");
    List<JsonReading> failed = json.list("failed");
    List<JsonReading> statements = json.list("statements");
    if (successful.size() != lengths.size()
        || failed.size() != lengths.size()
        || statements.size() != lengths.size()) {
      throw new IOException(
          "%s: the lists in '%s' must be of the same length".formatted(json.file(), json.path()));
    }
    List<BandFigures.Interval> intervals = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      intervals.add(
          new BandFigures.Interval(
              Duration.ofNanos(lengths.get(i).node().decimalValue().movePointRight(6).longValue()),
              successful.get(i).node().longValue(),
              failed.get(i).node().longValue(),
              statements.get(i).node().longValue()));
    }
    return intervals;
  }

  private static List<RunResult.ErrorClass> errors(JsonReading json) throws IOException {
    List<RunResult.ErrorClass> errors = new ArrayList<>();
    for (JsonReading one : json.list("errors")) {
      errors.add(
          new RunResult.ErrorClass(
              one.text("class"),
              one.text("sqlstate"),
              one.whole("transactions"),
              one.whole("retried"),
              one.text("sample")));
    }
    return errors;
  }

  private static Optional<BandFigures.Timetable> timetable(JsonReading json) throws IOException {
    Optional<JsonReading> loop = json.optional("open_loop");
    return loop.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BandFigures.Timetable(
                loop.get().whole("due"),
                loop.get().whole("unissued"),
                Latencies.decode(loop.get().text("service_histogram"))));
  }

  private static Optional<BandFigures.Client> client(JsonReading json) throws IOException {
    Optional<JsonReading> client = json.optional("client");
    return client.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BandFigures.Client(
                constant(ClientHealth.Grade.class, client.get().text("grade")),
                client.get().text("reason"),
                client.get().optionalNumber("processors_used")));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
