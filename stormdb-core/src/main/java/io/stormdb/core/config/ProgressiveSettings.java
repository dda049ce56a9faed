package io.stormdb.core.config;

import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What was given for a study of how a server scales; what was not is empty, because its default
 * depends on the machine, the server or the strategy. Immutable.
 *
 * @param strategy which numbers are measured
 * @param workers the fewest, the most, and how many more each time
 * @param connections the fewest, the most, and how many more each time
 * @param bands how many there are
 * @param levels those of strategy custom; none for others
 * @param findMax the limit of latency at which the highest rate is searched
 * @param minRate the lowest rate of that search
 * @param startRate the rate that it begins with
 * @param maxRate the highest rate of it
 * @param duration how long each band is measured; empty if something else ends it
 * @param warmup how long each runs before it counts
 * @param coolDown how long nothing happens between two bands
 * @param quietWithin how long it is then waited until the server is quiet
 * @param order {@code listed}, {@code random} or {@code abba}
 * @param repeats how often each level is measured
 * @param stopOnErrors the largest share of failed transactions; 0 to 1
 * @param stopOnLatency the limit of latency
 * @param stopOnDecline by which share TPS may be below the best; 0 to 1
 * @param analysis whether conclusions are drawn
 * @param csv whether a table is written
 * @param csvFile where, if that was named
 * @param json whether the study is written after each band
 * @param jsonFile where, if that was named
 * @param exportPath a folder for both, or their path without the ending
 * @param resume a study to go on with
 */
public record ProgressiveSettings(
    String strategy,
    Steps workers,
    Steps connections,
    OptionalInt bands,
    List<Level> levels,
    Optional<LatencyBound> findMax,
    Optional<Rate> minRate,
    Optional<Rate> startRate,
    Optional<Rate> maxRate,
    Optional<Duration> duration,
    Duration warmup,
    Duration coolDown,
    Optional<Duration> quietWithin,
    String order,
    OptionalInt repeats,
    OptionalDouble stopOnErrors,
    Optional<LatencyBound> stopOnLatency,
    OptionalDouble stopOnDecline,
    boolean analysis,
    boolean csv,
    Optional<Path> csvFile,
    boolean json,
    Optional<Path> jsonFile,
    Optional<Path> exportPath,
    Optional<Path> resume) {

  /**
   * A number that changes from band to band.
   *
   * @param least the least
   * @param most the most
   * @param step how many more each time
   */
  public record Steps(OptionalInt least, OptionalInt most, OptionalInt step) {

    /** Returns whether anything was said of it. */
    public boolean isGiven() {
      return least.isPresent() || most.isPresent() || step.isPresent();
    }
  }

  /**
   * A level of strategy custom.
   *
   * @param workers how many
   * @param connections how many they have together
   */
  public record Level(int workers, int connections) {}

  /** Keeps a copy. */
  public ProgressiveSettings {
    levels = List.copyOf(levels);
  }
}
