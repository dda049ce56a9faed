package io.stormdb.pgstats.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is between client and server. */
final class NetworkChecks {

  /** Within a data centre an answer takes some tenths of that. */
  private static final Duration FAR = Duration.ofMillis(2);

  /** A second is the length of an interval, by which client and server are compared. */
  private static final Duration APART = Duration.ofMillis(500);

  private NetworkChecks() {}

  static List<Finding> roundTrip(Visit visit) {
    RoundTrips trips = visit.roundTrips();
    Evidence median = Evidence.micros("median_us", trips.median());
    Evidence min = Evidence.micros("min_us", trips.min());
    Evidence p99 = Evidence.micros("p99_us", trips.p99());
    Evidence samples = Evidence.count("samples", trips.samples());
    String found =
        "SELECT 1 takes %s (median of %s; min %s, p99 %s)"
            .formatted(median.text(), samples.text(), min.text(), p99.text());
    return List.of(
        trips.median().compareTo(FAR) <= 0
            ? Finding.ok("round_trip", found, median, min, p99, samples)
            : new Finding(
                "round_trip",
                Level.NOTE,
                found,
                List.of(median, min, p99, samples),
                "every statement of a transaction waits that long, so the network limits what one worker can do",
                "run StormDB nearer to the server, or where the application will run",
                Finding.manual("libpq-pipeline-mode.html")));
  }

  static List<Finding> clock(Visit visit) {
    ClockSkew skew = visit.clockSkew();
    Evidence ahead = Evidence.micros("server_ahead_us", skew.ahead());
    Evidence uncertainty = Evidence.micros("uncertainty_us", skew.uncertainty());
    String found =
        "the clock of the server is %s %s the client's, give or take %s"
            .formatted(
                Evidence.micros("", skew.ahead().abs()).text(),
                skew.ahead().isNegative() ? "behind" : "ahead of",
                uncertainty.text());
    return List.of(
        skew.atLeast().compareTo(APART) <= 0
            ? Finding.ok("clock", found, ahead, uncertainty)
            : new Finding(
                "clock",
                Level.NOTE,
                found,
                List.of(ahead, uncertainty),
                "times in the logs of client and server do not belong together; a run does not compare clocks",
                "let both follow the same time servers (chrony, systemd-timesyncd)",
                "https://www.rfc-editor.org/rfc/rfc5905#section-8"));
  }

  static List<Finding> pooler(Visit visit) {
    if (!visit.session().pooled()) {
      return List.of(
          Finding.ok(
              "pooler",
              "connections lead to the server itself, not to a pooler",
              new Evidence.State("pooler", "no")));
    }
    List<Evidence> evidence = new ArrayList<>(List.of(new Evidence.State("pooler", "yes")));
    visit.pooler().find().ifPresent(says -> evidence.add(new Evidence.State("pooler_says", says)));
    return List.of(
        new Finding(
            "pooler",
            Level.NOTE,
            "a pooler is between client and server"
                + visit.pooler().find().map(says -> ": " + says).orElse("")
                + visit
                    .pooler()
                    .whyMissing()
                    .map(reason -> "; which one, it does not tell (%s)".formatted(reason))
                    .orElse(""),
            evidence,
            "its queues and its processor time are part of every latency, and sessions of the load are not told apart",
            "name the server itself to measure the server",
            "https://www.pgbouncer.org/features.html"));
  }
}
