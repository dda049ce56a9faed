package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a user reads who asks for what cannot be. */
final class Refusal {

  private Refusal() {}

  /** Asserts that a call is refused as one that has to be asked differently, with this message. */
  static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StormDbException.class,
            e -> assertThat(e.kind()).isEqualTo(StormDbException.Kind.USAGE))
        .hasMessage(message);
  }
}
