package io.stormdb.workloads.vector;

import io.stormdb.api.LoadedData;
import java.util.Arrays;

/** The query vectors of a load, drawn again from its seed, ready to be bound. */
final class Queries {

  private final Object[] bindable;

  Queries(LoadedData data, Options options) {
    Embeddings embeddings = new Embeddings(options.dimensions(), data.scale(), data.seed());
    bindable = new Object[options.queries()];
    for (int i = 0; i < bindable.length; i++) {
      float[] vector = new float[options.dimensions()];
      embeddings.query(vector, data.seed(), i + 1L);
      bindable[i] = bindable(vector, options.isText());
    }
  }

  /** Returns what the driver sends in binary form, or as text. */
  static Object bindable(float[] vector, boolean isText) {
    return isText ? Arrays.toString(vector) : vector;
  }

  /** Returns the query of a number, from 0. */
  Object bindable(int number) {
    return bindable[number];
  }
}
