package io.stormdb.core;

/**
 * How finely a run is taken apart, beyond what every result has.
 *
 * @param perWorker whether what each worker did is kept apart; costs a worker nothing
 * @param perType whether each interval has the latencies of each type of transaction; costs a
 *     worker nothing
 * @param perStatement whether each statement is timed, in the whole run and in each interval; costs
 *     two readings of the clock each
 * @param workerSeries whether each interval has what each worker did; costs a worker nothing, but
 *     makes a long result of many workers large
 */
public record Detail(
    boolean perWorker, boolean perType, boolean perStatement, boolean workerSeries) {

  /** Refuses workers in intervals that are not there in the whole. */
  public Detail {
    if (workerSeries && !perWorker) {
      throw new IllegalArgumentException(
          "metrics.worker_series needs metrics.per_worker, which is switched off");
    }
  }

  /** What a plan asks for unless told otherwise: all that costs a worker nothing. */
  public static final Detail DEFAULT = new Detail(true, true, false, false);

  /** Returns a copy that keeps apart what each worker did, or does not. */
  public Detail perWorker(boolean wanted) {
    return new Detail(wanted, perType, perStatement, workerSeries);
  }

  /** Returns a copy that has types of transactions in its intervals, or does not. */
  public Detail perType(boolean wanted) {
    return new Detail(perWorker, wanted, perStatement, workerSeries);
  }

  /** Returns a copy that times each statement, or does not. */
  public Detail perStatement(boolean wanted) {
    return new Detail(perWorker, perType, wanted, workerSeries);
  }

  /** Returns a copy that has each worker in its intervals, or does not. */
  public Detail workerSeries(boolean wanted) {
    return new Detail(perWorker, perType, perStatement, wanted);
  }
}
