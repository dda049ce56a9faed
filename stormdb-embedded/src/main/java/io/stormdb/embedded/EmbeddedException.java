package io.stormdb.embedded;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The embedded server cannot be started. The message says what, why, and what would work. */
public final class EmbeddedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  EmbeddedException(String message) {
    super(message);
  }

  EmbeddedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
