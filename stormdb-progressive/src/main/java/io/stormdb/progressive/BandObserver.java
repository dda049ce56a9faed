package io.stormdb.progressive;

import io.stormdb.core.RunListener;
import java.util.List;
import java.util.Map;

/** Looks at the server while a band is measured. */
@FunctionalInterface
public interface BandObserver {

  /** Does not look. */
  BandObserver NONE = level -> Observation.NONE;

  /** Returns what watches one band, which is about to start. */
  Observation observe(Level level);

  /** What one band is watched by. */
  interface Observation extends AutoCloseable {

    /** Sees nothing. */
    Observation NONE =
        new Observation() {
          @Override
          public RunListener listener() {
            return RunListener.NONE;
          }

          @Override
          public Map<String, Double> figures() {
            return Map.of();
          }

          @Override
          public List<String> missing() {
            return List.of();
          }

          @Override
          public void close() {
            // has nothing open
          }
        };

    /** Returns who hears when the band begins to be measured and when it has ended. */
    RunListener listener();

    /** Returns what was seen, by name, after the end of the band; what was not seen is missing. */
    Map<String, Double> figures();

    /** Returns what could not be seen and why, after the end of the band, a sentence each. */
    List<String> missing();

    @Override
    void close();
  }
}
