package io.stormdb.core.config;

import io.stormdb.core.Phase;
import io.stormdb.core.Rate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The phases among settings.
 *
 * @param settings have them
 */
record PhaseSettings(Settings settings) {

  /** Returns how many there are. */
  int count() {
    return settings.below(LoadKeys.PHASES).stream()
        .mapToInt(setting -> Integer.parseInt(setting.name().split("\\.", 3)[1]))
        .max()
        .orElse(0);
  }

  /** Returns what was given for a key of a phase, from 1. */
  Optional<Setting> given(int number, String key) {
    return settings.given(PhaseKeys.name(number, key));
  }

  /** Returns what was given as weights in a phase, from 1. */
  List<Setting> weights(int number) {
    return settings.below(PhaseKeys.name(number, PhaseKeys.MIX));
  }

  /** Returns the number of workers of a phase, from 1, if it is given and valid. */
  OptionalLong workers(int number) {
    return settings.whole(PhaseKeys.name(number, PhaseKeys.WORKERS));
  }

  /** Returns a valid duration of a phase, from 1, by its key. */
  Optional<Duration> time(int number, String key) {
    return settings.time(PhaseKeys.name(number, key));
  }

  /** Returns all of them; only when all of them are valid. */
  List<Phase> phases() {
    return IntStream.rangeClosed(1, count()).mapToObj(this::phase).toList();
  }

  private Phase phase(int number) {
    Phase phase =
        Phase.of(time(number, PhaseKeys.DURATION).orElseThrow())
            .ramp(time(number, PhaseKeys.RAMP).orElse(Duration.ZERO))
            .mix(mix(number));
    Optional<Rate> rate = settings.text(PhaseKeys.name(number, PhaseKeys.RATE)).map(Rate::parse);
    Phase rated = rate.isPresent() ? phase.rate(rate.get()) : phase;
    OptionalLong workers = workers(number);
    return workers.isPresent() ? rated.workers((int) workers.getAsLong()) : rated;
  }

  private Map<String, Integer> mix(int number) {
    Map<String, Integer> mix = new LinkedHashMap<>();
    weights(number).forEach(weight -> mix.put(weight.member(), Integer.parseInt(weight.value())));
    return mix;
  }
}
