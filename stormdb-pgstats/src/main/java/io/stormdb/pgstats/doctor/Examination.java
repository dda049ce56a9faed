package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerFacts;
import java.util.List;

/**
 * What an examination of a server came to. Immutable.
 *
 * @param user whose connections were used
 * @param database where they led
 * @param connections how many connections of a load it was examined for, at least 1
 * @param facts what the server is and how it is set up
 * @param roundTrips how long it takes to answer
 * @param clockSkew how its clock differs from the client's
 * @param client what the client has to work with
 * @param findings all that was looked at, what matters most first
 */
public record Examination(
    String user,
    String database,
    int connections,
    Observed<ServerFacts> facts,
    RoundTrips roundTrips,
    ClockSkew clockSkew,
    ClientFacts client,
    List<Finding> findings) {

  /** Keeps a copy of the list. */
  public Examination {
    findings = List.copyOf(findings);
  }

  /** Returns whether nothing was found that would make a run fail. */
  public boolean isReady() {
    return count(Level.PROBLEM) == 0;
  }

  /** Returns how many findings have a level. */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
