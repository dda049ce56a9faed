package io.stormdb.api;

/**
 * The visit of one user: a sequence of transactions with pauses between them, and what the user has
 * in mind meanwhile (a cart, a page, a login).
 *
 * <p>A worker has one object of this and uses it for one visit after another, so whatever belongs
 * to a visit must be set anew in {@link #begin}. It belongs to that worker alone and needs no lock.
 * Draws and bodies of transactions see it through {@link Worker#session}. A body that is retried
 * sees what it has changed itself; change what must not be changed twice in {@link #ended}.
 *
 * <p>{@code worker.random()} has numbers of their own here: what a visit draws depends on the seed
 * of the run and the number of the worker, and not on what its transactions draw.
 */
public interface UserSession {

  /** What {@link #next} returns when the user leaves. */
  int LEAVE = -1;

  /** Begins a visit: forgets all of the one before. */
  void begin(Worker worker);

  /**
   * Decides what the user does next. A visit has at least one transaction.
   *
   * @return the number of a transaction, from 0, in the order of {@link Workload#transactions}; or
   *     {@link #LEAVE}
   */
  int next(Worker worker);

  /**
   * Returns how long the user waits before the transaction that {@link #next} has just chosen. Is
   * not asked when the user of StormDB gives a think time, which holds then.
   */
  default Pause pause() {
    return Pause.none();
  }

  /**
   * Learns how a transaction of the visit ended.
   *
   * @param transaction its number
   * @param committed whether it was committed, or queued if it is {@linkplain
   *     TransactionType#deferred deferred}; otherwise it failed or was rolled back as expected
   */
  default void ended(int transaction, boolean committed) {}
}
