package io.stormdb.core;

import io.stormdb.api.Measure;
import io.stormdb.api.Sql;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of a workload was used in a run, by ordinal. Safe for use by many threads.
 *
 * @param measures in transactions, whether or not those succeeded
 * @param statements that were run
 */
record Seen(Map<Integer, Measure> measures, Map<Integer, Sql> statements) {

  static Seen nothing() {
    return new Seen(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }
}
