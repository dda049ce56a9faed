package io.stormdb.workloads.vector;

import java.util.Locale;

/** In which form an index keeps vectors. The table always keeps them whole. */
enum Precision {
  /** Four bytes a dimension. */
  FULL,
  /** Two bytes a dimension. */
  HALF,
  /** One bit a dimension; what is found is put in order by the whole vectors. */
  BINARY;

  static Precision of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what is indexed, in parentheses, with its operator class. */
  String indexed(int dimensions, Metric metric) {
    return switch (this) {
      case FULL -> "(embedding vector_" + metric.operatorClass() + "_ops)";
      case HALF ->
          "((embedding::halfvec(" + dimensions + ")) halfvec_" + metric.operatorClass() + "_ops)";
      case BINARY -> "((binary_quantize(embedding)::bit(" + dimensions + ")) bit_hamming_ops)";
    };
  }
}
