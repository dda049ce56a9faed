package io.stormdb.workloads.tpcc;

import io.stormdb.api.Mix;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import java.util.List;
import java.util.Locale;

/**
 * What a user can choose about a run.
 *
 * @param pacing whether terminals wait
 * @param choice how a worker picks its next transaction
 * @param deferred whether deliveries are queued
 */
record Options(Pacing pacing, Mix choice, boolean deferred) {

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.choice(
              "pacing",
              "none",
              "'spec' has workers wait before and after each transaction as clause 5.2.5.7 says;"
                  + " 'none' has them go on at once.",
              "none",
              "spec"),
          Parameter.choice(
              "choice",
              "deck",
              "'deck' deals from 10 new_order, 10 payment and 1 each of the others, shuffled;"
                  + " 'weighted' picks each time anew, by 45, 43, 4, 4 and 4.",
              "deck",
              "weighted"),
          Parameter.choice(
              "delivery",
              "interactive",
              "'deferred' queues deliveries and runs them in the background, with a log; 'interactive'"
                  + " has the worker wait for them.",
              "interactive",
              "deferred"));

  static Options of(Parameters parameters) {
    return new Options(
        Pacing.valueOf(parameters.text("pacing").toUpperCase(Locale.ROOT)),
        Mix.valueOf(parameters.text("choice").toUpperCase(Locale.ROOT)),
        parameters.text("delivery").equals("deferred"));
  }

  /** Returns how often New-Order is chosen. */
  double newOrderWeight() {
    return choice == Mix.DECK ? 10 : 45;
  }

  /** Returns how often Payment is chosen. */
  double paymentWeight() {
    return choice == Mix.DECK ? 10 : 43;
  }

  /** Returns how often each of the other three is chosen. */
  double otherWeight() {
    return choice == Mix.DECK ? 1 : 4;
  }
}
