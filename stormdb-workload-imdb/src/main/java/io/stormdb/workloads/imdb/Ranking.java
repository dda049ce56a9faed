package io.stormdb.workloads.imdb;

import io.stormdb.api.Rng;
import io.stormdb.api.random.Permutation;

/** Movies by how many people know them. Immutable. */
sealed interface Ranking {

  /** Returns how many there are; at least 1. */
  long size();

  /**
   * Returns the movie with a rank.
   *
   * @param rank from 1, the best known, to {@link #size}
   */
  long movie(long rank);

  /** Movies with the numbers from 1 to a size, with the best known scattered among them. */
  final class Scattered implements Ranking {

    private final long size;
    private final Permutation places;

    Scattered(long size, long seed) {
      this.size = size;
      this.places = new Permutation(size, Rng.seedOf(seed, "movies"));
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long movie(long rank) {
      return 1 + places.of(rank - 1);
    }

    /** Returns the rank of a movie. */
    long rank(long movie) {
      return 1 + places.inverse(movie - 1);
    }
  }

  /**
   * Movies that are there already.
   *
   * @param movies at least one, the best known first; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // too large to be copied, and compared by nobody
  record Listed(long[] movies) implements Ranking {

    @Override
    public long size() {
      return movies.length;
    }

    @Override
    public long movie(long rank) {
      return movies[(int) (rank - 1)];
    }
  }
}
