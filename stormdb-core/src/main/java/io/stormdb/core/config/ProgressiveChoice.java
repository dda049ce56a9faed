package io.stormdb.core.config;

import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks what was given for a study, and collects it.
 *
 * @param settings what was given
 */
record ProgressiveChoice(Settings settings) {

  private static final String USUAL_DURATION = "30s";
  private static final String USUAL_WARMUP = "10s";
  private static final Set<String> STEPPED = Set.of("linear", "synchronized");

  /** Returns whether a study was asked for rather than a run. */
  boolean isWanted() {
    return settings.yes(ProgressiveKeys.ENABLED)
        || List.of(ProgressiveKeys.BANDS, ProgressiveKeys.FIND_MAX, ProgressiveKeys.RESUME).stream()
            .anyMatch(
                name ->
                    settings
                        .given(name)
                        .filter(setting -> setting.origin() instanceof Origin.Flag)
                        .isPresent());
  }

  /** Adds what does not fit together, if a study was asked for. */
  void check(Problems problems) {
    if (!isWanted()) {
      return;
    }
    checkRange(problems, ProgressiveKeys.MIN_WORKERS, ProgressiveKeys.MAX_WORKERS);
    checkRange(problems, ProgressiveKeys.MIN_CONNECTIONS, ProgressiveKeys.MAX_CONNECTIONS);
    String strategy = strategy();
    checkStrategy(problems, strategy);
    checkSteps(problems, strategy);
    checkOrder(problems, strategy);
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

  /**
   * Gives a study that was asked for the length of its bands, so that a configuration that is
   * printed and read again means the same.
   */
  void fill() {
    if (isWanted()) {
      boolean endsItself =
          settings.given(LoadKeys.MAX_TRANSACTIONS).isPresent()
              || settings.given(EndKeys.UNTIL).isPresent();
      fill(
          ProgressiveKeys.TEST_DURATION,
          LoadKeys.DURATION,
          endsItself ? Optional.empty() : Optional.of(USUAL_DURATION));
      fill(ProgressiveKeys.WARMUP_DURATION, LoadKeys.WARMUP, Optional.of(USUAL_WARMUP));
    }
  }

  private void fill(String name, String ofRun, Optional<String> usual) {
    if (settings.find(name).isPresent()) {
      return;
    }
    Optional<Setting> given =
        settings.given(ofRun).filter(setting -> settings.text(ofRun).isPresent());
    Optional<String> value = given.map(Setting::value).or(() -> usual);
    value.ifPresent(
        text ->
            settings.add(
                new Setting(
                    Keys.named(name),
                    name,
                    given.map(Setting::spelling).orElse(name),
                    text,
                    given.map(Setting::origin).orElseGet(Origin.Default::new))));
  }

  private void checkRange(Problems problems, String least, String most) {
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

  private void checkStrategy(Problems problems, String strategy) {
    boolean isCustom = strategy.equals(ProgressiveKeys.CUSTOM);
    boolean isSlo = strategy.equals(ProgressiveKeys.SLO);
    needs(problems, isCustom, ProgressiveKeys.LEVELS, "levels, such as [1, 2, 4, 8]");
    needs(problems, isSlo, ProgressiveKeys.FIND_MAX, "find_max, such as p99<20ms");
    without(problems, !isCustom, "strategy custom", ProgressiveKeys.LEVELS);
    without(
        problems,
        !isSlo,
        "strategy slo",
        ProgressiveKeys.FIND_MAX,
        ProgressiveKeys.MIN_RATE,
        ProgressiveKeys.START_RATE,
        ProgressiveKeys.MAX_RATE);
    with(
        problems,
        isCustom,
        "levels",
        ProgressiveKeys.MIN_WORKERS,
        ProgressiveKeys.MAX_WORKERS,
        ProgressiveKeys.MIN_CONNECTIONS,
        ProgressiveKeys.MAX_CONNECTIONS,
        ProgressiveKeys.BANDS);
    with(
        problems,
        isSlo,
        "find_max",
        ProgressiveKeys.MIN_WORKERS,
        ProgressiveKeys.MIN_CONNECTIONS,
        ProgressiveKeys.STOP_ON_ERRORS,
        ProgressiveKeys.STOP_ON_LATENCY,
        ProgressiveKeys.STOP_ON_DECLINE);
  }

  private void checkSteps(Problems problems, String strategy) {
    boolean isStepped = STEPPED.contains(strategy);
    without(
        problems,
        !isStepped,
        "strategy linear or synchronized",
        ProgressiveKeys.STEP_WORKERS,
        ProgressiveKeys.STEP_CONNECTIONS);
    if (isStepped) {
      boolean bySteps =
          settings.given(ProgressiveKeys.STEP_WORKERS).isPresent()
              || settings.given(ProgressiveKeys.STEP_CONNECTIONS).isPresent();
      with(problems, bySteps, "step_workers or step_connections", ProgressiveKeys.BANDS);
    }
  }

  private void checkOrder(Problems problems, String strategy) {
    boolean decides =
        strategy.equals(ProgressiveKeys.ADAPTIVE) || strategy.equals(ProgressiveKeys.SLO);
    with(
        problems,
        decides,
        "strategy " + strategy + ", which decides itself what comes next",
        ProgressiveKeys.ORDER,
        ProgressiveKeys.REPEATS);
    settings
        .given(ProgressiveKeys.REPEATS)
        .filter(repeats -> order().equals("abba"))
        .filter(repeats -> settings.whole(ProgressiveKeys.REPEATS).orElse(2) % 2 != 0)
        .ifPresent(
            repeats ->
                problems.with(
                    repeats,
                    "must be even in order abba, which measures each level forwards and backwards,"
                        + " was "
                        + repeats.value()));
  }

  private void needs(Problems problems, boolean applies, String name, String what) {
    settings
        .find(ProgressiveKeys.STRATEGY)
        .filter(strategy -> applies && settings.find(name).isEmpty())
        .ifPresent(strategy -> problems.with(strategy, "needs " + what));
  }

  private void with(Problems problems, boolean applies, String other, String... names) {
    say(problems, applies, "has no meaning with " + other + "; remove one of them", names);
  }

  private void without(Problems problems, boolean applies, String other, String... names) {
    say(problems, applies, "has no meaning without " + other + "; add that, or remove it", names);
  }

  private void say(Problems problems, boolean applies, String text, String... names) {
    for (String name : names) {
      settings
          .given(name)
          .filter(setting -> applies)
          .ifPresent(setting -> problems.with(setting, text));
    }
  }

  private String strategy() {
    return settings
        .text(ProgressiveKeys.STRATEGY)
        .flatMap(
            value ->
                Keys.named(ProgressiveKeys.STRATEGY).kind() instanceof ValueKind.Choice choice
                    ? choice.meantBy(value)
                    : Optional.empty())
        .orElseGet(
            () ->
                settings.find(ProgressiveKeys.FIND_MAX).isPresent()
                    ? ProgressiveKeys.SLO
                    : settings.find(ProgressiveKeys.LEVELS).isPresent()
                        ? ProgressiveKeys.CUSTOM
                        : "linear");
  }

  private String order() {
    return settings
        .text(ProgressiveKeys.ORDER)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .orElse("listed");
  }

  /** Returns what was given. */
  ProgressiveSettings collected() {
    String format =
        settings
            .text(ProgressiveKeys.EXPORT_FORMAT)
            .map(text -> text.toLowerCase(Locale.ROOT))
            .orElse("");
    Optional<String> csv = settings.text(ProgressiveKeys.EXPORT_CSV);
    Optional<Path> file = settings.path(ReportKeys.CSV);
    Optional<String> json = settings.text(ProgressiveKeys.EXPORT_JSON);
    boolean csvByFormat = format.equals("csv") || format.equals("both");
    return new ProgressiveSettings(
        strategy(),
        steps(
            ProgressiveKeys.MIN_WORKERS, ProgressiveKeys.MAX_WORKERS, ProgressiveKeys.STEP_WORKERS),
        steps(
            ProgressiveKeys.MIN_CONNECTIONS,
            ProgressiveKeys.MAX_CONNECTIONS,
            ProgressiveKeys.STEP_CONNECTIONS),
        whole(ProgressiveKeys.BANDS),
        settings.text(ProgressiveKeys.LEVELS).map(ListKind.LevelsText::levels).orElse(List.of()),
        bound(ProgressiveKeys.FIND_MAX),
        settings.text(ProgressiveKeys.MIN_RATE).map(Rate::parse),
        settings.text(ProgressiveKeys.START_RATE).map(Rate::parse),
        settings.text(ProgressiveKeys.MAX_RATE).map(Rate::parse),
        settings.time(ProgressiveKeys.TEST_DURATION),
        settings.time(ProgressiveKeys.WARMUP_DURATION).orElseThrow(),
        settings.time(ProgressiveKeys.COOLDOWN_DURATION).orElseThrow(),
        settings.time(ProgressiveKeys.QUIET_WITHIN),
        order(),
        whole(ProgressiveKeys.REPEATS),
        share(ProgressiveKeys.STOP_ON_ERRORS),
        bound(ProgressiveKeys.STOP_ON_LATENCY),
        share(ProgressiveKeys.STOP_ON_DECLINE),
        settings.yes(ProgressiveKeys.ENABLE_ANALYSIS),
        file.isPresent() || csv.map(text -> !text.equals("false")).orElse(csvByFormat),
        file.or(() -> file(csv)),
        json.map(text -> !text.equals("false")).orElse(true),
        settings.path(ReportKeys.JSON).or(() -> file(json)),
        settings.path(ProgressiveKeys.EXPORT_PATH),
        settings.path(ProgressiveKeys.RESUME));
  }

  private static Optional<Path> file(Optional<String> export) {
    return export.filter(text -> !text.equals("true") && !text.equals("false")).map(Path::of);
  }

  private ProgressiveSettings.Steps steps(String least, String most, String step) {
    return new ProgressiveSettings.Steps(whole(least), whole(most), whole(step));
  }

  private Optional<LatencyBound> bound(String name) {
    return settings
        .text(name)
        .flatMap(
            text ->
                Keys.named(name).kind() instanceof LoadKind.BoundText kind
                    ? Optional.of(kind.bound(text))
                    : Optional.empty());
  }

  private OptionalDouble share(String name) {
    return settings
        .text(name)
        .map(ValueKind.Percentage::share)
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  private OptionalInt whole(String name) {
    OptionalLong number = settings.whole(name);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
