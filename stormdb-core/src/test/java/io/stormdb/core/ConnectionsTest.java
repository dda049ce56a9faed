package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  @Test
  void refuseWaitsAndStatementsThatAreTooShortOrTooLong() {
    assertThatThrownBy(() -> Connections.persistent().timeout(Duration.ofMillis(249)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("connection_timeout must be from 250ms to 1h, was 249ms");
    assertThatThrownBy(() -> Connections.persistent().queryTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("query_timeout must be from 1ms to 24h, was 0s");
  }

  @Test
  void refuseAPoolOfWhichHikariWouldMakeAnother() {
    assertThatThrownBy(
            () -> new Connections.Pooled(0, 0, Duration.ofSeconds(9), Duration.ofSeconds(29)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "connections of a pool must be from 1 to 10000, were 0; max_lifetime must be 0s"
                + " (never) or at least 30s, was 29s; idle_timeout must be at least 10s, was 9s");
    assertThatThrownBy(
            () -> new Connections.Pooled(2, 1, Duration.ofSeconds(60), Duration.ofSeconds(60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idle_timeout must be at least 1s less than max_lifetime (1m), was 1m");
  }

  @Test
  void needAsManyOfTheServerAsCanBeOpenAtOnce() {
    assertThat(Connections.persistent().mode().needed(7)).isEqualTo(7);
    assertThat(Connections.pooled(3).mode().needed(7)).isEqualTo(3);
    assertThat(Connections.perTransaction().mode().needed(7)).isEqualTo(7);
    assertThat(Connections.mixed().mode().needed(7)).isEqualTo(7);
  }

  @Test
  void giveConnectionsThatAreNotNeededHalfTheirLifeWhenThatIsShort() {
    assertThat(Connections.Pooled.idleTimeoutFor(Duration.ZERO)).isEqualTo(Duration.ofMinutes(10));
    assertThat(Connections.Pooled.idleTimeoutFor(Duration.ofHours(1)))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(Connections.Pooled.idleTimeoutFor(Duration.ofMinutes(1)))
        .isEqualTo(Duration.ofSeconds(30));
  }
}
