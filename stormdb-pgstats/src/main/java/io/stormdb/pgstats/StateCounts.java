package io.stormdb.pgstats;

import io.stormdb.pgstats.WaitActivity.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what sessions were doing. There are as many sums as a server has states and events. */
final class StateCounts {

  private final Map<State, Long> counts = new HashMap<>();

  void add(State doing) {
    counts.merge(
        new State(doing.state(), doing.type(), doing.event(), 0), doing.count(), Long::sum);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Returns the sums, largest first. */
  List<State> sums() {
    return counts.entrySet().stream()
        .map(
            entry -> {
              State key = entry.getKey();
              return new State(key.state(), key.type(), key.event(), entry.getValue());
            })
        .sorted(
            Comparator.comparingLong(State::count)
                .reversed()
                .thenComparing(State::state)
                .thenComparing(State::event))
        .toList();
  }
}
