package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import java.time.Duration;
import java.util.Optional;

/** Checks how the load is to change over time: its phases and its shape. */
final class LoadCheck {

  private static final String SINE = "sine";

  private final Settings settings;
  private final PhaseSettings phases;
  private final Problems problems;

  LoadCheck(Settings settings, Problems problems) {
    this.settings = settings;
    this.phases = new PhaseSettings(settings);
    this.problems = problems;
  }

  /** Adds what is wrong, and forgets a default duration that phases replace. */
  void check() {
    if (phases.count() > 0) {
      settings
          .given(LoadKeys.DURATION)
          .ifPresentOrElse(
              duration ->
                  problems.with(
                      duration,
                      "has no meaning with phases (%s), because a run lasts as long as all of them; remove it"
                          .formatted(place())),
              () -> settings.remove(LoadKeys.DURATION));
    }
    checkUntil();
    for (int number = 1; number <= phases.count(); number++) {
      checkRamp(number);
      checkKind(number);
    }
    checkWorkers();
    checkShape();
  }

  /** Returns where the phases are. */
  private String place() {
    return settings.below(LoadKeys.PHASES).get(0).origin().describe();
  }

  private void checkUntil() {
    boolean changes = phases.count() > 0 || isSine();
    settings
        .given(EndKeys.UNTIL)
        .filter(until -> changes)
        .ifPresent(
            until ->
                problems.with(
                    until,
                    "has no meaning with phases or a sine, because TPS is not one figure when the load changes; remove one of them"));
  }

  private boolean isSine() {
    return settings.text(LoadKeys.SHAPE).filter(SINE::equalsIgnoreCase).isPresent();
  }

  private void checkRamp(int number) {
    Optional<Duration> duration = phases.time(number, PhaseKeys.DURATION);
    Optional<Duration> ramp = phases.time(number, PhaseKeys.RAMP);
    if (duration.isPresent() && ramp.isPresent() && ramp.get().compareTo(duration.get()) > 0) {
      Setting setting = phases.given(number, PhaseKeys.RAMP).orElseThrow();
      problems.with(
          setting,
          "must be at most the duration of the phase (%s), was %s"
              .formatted(GoDuration.format(duration.get()), setting.value()));
    }
  }

  /** A phase changes what the loop of the run has: workers or a rate. */
  private void checkKind(int number) {
    Optional<Setting> rate = settings.given(LoadKeys.RATE);
    phases
        .given(number, PhaseKeys.RATE)
        .filter(phase -> rate.isEmpty())
        .ifPresent(
            phase ->
                problems.with(
                    phase,
                    "has no meaning in a closed loop; give the run a rate, such as 'rate: 500/s', or the phase workers"));
    phases
        .given(number, PhaseKeys.WORKERS)
        .filter(phase -> rate.isPresent())
        .ifPresent(
            phase ->
                problems.with(
                    phase,
                    "has no meaning with a rate (%s), because an open loop starts transactions by the clock; give the phase a rate"
                        .formatted(rate.orElseThrow().origin().describe())));
  }

  /** No more than were asked for; if nobody has asked, as many as the phases need. */
  private void checkWorkers() {
    Optional<Setting> limit = settings.given(RunKeys.WORKERS);
    long most = settings.whole(RunKeys.WORKERS).orElse(0);
    Optional<Setting> largest = Optional.empty();
    for (int number = 1; number <= phases.count(); number++) {
      long wanted = phases.workers(number).orElse(0);
      Optional<Setting> phase = phases.given(number, PhaseKeys.WORKERS);
      if (wanted > most && limit.isEmpty()) {
        most = wanted;
        largest = phase;
      } else if (wanted > most && settings.text(RunKeys.WORKERS).isPresent()) {
        problems.with(
            phase.orElseThrow(),
            "must be at most workers (%s, %s), was %d"
                .formatted(
                    limit.orElseThrow().value(), limit.orElseThrow().origin().describe(), wanted));
      }
    }
    largest.ifPresent(
        phase -> {
          settings.remove(RunKeys.WORKERS);
          settings.add(
              new Setting(
                  Keys.named(RunKeys.WORKERS),
                  RunKeys.WORKERS,
                  phase.spelling(),
                  phase.value(),
                  phase.origin()));
        });
  }

  private void checkShape() {
    boolean isSine = isSine();
    for (String key : new String[] {LoadKeys.SHAPE_LOW, LoadKeys.SHAPE_PERIOD}) {
      settings
          .given(key)
          .filter(setting -> !isSine)
          .ifPresent(
              setting ->
                  problems.with(
                      setting, "has no meaning without 'shape: sine'; add that, or remove it"));
    }
    if (!isSine) {
      return;
    }
    Setting shape = settings.find(LoadKeys.SHAPE).orElseThrow();
    if (phases.count() > 0) {
      problems.with(
          shape,
          "and phases (%s) exclude each other, because both say how the load changes; remove one of them"
              .formatted(place()));
    }
    if (settings.given(LoadKeys.SHAPE_PERIOD).isEmpty()
        && settings.given(LoadKeys.DURATION).isEmpty()
        && settings.given(LoadKeys.MAX_TRANSACTIONS).isPresent()) {
      problems.with(
          shape,
          "needs a period, because only max_transactions ends the run; give shape_period, such as 10m");
    }
  }
}
