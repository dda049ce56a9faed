package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.ErrorClass;

/** What went wrong, by class. */
final class ErrorsText {

  private ErrorsText() {}

  static String of(RunResult result) {
    boolean nothing = result.measured().isZero();
    String errors =
        "Errors: " + (nothing ? Numbers.NO_DATA : Numbers.count(result.counts().failed())) + "\n";
    if (result.errors().isEmpty()) {
      return errors + "Error Summary: " + (nothing ? Numbers.NO_DATA : "no errors") + "\n";
    }
    long failed = result.errors().stream().mapToLong(ErrorClass::transactions).sum();
    Block block = new Block("Error Summary:");
    for (ErrorClass error : result.errors()) {
      block.value(name(error), figures(error, failed)).text("  for example: " + error.sample());
    }
    return errors + block;
  }

  private static String name(ErrorClass error) {
    return error.sqlState().isBlank()
        ? error.name()
        : "%s [%s]".formatted(error.name(), error.sqlState());
  }

  private static String figures(ErrorClass error, long failed) {
    String figures =
        error.transactions() == 0
            ? "0"
            : "%s (%s)"
                .formatted(
                    Numbers.count(error.transactions()),
                    Numbers.percent(error.transactions(), failed, 1));
    return error.retried() == 0
        ? figures
        : figures + ", and " + Numbers.count(error.retried(), "try", "tries") + " repeated";
  }
}
