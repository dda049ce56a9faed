package io.stormdb.report;

import io.stormdb.pgstats.ServerMetric;

/** What numbers of a server are called where their unit must be told by their name. */
final class MetricNames {

  private MetricNames() {}

  /** Returns the name of a number of an interval: how many a second, or the average of a level. */
  static String of(ServerMetric metric) {
    return switch (metric.unit()) {
      case COUNT, BYTES -> metric.key() + "_per_s";
      case MILLIS -> metric.key().replace("_time", "_ms_per_s");
      case LEVEL -> metric.key();
    };
  }

  /** Returns such a number for people. */
  static String value(ServerMetric metric, double value) {
    return switch (metric.unit()) {
      case COUNT -> Numbers.rate(value) + " a second";
      case BYTES -> Numbers.bytes(Math.round(value)) + " a second";
      case MILLIS -> Numbers.latency(Numbers.nanos(value * 1e6)) + " a second";
      case LEVEL -> Numbers.rate(value);
    };
  }
}
