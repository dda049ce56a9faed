package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.pgstats.doctor.ClientFacts;
import io.stormdb.pgstats.doctor.ClockSkew;
import io.stormdb.pgstats.doctor.Examination;
import io.stormdb.pgstats.doctor.Level;
import io.stormdb.pgstats.doctor.RoundTrips;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What an examination of a server came to, for people and for machines. */
public final class DoctorReport {

  /** The version of the keys of the JSON; goes up only when one must be redefined. */
  public static final int SCHEMA_VERSION = 1;

  private DoctorReport() {}

  /**
   * Returns the report for people; its lines end in {@code \n}. The same in every locale; the one
   * character beyond ASCII is the {@code µ} of microseconds.
   *
   * @param server names the server; passwords in it are not shown
   */
  public static String text(Examination examination, String server) {
    return DoctorText.of(examination, Redacted.url(server));
  }

  /**
   * Returns all of it as a JSON object, indented, its lines ended by {@code \n}.
   *
   * @param server names the server; passwords in it are not shown
   */
  public static String json(Examination examination, String server) {
    ObjectNode json = JsonValues.object();
    json.put("schema_version", SCHEMA_VERSION);
    json.put("server", Redacted.url(server));
    json.put("user", examination.user());
    json.put("database", examination.database());
    json.put("connections", examination.connections());
    json.put("ready", examination.isReady());
    ObjectNode counts = json.putObject("counts");
    for (Level level : Level.values()) {
      counts.put(level.name().toLowerCase(Locale.ROOT), examination.count(level));
    }
    json.set("findings", FactsJson.findings(examination.findings()));
    json.set("round_trips", roundTrips(examination.roundTrips()));
    json.set("clock", clock(examination.clockSkew()));
    json.set("client", client(examination.client()));
    json.set("facts", JsonValues.optional(examination.facts().find(), FactsJson::of));
    json.put("facts_missing", examination.facts().whyMissing().orElse(null));
    return JsonReport.text(json);
  }

  /**
   * Writes all of it to a file as JSON, in UTF-8, at once as {@link JsonReport} does.
   *
   * @throws IOException if that is not possible; the message says which file and why
   */
  public static void write(Examination examination, String server, Path file) throws IOException {
    new ResultFile(file).write(json(examination, server));
  }

  private static ObjectNode roundTrips(RoundTrips trips) {
    ObjectNode json = JsonValues.object();
    json.put("samples", trips.samples());
    json.put("min_us", micros(trips.min()));
    json.put("median_us", micros(trips.median()));
    json.put("p99_us", micros(trips.p99()));
    return json;
  }

  private static ObjectNode clock(ClockSkew skew) {
    ObjectNode json = JsonValues.object();
    json.put("server_ahead_us", micros(skew.ahead()));
    json.put("uncertainty_us", micros(skew.uncertainty()));
    json.put("samples", skew.samples());
    return json;
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  private static ObjectNode client(ClientFacts client) {
    ObjectNode json = JsonValues.object();
    json.put("processors", client.processors());
    json.put("heap_bytes", client.heapBytes());
    if (client.openFiles().isPresent()) {
      json.put("open_files", client.openFiles().getAsLong());
    } else {
      json.putNull("open_files");
    }
    if (client.localPorts().isPresent()) {
      json.put("local_ports", client.localPorts().getAsInt());
    } else {
      json.putNull("local_ports");
    }
    json.set("load_one_minute", JsonValues.decimal(client.loadOneMinute()));
    json.put("governor", client.governor().orElse(null));
    return json;
  }
}
