package io.stormdb.workloads.vector;

import io.stormdb.api.Rng;

/** Vectors that a worker is about to write; used again for each batch. Belongs to one worker. */
final class Writing {

  final float[][] vectors;
  final int[] buckets;
  private final Embeddings embeddings;
  long firstId;

  Writing(int count, Embeddings embeddings) {
    this.vectors = new float[count][embeddings.dimensions()];
    this.buckets = new int[count];
    this.embeddings = embeddings;
  }

  void draw(Rng random) {
    for (int i = 0; i < vectors.length; i++) {
      buckets[i] = random.between(0, VectorSchema.BUCKETS - 1);
      embeddings.fill(vectors[i], random);
    }
  }
}
