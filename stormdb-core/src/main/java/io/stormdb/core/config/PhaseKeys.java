package io.stormdb.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of one phase: an item of the list {@code phases}. */
final class PhaseKeys {

  static final String DURATION = "duration";
  static final String WORKERS = "workers";
  static final String RATE = "rate";
  static final String RAMP = "ramp";
  static final String MIX = "mix";

  /** What is written for a phase, in the order in which it is printed. */
  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.of(
              DURATION,
              new ValueKind.Time(Duration.ofMillis(100), Duration.ofDays(366)),
              "How long it lasts, its ramp included."),
          ConfigKey.of(WORKERS, new ValueKind.Whole(0, 10_000), "How many work, in a closed loop."),
          ConfigKey.of(
              RATE, new LoadKind.RateText(false), "How many transactions start, in an open loop."),
          ConfigKey.of(
              RAMP,
              new ValueKind.Time(Duration.ZERO, Duration.ofDays(366)),
              "How long the load takes to change from that of the phase before."),
          ConfigKey.of(
              MIX,
              new ListKind.Members("a mapping of transactions to weights"),
              "Weights of transactions that are other ones here."));

  /** The weight of a transaction in a mix. */
  static final ValueKind WEIGHT = new ValueKind.Whole(0, 1_000_000);

  private PhaseKeys() {}

  /** Returns the key that is written so in a phase. */
  static Optional<ConfigKey> written(String name) {
    return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** Returns the names of all. */
  static List<String> names() {
    return ALL.stream().map(ConfigKey::name).toList();
  }

  /**
   * Returns a key as one of a certain phase.
   *
   * @param number of the phase, from 1
   * @param kind of its values
   */
  static ConfigKey of(int number, ConfigKey key, ValueKind kind) {
    return ConfigKey.of(name(number, key.name()), kind, key.description());
  }

  /** Returns the name in full of a key of a certain phase, from 1. */
  static String name(int number, String key) {
    return LoadKeys.PHASES + "." + number + "." + key;
  }
}
