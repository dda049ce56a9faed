package io.stormdb.core.config;

import io.stormdb.core.Connections;
import io.stormdb.core.Driver;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides how workers come by connections. A key of a pool means that there is one, unless another
 * mode is named, which is refused.
 *
 * @param settings what was given
 */
record ConnectionChoice(Settings settings) {

  /** Adds what would have no effect, and what does not fit together. */
  void check(Problems problems) {
    Optional<Setting> mode = settings.given(ConnectionKeys.CONNECTION_MODE);
    if (isPooled()) {
      return;
    }
    for (String name : ConnectionKeys.OF_A_POOL) {
      settings
          .given(name)
          .ifPresent(
              setting ->
                  problems.with(
                      setting,
                      "has no effect in connection mode %s (%s); only a pool has it: give"
                              .formatted(
                                  mode.orElseThrow().value(),
                                  mode.orElseThrow().origin().describe())
                          + " connection_mode: pooled, or remove one of them"));
    }
    long workers = settings.whole(RunKeys.WORKERS).orElse(0);
    settings
        .given(ConnectionKeys.CONNECTIONS)
        .filter(connections -> settings.whole(ConnectionKeys.CONNECTIONS).orElse(workers) < workers)
        .ifPresent(
            connections ->
                problems.with(
                    connections,
                    "must be at least workers (%d, %s), because every worker keeps a connection of"
                            .formatted(
                                workers,
                                settings.find(RunKeys.WORKERS).orElseThrow().origin().describe())
                        + " its own, was %s; to share them, give connection_mode: pooled"
                            .formatted(connections.value())));
  }

  /**
   * Returns what was decided.
   *
   * @throws IllegalArgumentException if a pool cannot be like that
   */
  Connections connections() {
    return new Connections(
        mode(),
        settings.time(ConnectionKeys.CONNECTION_TIMEOUT).orElse(Connections.DEFAULT_TIMEOUT),
        settings.time(ConnectionKeys.QUERY_TIMEOUT),
        settings.yes(ConnectionKeys.READ_WRITE_SPLIT),
        settings.choice(ConnectionKeys.DRIVER, Driver.class).orElseThrow());
  }

  private boolean isPooled() {
    Optional<String> mode = named();
    return mode.isPresent()
        ? mode.get().equals("pooled")
        : ConnectionKeys.OF_A_POOL.stream().anyMatch(name -> settings.given(name).isPresent());
  }

  private Optional<String> named() {
    return settings
        .text(ConnectionKeys.CONNECTION_MODE)
        .flatMap(value -> ConnectionKeys.MODES.meantBy(value));
  }

  private Connections.Mode mode() {
    if (isPooled()) {
      return pool();
    }
    return switch (named().orElse("")) {
      case "persistent" -> new Connections.Persistent();
      case "transient" -> new Connections.Transient();
      case "mixed" -> new Connections.Mixed();
      default -> new Connections.Usual();
    };
  }

  private Connections.Pooled pool() {
    int size =
        (int)
            settings
                .whole(ConnectionKeys.CONNECTIONS)
                .orElseGet(() -> settings.whole(RunKeys.WORKERS).orElseThrow());
    Optional<Duration> idleTimeout = settings.time(ConnectionKeys.IDLE_TIMEOUT);
    OptionalLong idle = settings.whole(ConnectionKeys.MAX_IDLE);
    Duration maxLifetime =
        settings.time(ConnectionKeys.MAX_LIFETIME).orElse(Connections.Pooled.DEFAULT_MAX_LIFETIME);
    return new Connections.Pooled(
        size,
        (int) idle.orElse(idleTimeout.isPresent() ? 0 : size),
        idleTimeout.orElseGet(() -> Connections.Pooled.idleTimeoutFor(maxLifetime)),
        maxLifetime);
  }
}
