package io.stormdb.workloads.vector;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What makes two vectors near. All vectors here have length 1, so all three agree on the order. */
enum Metric {
  /** Euclidean distance. */
  L2("<->", "l2"),
  /** One minus the cosine of the angle. */
  COSINE("<=>", "cosine"),
  /** The inner product, negated by pgvector so that near is small. */
  INNER("<#>", "ip");

  private final String operator;
  private final String operatorClass;

  Metric(String operator, String operatorClass) {
    this.operator = operator;
    this.operatorClass = operatorClass;
  }

  /** Returns the operator that gives the distance; ascending for all of them. */
  String operator() {
    return operator;
  }

  /** Returns the middle of the names of pgvector's operator classes. */
  String operatorClass() {
    return operatorClass;
  }

  /** Returns the name in configurations and in names of workloads. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Metric of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Metric::key).toList();
  }
}
