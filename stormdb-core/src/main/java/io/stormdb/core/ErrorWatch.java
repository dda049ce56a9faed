package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.PhaseRecorder;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run to its error policy, and ends it when that asks for it. Safe for use by many threads.
 */
final class ErrorWatch {

  private final ErrorPolicy policy;
  private final Schedule schedule;
  private final NanoClock clock;
  private final PhaseRecorder measured;
  private final Connectivity connectivity;
  private final @Nullable Connectivity ofWrites;
  private final @Nullable Connectivity ofReads;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private volatile Runnable wake = () -> {};

  /**
   * Why a run ended before its time.
   *
   * @param status what that makes of the run
   * @param reason a sentence
   * @param early whether the run was ended for it; otherwise it was found at the end
   */
  record Ending(RunResult.Status status, String reason, boolean early) {}

  /**
   * Prepares to watch.
   *
   * @param measured has the transactions that count
   */
  ErrorWatch(RunPlan plan, Schedule schedule, NanoClock clock, PhaseRecorder measured) {
    this.policy = plan.errors();
    this.schedule = schedule;
    this.clock = clock;
    this.measured = measured;
    this.connectivity = new Connectivity(plan.workers(), schedule, "connection");
    boolean split = plan.connections().readWriteSplit();
    this.ofWrites =
        split ? new Connectivity(plan.workers(), schedule, "connection for writes") : null;
    this.ofReads =
        split ? new Connectivity(plan.workers(), schedule, "connection for reads") : null;
  }

  /** Returns who keeps track of those without a connection that they need. */
  Connectivity connectivity() {
    return connectivity;
  }

  /** Returns who keeps track of one kind of connections; {@code null} if there is only one. */
  @Nullable Connectivity half(boolean reads) {
    return reads ? ofReads : ofWrites;
  }

  /** Returns those who keep track of each kind of connections. */
  List<Connectivity> parts() {
    return ofWrites == null || ofReads == null ? List.of(connectivity) : List.of(ofWrites, ofReads);
  }

  /** Says what to do when the run is ended; threads that sleep have to be told. */
  void onEnd(Runnable action) {
    wake = action;
    if (ending.get() != null) {
      action.run();
    }
  }

  /** Says that a transaction has failed for good. Called by workers. */
  void failed(String transaction, SQLException error) {
    if (policy.onError() == ErrorPolicy.OnError.ABORT) {
      end(
          RunResult.Status.FAILED,
          "transaction '%s' failed, and the run was to end at the first error (on_error: abort): %s"
              .formatted(transaction, SqlStates.describe(error)));
    }
  }

  /** Ends the run if too much has failed by now. Called by the one thread that flips recorders. */
  void look() {
    policy
        .limit()
        .ifPresent(
            limit -> {
              Counts counts = measured.counts();
              if (limit.isClearlyPassedBy(counts)) {
                end(RunResult.Status.TOO_MANY_ERRORS, tooMany(limit, counts));
              }
            });
    if (connectivity.isDownFor(policy.longestOutage(), clock.nanoTime())) {
      end(
          RunResult.Status.FAILED,
          "%s for %s, longer than max_outage allows: %s"
              .formatted(
                  ofReads == null
                      ? "no worker could connect"
                      : "no worker had all the connections that it needs",
                  GoDuration.format(policy.longestOutage()),
                  connectivity.lastFailureDescribed()));
    }
  }

  /**
   * Returns why the run ended before its time, or why it would have if that had been clear before;
   * {@code null} if the policy has nothing against it.
   *
   * @param counts of the measured part
   */
  @Nullable Ending ending(Counts counts) {
    Ending early = ending.get();
    if (early != null) {
      return early;
    }
    if (connectivity.isDown()) {
      return new Ending(
          RunResult.Status.FAILED,
          "no worker had %s at the end: %s"
              .formatted(
                  ofReads == null ? "a connection" : "all the connections that it needs",
                  connectivity.lastFailureDescribed()),
          false);
    }
    return policy
        .limit()
        .filter(limit -> limit.isPassedBy(counts))
        .map(limit -> new Ending(RunResult.Status.TOO_MANY_ERRORS, tooMany(limit, counts), false))
        .orElse(null);
  }

  private void end(RunResult.Status status, String reason) {
    if (ending.compareAndSet(null, new Ending(status, reason, true))) {
      schedule.endAt(clock.nanoTime());
      wake.run();
    }
  }

  private static String tooMany(ErrorLimit limit, Counts counts) {
    return String.format(
        Locale.ROOT,
        "%d of %d transactions failed (%.2f%%), more than the error limit of %s allows",
        counts.failed(),
        counts.total(),
        100.0 * counts.failed() / counts.total(),
        limit);
  }
}
