package io.stormdb.core;

import io.stormdb.api.Rng;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Gets a worker another connection when it has lost its own. Belongs to the worker's thread. */
final class Reconnection {

  private static final long LONGEST_ATTEMPT_NANOS = 10_000_000_000L;

  private final RunState run;
  private final Sessions.Opener opener;
  private final Backoff backoff;
  private final Connectivity connectivity;
  private final boolean isWorker;

  /**
   * Prepares for a loss.
   *
   * @param number of the worker; those behind the workers run what was deferred, and their losses
   *     are no outages
   * @param random of its own
   */
  Reconnection(RunState run, int number, Sessions.Opener opener, Rng random) {
    this.run = run;
    this.isWorker = number < run.plan().workers();
    this.opener = opener;
    this.backoff = Backoff.ofConnections(random);
    this.connectivity = run.watch().connectivity();
  }

  /** Says that the connection has been lost, and of what. */
  void lost(SQLException reason) {
    if (isWorker) {
      connectivity.lost(run.clock().nanoTime(), reason);
    }
  }

  /**
   * Tries until there is a connection.
   *
   * @return a session on it, or {@code null} if the run ended before there was one
   */
  @Nullable Session connect() {
    for (int tries = 1; ; tries++) {
      run.parkUntil(run.clock().nanoTime() + backoff.nextNanos(tries));
      if (isOver()) {
        return null;
      }
      try {
        Session session = attempt();
        if (session != null && isWorker) {
          connectivity.regained(run.clock().nanoTime());
        }
        return session;
      } catch (SQLException e) {
        connectivity.attemptFailed(e);
      }
    }
  }

  /**
   * Connects in a thread of its own: a server that accepts a connection and then says nothing would
   * keep the worker for ever, and the end of the run waiting for it.
   */
  private @Nullable Session attempt() throws SQLException {
    Thread worker = Thread.currentThread();
    CompletableFuture<@Nullable Session> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              open(answer);
              LockSupport.unpark(worker);
            },
            worker.getName() + "-connecting");
    thread.setDaemon(true);
    thread.start();
    long deadline = run.clock().nanoTime() + LONGEST_ATTEMPT_NANOS;
    long left = LONGEST_ATTEMPT_NANOS;
    while (!answer.isDone() && left > 0 && !isOver()) {
      LockSupport.parkNanos(this, left);
      left = deadline - run.clock().nanoTime();
    }
    if (answer.complete(null)) {
      thread.interrupt();
      if (isOver()) {
        return null;
      }
      throw new SQLException("the server accepted a connection and said nothing for 10s", "08001");
    }
    return result(answer);
  }

  private void open(CompletableFuture<@Nullable Session> answer) {
    try {
      Session session = opener.open();
      if (!answer.complete(session)) {
        // nobody waits for it any more
        session.close();
      }
    } catch (SQLException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static @Nullable Session result(CompletableFuture<@Nullable Session> answer)
      throws SQLException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  private boolean isOver() {
    return run.schedule().isOver(run.clock().nanoTime());
  }
}
