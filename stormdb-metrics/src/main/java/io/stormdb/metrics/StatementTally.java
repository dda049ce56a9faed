package io.stormdb.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened to the executions of one statement.
 *
 * @param times from sending it to having the whole answer, of those answered, to two significant
 *     digits
 * @param rows how many they returned or changed
 * @param errors how many failed
 */
public record StatementTally(Latencies times, long rows, long errors) {

  /** Returns what statements did in several stretches of time together, by number. */
  public static Map<Integer, StatementTally> merged(List<Map<Integer, StatementTally>> parts) {
    Map<Integer, StatementTally> sums = new TreeMap<>();
    for (Map<Integer, StatementTally> part : parts) {
      part.forEach(
          (statement, tally) ->
              sums.merge(
                  statement,
                  tally,
                  (one, other) ->
                      new StatementTally(
                          Latencies.merged(List.of(one.times, other.times)),
                          one.rows + other.rows,
                          one.errors + other.errors)));
    }
    return sums;
  }

  /** Returns whether it was executed at all. */
  public boolean isEmpty() {
    return times.count() == 0 && errors == 0;
  }
}
