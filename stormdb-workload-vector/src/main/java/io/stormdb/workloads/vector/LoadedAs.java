package io.stormdb.workloads.vector;

import io.stormdb.api.LoadContext;
import io.stormdb.api.LoadedData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a load decided, by the name of the parameter.
 *
 * @param values by name
 */
record LoadedAs(Map<String, String> values) {

  static LoadedAs of(Options options) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("dimensions", Integer.toString(options.dimensions()));
    values.put("queries", Integer.toString(options.queries()));
    values.put("metric", options.metric().key());
    values.put("index", options.index().key());
    values.put("precision", options.precision().key());
    return new LoadedAs(values);
  }

  void remember(LoadContext load) {
    values.forEach(load::remember);
  }

  /**
   * Insists that data was loaded like this.
   *
   * @param isIndexed whether the index matters
   * @throws IllegalArgumentException naming the first difference
   */
  void require(LoadedData data, boolean isIndexed) {
    values.forEach(
        (name, wanted) -> {
          boolean matters = isIndexed || name.equals("dimensions") || name.equals("queries");
          String loaded = String.valueOf(data.attribute(name));
          if (matters && !loaded.equals(wanted)) {
            throw new IllegalArgumentException(
                "the data was loaded with %s %s, not %s; run with %s %s, or load it again"
                    .formatted(name, loaded, wanted, name, loaded));
          }
        });
  }
}
