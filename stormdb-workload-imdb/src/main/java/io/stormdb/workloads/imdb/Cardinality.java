package io.stormdb.workloads.imdb;

/**
 * How many of each thing are made up.
 *
 * @param movies at least 1, as all the others
 * @param people who may be in them
 * @param users the audience
 * @param votes about so many; nobody votes twice for a movie
 * @param comments exactly so many
 * @param views exactly so many
 */
record Cardinality(long movies, long people, long users, long votes, long comments, long views) {

  private static final long FEWEST_PEOPLE = 30;
  private static final long FEWEST_USERS = 20;

  /** Returns the numbers for an audience of so many movies. */
  static Cardinality of(long movies) {
    return new Cardinality(
        movies,
        Math.max(FEWEST_PEOPLE, movies),
        Math.max(FEWEST_USERS, movies / 2),
        5 * movies,
        (3 * movies + 1) / 2,
        6 * movies);
  }
}
