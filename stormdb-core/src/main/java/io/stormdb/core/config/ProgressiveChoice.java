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

/**
 * Decides on a study what was not given, and collects what was.
 *
 * @param settings what was given
 */
record ProgressiveChoice(Settings settings) {

  private static final String USUAL_DURATION = "30s";
  private static final String USUAL_WARMUP = "10s";

  /** The least, the most and the step of each. */
  private static final List<String> WORKERS =
      List.of(
          ProgressiveKeys.MIN_WORKERS, ProgressiveKeys.MAX_WORKERS, ProgressiveKeys.STEP_WORKERS);

  private static final List<String> CONNECTIONS =
      List.of(
          ProgressiveKeys.MIN_CONNECTIONS,
          ProgressiveKeys.MAX_CONNECTIONS,
          ProgressiveKeys.STEP_CONNECTIONS);

  /** Returns whether a study was asked for rather than a run. */
  boolean isWanted() {
    return settings.yes(ProgressiveKeys.ENABLED)
        || List.of(ProgressiveKeys.BANDS, ProgressiveKeys.FIND_MAX, ProgressiveKeys.RESUME).stream()
            .anyMatch(this::isOnCommandLine);
  }

  /**
   * Gives a study that was asked for the length of its bands, and the most workers that the command
   * line speaks of, so that a configuration that is printed and read again means the same.
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
      fillNumbers();
    }
  }

  /** A file may have numbers for runs beside those for studies; the command line is for one. */
  private void fillNumbers() {
    boolean isSlo = strategy().equals(ProgressiveKeys.SLO);
    boolean isFixed = !isSlo && isAnyGiven(CONNECTIONS) && !isAnyGiven(WORKERS);
    if (isOnCommandLine(RunKeys.WORKERS) && !isFixed) {
      fill(ProgressiveKeys.MAX_WORKERS, RunKeys.WORKERS, Optional.empty());
    }
    if (isOnCommandLine(ConnectionKeys.CONNECTIONS) && isSlo) {
      fill(ProgressiveKeys.MAX_CONNECTIONS, ConnectionKeys.CONNECTIONS, Optional.empty());
    }
  }

  private boolean isAnyGiven(List<String> names) {
    return names.stream().anyMatch(name -> settings.given(name).isPresent());
  }

  /** Returns whether a value comes from the command line. */
  boolean isOnCommandLine(String name) {
    return settings
        .given(name)
        .filter(setting -> setting.origin() instanceof Origin.Flag)
        .isPresent();
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

  /** Returns the strategy that was given, or follows from what else was. */
  String strategy() {
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

  /** Returns the order of bands. */
  String order() {
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
        steps(WORKERS),
        steps(CONNECTIONS),
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

  private ProgressiveSettings.Steps steps(List<String> names) {
    return new ProgressiveSettings.Steps(
        whole(names.get(0)), whole(names.get(1)), whole(names.get(2)));
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
