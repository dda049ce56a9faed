package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In what a run was not what was asked for, in words; its listener hears of each at once. */
final class Degradation {

  private final RunListener listener;
  private final List<String> reasons = new ArrayList<>();

  Degradation(RunListener listener) {
    this.listener = listener;
  }

  void because(String reason) {
    reasons.add(reason);
    listener.degraded(reason);
  }

  /**
   * Loops that threw something. Those that died of the same are reported together: a lost server
   * takes all of them.
   *
   * @param deaths by the name of the loop
   * @param all how many loops there were
   */
  void deaths(Map<String, Throwable> deaths, int all) {
    Map<String, List<String>> byReason = new TreeMap<>();
    deaths.forEach(
        (who, why) -> byReason.computeIfAbsent(why.toString(), r -> new ArrayList<>()).add(who));
    byReason.forEach(
        (why, who) ->
            because(
                who.size() == 1
                    ? "%s ended early: %s".formatted(who.get(0), why)
                    : "%s of %s workers ended early: %s".formatted(who.size(), all, why)));
  }

  /**
   * Outages, if there were any.
   *
   * @param what was lost
   */
  void outages(Availability availability, String what) {
    if (availability.outageCount() > 0) {
      Outage first = availability.outages().get(0);
      because(
          "%s were lost; outages: %s, the first %s after the start of the run: %s (%s)"
              .formatted(
                  what,
                  availability.outageCount(),
                  GoDuration.format(first.start().truncatedTo(ChronoUnit.MILLIS)),
                  first.sample(),
                  first.reason()));
    }
  }

  /**
   * Workers that began past the driver and went on through it, if there were any.
   *
   * @param driven how many
   * @param all how many workers there were
   */
  void driven(long driven, int all) {
    if (driven > 0) {
      because(
          "%s of %s workers went on through the JDBC driver: on the connections that they opened again, statements cannot be sent past it"
              .formatted(driven, all));
    }
  }

  /** Returns all, in the order in which they were found. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }
}
