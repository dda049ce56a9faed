package io.stormdb.core;

/**
 * How finely a run is taken apart, beyond what every result has.
 *
 * @param perWorker whether what each worker did is kept apart; costs a worker nothing
 * @param perType whether each interval has the latencies of each type of transaction; costs a
 *     worker nothing
 * @param perStatement whether each statement is timed; costs two readings of the clock each
 */
public record Detail(boolean perWorker, boolean perType, boolean perStatement) {

  /** What a plan asks for unless told otherwise: all that costs a worker nothing. */
  public static final Detail DEFAULT = new Detail(true, true, false);

  /** Returns a copy that keeps apart what each worker did, or does not. */
  public Detail perWorker(boolean wanted) {
    return new Detail(wanted, perType, perStatement);
  }

  /** Returns a copy that has types of transactions in its intervals, or does not. */
  public Detail perType(boolean wanted) {
    return new Detail(perWorker, wanted, perStatement);
  }

  /** Returns a copy that times each statement, or does not. */
  public Detail perStatement(boolean wanted) {
    return new Detail(perWorker, perType, wanted);
  }
}
