package io.stormdb.workloads.vector;

import io.stormdb.api.Rng;

/**
 * Vectors of length 1 that lie in clusters, as the embeddings of texts or pictures do: around
 * centres drawn evenly from the sphere, each vector is its centre plus noise, brought back to the
 * sphere. Evenly spread vectors would be nearly as far from each other as from any query, and
 * approximate search would mean little. Which cluster follows Zipf's idea that some topics are
 * common: the number of the cluster is the square of an even draw.
 *
 * <p>The same seed gives the same centres. Safe for use by many threads.
 */
final class Embeddings {

  /** Length of the noise, where the centre has length 1. */
  private static final double NOISE = 0.6;

  private static final int MOST_CLUSTERS = 256;

  private final float[][] centres;
  private final int dimensions;

  /**
   * Draws the centres.
   *
   * @param rows decides how many clusters there are: the root of it, at most 256
   */
  Embeddings(int dimensions, long rows, long seed) {
    this.dimensions = dimensions;
    int clusters = (int) Math.max(1, Math.min(MOST_CLUSTERS, Math.round(Math.sqrt((double) rows))));
    this.centres = new float[clusters][dimensions];
    Rng random = new Rng(Rng.seedOf(seed, "centres"));
    for (float[] centre : centres) {
      for (int i = 0; i < dimensions; i++) {
        centre[i] = (float) random.nextGaussian();
      }
      normalize(centre);
    }
  }

  int dimensions() {
    return dimensions;
  }

  /** Overwrites a vector with one from the distribution. */
  void fill(float[] vector, Rng random) {
    double u = random.nextDouble();
    float[] centre = centres[(int) (u * u * centres.length)];
    double noise = NOISE / Math.sqrt(dimensions);
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (centre[i] + noise * random.nextGaussian());
    }
    normalize(vector);
  }

  /** Overwrites a vector with the query of a number, from the same distribution. */
  void query(float[] vector, long seed, long number) {
    fill(vector, new Rng(Rng.stateOf(Rng.seedOf(seed, "queries"), number)));
  }

  private static void normalize(float[] vector) {
    double square = 0;
    for (float element : vector) {
      square += (double) element * element;
    }
    float factor = (float) (1 / Math.sqrt(square));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
