package io.stormdb.core;

import java.util.List;
import java.util.Optional;

/** Explains errors of transactions that tried to write where they were only to read. */
final class RefusedWrites {

  private static final String READ_ONLY = "25006";

  private RefusedWrites() {}

  /** Returns what to do about them; empty if there were none. */
  static Optional<String> hint(List<RunResult.ErrorClass> errors, RunPlan plan) {
    String why =
        plan.connections().readWriteSplit()
            ? "with read_write_split, what is marked TransactionType.readOnly() runs on a standby; a transaction that writes must not be marked so"
            : "they ran on a standby, or are marked TransactionType.readOnly(); use target_session_attrs: read-write, and mark no transaction that writes";
    return errors.stream()
        .filter(error -> READ_ONLY.equals(error.sqlState()))
        .findFirst()
        .map(
            error ->
                "transactions were refused to write (%s: %s): %s"
                    .formatted(READ_ONLY, error.sample(), why));
  }
}
