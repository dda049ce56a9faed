package io.stormdb.pgstats;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A number for each {@link ServerMetric} that is known. Immutable. */
@SuppressWarnings("EnumOrdinal") // an array of numbers is a tenth of a map, and it stays in here
public final class Figures {

  /** By the ordinal of the metric; NaN where it is not known. Thousands of these are kept. */
  private final double[] values;

  private Figures(double[] values) {
    this.values = values;
  }

  /** Returns a copy of numbers. */
  public static Figures of(Map<ServerMetric, Double> known) {
    double[] values = new double[ServerMetric.values().length];
    Arrays.fill(values, Double.NaN);
    known.forEach((metric, value) -> values[metric.ordinal()] = value);
    return new Figures(values);
  }

  /** Returns a number; empty if it is not known. */
  public OptionalDouble of(ServerMetric metric) {
    double value = values[metric.ordinal()];
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns all that are known. */
  public Map<ServerMetric, Double> known() {
    Map<ServerMetric, Double> known = new EnumMap<>(ServerMetric.class);
    for (ServerMetric metric : ServerMetric.values()) {
      of(metric).ifPresent(value -> known.put(metric, value));
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Figures figures && Arrays.equals(values, figures.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return known().toString();
  }
}
