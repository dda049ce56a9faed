package io.stormdb.workloads.vector;

import java.util.Locale;

/** How the searched table is indexed. */
enum IndexKind {
  /** Not at all: each search reads all rows, and is exact. */
  NONE,
  /** A graph of neighbours in layers. */
  HNSW,
  /** Lists of vectors around centres. */
  IVFFLAT;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static IndexKind of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Returns the setting that says how far a search looks. */
  String effortSetting() {
    return this == IVFFLAT ? "ivfflat.probes" : "hnsw.ef_search";
  }
}
