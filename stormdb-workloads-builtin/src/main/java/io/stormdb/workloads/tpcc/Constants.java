package io.stormdb.workloads.tpcc;

import io.stormdb.api.LoadedData;
import io.stormdb.api.Rng;

/**
 * The distributions of a run, whose constants are chosen once a run (clause 2.1.6.1).
 *
 * @param lastName for last names
 * @param customer for customer numbers
 * @param item for item numbers
 */
record Constants(NuRand lastName, NuRand customer, NuRand item) {

  /** Under this name the load keeps its constant for last names with the data. */
  static final String C_LOAD = "c_load";

  private static final int SMALLEST_DELTA = 65;
  private static final int LARGEST_DELTA = 119;

  /** Returns the constant for last names that the load uses; 0 to 255. */
  static int loadConstant(Rng random) {
    return random.between(0, NuRand.LAST_NAME_A);
  }

  /**
   * Draws the constants of a run.
   *
   * @param seed of the run
   * @throws IllegalStateException if the data does not say which constant it was loaded with
   */
  static Constants of(LoadedData data, long seed) {
    String cLoad = data.attribute(C_LOAD);
    if (cLoad == null) {
      throw new IllegalStateException(
          "the data does not say with which constant its last names were drawn ('"
              + C_LOAD
              + "'); load it again with: stormdb rebuild --workload tpcc");
    }
    Rng random = new Rng(Rng.seedOf(seed, "nurand"));
    return new Constants(
        NuRand.lastName(runConstant(Integer.parseInt(cLoad), random)),
        NuRand.customer(random.between(0, NuRand.CUSTOMER_A)),
        NuRand.item(random.between(0, NuRand.ITEM_A)));
  }

  /** Draws evenly from the constants that a run may use on data loaded with {@code cLoad}. */
  static int runConstant(int cLoad, Rng random) {
    int candidate;
    do {
      candidate = random.between(0, NuRand.LAST_NAME_A);
    } while (!isValid(cLoad, candidate));
    return candidate;
  }

  /**
   * Returns whether clause 2.1.6.1 lets a run with {@code cRun} follow a load with {@code cLoad}.
   */
  static boolean isValid(int cLoad, int cRun) {
    int delta = Math.abs(cRun - cLoad);
    return delta >= SMALLEST_DELTA && delta <= LARGEST_DELTA && delta != 96 && delta != 112;
  }
}
