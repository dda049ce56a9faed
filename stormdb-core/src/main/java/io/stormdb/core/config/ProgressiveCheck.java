package io.stormdb.core.config;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks for what does not fit together in what was given for a study.
 *
 * @param settings what was given
 * @param choice what follows from it
 * @param problems are added to
 */
record ProgressiveCheck(Settings settings, ProgressiveChoice choice, Problems problems) {

  private static final Set<String> STEPPED = Set.of("linear", "synchronized");

  /** Adds what does not fit together, if a study was asked for. */
  void check() {
    if (!choice.isWanted()) {
      return;
    }
    checkRange(ProgressiveKeys.MIN_WORKERS, ProgressiveKeys.MAX_WORKERS);
    checkRange(ProgressiveKeys.MIN_CONNECTIONS, ProgressiveKeys.MAX_CONNECTIONS);
    String strategy = choice.strategy();
    checkStrategy(strategy);
    checkSteps(strategy);
    checkOrder(strategy);
    for (String name : List.of(LoadKeys.RATE, LoadKeys.SHAPE)) {
      settings
          .given(name)
          .filter(setting -> !setting.value().equals("constant"))
          .ifPresent(
              setting ->
                  problems.with(
                      setting,
                      "has no meaning in a study of scaling, which decides the load of each band;"
                          + " remove it"));
    }
    settings
        .given(ReportKeys.HLOG)
        .ifPresent(
            setting ->
                problems.with(
                    setting,
                    "has no meaning in a study of scaling, which keeps a histogram of each band;"
                        + " remove it"));
    settings.below(LoadKeys.PHASES).stream()
        .findFirst()
        .ifPresent(
            phase ->
                problems.with(
                    phase,
                    "has no meaning in a study of scaling, whose bands have a load that does not"
                        + " change; remove the phases"));
  }

  private void checkRange(String least, String most) {
    OptionalLong low = settings.whole(least);
    OptionalLong high = settings.whole(most);
    if (low.isPresent() && high.isPresent() && low.getAsLong() > high.getAsLong()) {
      Setting setting = settings.find(least).orElseThrow();
      problems.with(
          setting,
          "must be at most %s (%d, %s), was %s"
              .formatted(
                  most.substring(most.indexOf('.') + 1),
                  high.getAsLong(),
                  settings.find(most).orElseThrow().origin().describe(),
                  setting.value()));
    }
  }

  private void checkStrategy(String strategy) {
    boolean isCustom = strategy.equals(ProgressiveKeys.CUSTOM);
    boolean isSlo = strategy.equals(ProgressiveKeys.SLO);
    needs(isCustom, ProgressiveKeys.LEVELS, "levels, such as [1, 2, 4, 8]");
    needs(isSlo, ProgressiveKeys.FIND_MAX, "find_max, such as p99<20ms");
    without(!isCustom, "strategy custom", ProgressiveKeys.LEVELS);
    without(
        !isSlo,
        "strategy slo",
        ProgressiveKeys.FIND_MAX,
        ProgressiveKeys.MIN_RATE,
        ProgressiveKeys.START_RATE,
        ProgressiveKeys.MAX_RATE);
    with(
        isCustom,
        "levels",
        ProgressiveKeys.MIN_WORKERS,
        ProgressiveKeys.MAX_WORKERS,
        ProgressiveKeys.MIN_CONNECTIONS,
        ProgressiveKeys.MAX_CONNECTIONS,
        ProgressiveKeys.BANDS);
    with(isCustom && choice.isOnCommandLine(RunKeys.WORKERS), "levels", RunKeys.WORKERS);
    say(
        !isSlo && choice.isOnCommandLine(ConnectionKeys.CONNECTIONS),
        "has no meaning in a study of scaling, which decides how many there are; remove it, or"
            + " give progressive.max_connections",
        ConnectionKeys.CONNECTIONS);
    with(
        isSlo,
        "find_max",
        ProgressiveKeys.MIN_WORKERS,
        ProgressiveKeys.MIN_CONNECTIONS,
        ProgressiveKeys.STOP_ON_ERRORS,
        ProgressiveKeys.STOP_ON_LATENCY,
        ProgressiveKeys.STOP_ON_DECLINE);
  }

  private void checkSteps(String strategy) {
    boolean isStepped = STEPPED.contains(strategy);
    without(
        !isStepped,
        "strategy linear or synchronized",
        ProgressiveKeys.STEP_WORKERS,
        ProgressiveKeys.STEP_CONNECTIONS);
    if (isStepped) {
      boolean bySteps =
          settings.given(ProgressiveKeys.STEP_WORKERS).isPresent()
              || settings.given(ProgressiveKeys.STEP_CONNECTIONS).isPresent();
      with(bySteps, "step_workers or step_connections", ProgressiveKeys.BANDS);
    }
  }

  private void checkOrder(String strategy) {
    boolean decides =
        strategy.equals(ProgressiveKeys.ADAPTIVE) || strategy.equals(ProgressiveKeys.SLO);
    String deciding = "strategy " + strategy + ", which decides itself what comes next";
    // as a file has it that was printed
    with(decides && !choice.order().equals("listed"), deciding, ProgressiveKeys.ORDER);
    with(decides, deciding, ProgressiveKeys.REPEATS);
    settings
        .given(ProgressiveKeys.REPEATS)
        .filter(repeats -> choice.order().equals("abba"))
        .filter(repeats -> settings.whole(ProgressiveKeys.REPEATS).orElse(2) % 2 != 0)
        .ifPresent(
            repeats ->
                problems.with(
                    repeats,
                    "must be even in order abba, which measures each level forwards and backwards,"
                        + " was "
                        + repeats.value()));
  }

  private void needs(boolean applies, String name, String what) {
    settings
        .find(ProgressiveKeys.STRATEGY)
        .filter(strategy -> applies && settings.find(name).isEmpty())
        .ifPresent(strategy -> problems.with(strategy, "needs " + what));
  }

  private void with(boolean applies, String other, String... names) {
    say(applies, "has no meaning with " + other + "; remove one of them", names);
  }

  private void without(boolean applies, String other, String... names) {
    say(applies, "has no meaning without " + other + "; add that, or remove it", names);
  }

  private void say(boolean applies, String text, String... names) {
    for (String name : names) {
      settings
          .given(name)
          .filter(setting -> applies)
          .ifPresent(setting -> problems.with(setting, text));
    }
  }
}
