package io.stormdb.core;

import io.stormdb.api.Sql;
import io.stormdb.api.UnexpectedRowsException;
import io.stormdb.core.wire.WireSession;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one worker, one after another, as long as they succeed. Begins with the one
 * that was chosen; ends when one has failed, and was rolled back if there was anything to roll
 * back, or when there is no other.
 */
final class Sending implements Conversation {

  private enum Stage {
    STATEMENT,
    COMMIT,
    ROLLBACK
  }

  private final ScriptedLoop worker;
  private final NanoClock clock;
  private final WireSession wire;
  private final Thread owner;
  private final @Nullable StatementTimer timer;
  private Stage stage = Stage.STATEMENT;
  private int at;
  private boolean healed;
  private long sentNanos;
  private boolean over;
  private @Nullable SQLException failure;
  private @Nullable Throwable death;
  private volatile boolean left;

  /**
   * Prepares.
   *
   * @param worker chooses transactions and takes them down
   * @param owner is woken when this has ended
   */
  Sending(ScriptedLoop worker, NanoClock clock, WireSession wire, Thread owner) {
    this.worker = worker;
    this.clock = clock;
    this.wire = wire;
    this.owner = owner;
    this.timer = worker.execution().tx().timer();
  }

  @Override
  public SocketChannel channel() {
    return wire.channel();
  }

  @Override
  public int serverProcess() {
    return wire.serverProcess();
  }

  @Override
  public Next begin() {
    return step(true);
  }

  @Override
  public Next proceed() {
    return step(false);
  }

  private Next step(boolean isFirst) {
    try {
      if (isFirst) {
        start();
      } else if (wire.flush() && wire.receive() && !answered()) {
        return Next.LEAVE;
      }
      return wire.flush() ? Next.READ : Next.WRITE;
    } catch (IOException e) {
      broke(e);
    } catch (SQLException e) {
      return notBound(e);
    } catch (RuntimeException | Error e) {
      died(e);
    }
    return Next.LEAVE;
  }

  /** The workload did not bind a statement, which was not sent therefore. */
  private Next notBound(SQLException reason) {
    wire.unsent();
    failure = reason;
    try {
      // of several statements, the first has begun a transaction
      if (at > 0 && failed(reason)) {
        return wire.flush() ? Next.READ : Next.WRITE;
      }
      return Next.LEAVE;
    } catch (IOException e) {
      broke(e);
      return Next.LEAVE;
    }
  }

  /** Returns whether there is anything more to send and to wait for. */
  private boolean answered() throws SQLException {
    SQLException error = wire.error();
    return switch (stage) {
      case STATEMENT -> statementAnswered(error);
      case COMMIT -> error == null ? ended() : failed(error);
      case ROLLBACK -> {
        if (error != null && !healed && wire.isStale(error)) {
          healed = true;
          wire.rollback();
          yield true;
        }
        if (error != null) {
          Objects.requireNonNull(failure).addSuppressed(error);
        }
        yield false;
      }
    };
  }

  private boolean statementAnswered(@Nullable SQLException error) throws SQLException {
    Sql sql = worker.script().sql(at);
    if (error != null) {
      if (timer != null) {
        timer.failed(sql);
      }
      return heal(error) || failed(error);
    }
    long rows = wire.rows();
    worker.execution().tx().answered(sql.kind(), rows);
    if (timer != null) {
      timer.ran(sql, sentNanos, rows);
    }
    try {
      worker.script().require(at, rows);
    } catch (UnexpectedRowsException e) {
      return failed(e);
    }
    if (++at < worker.script().size()) {
      wire.start();
      statement();
      return true;
    }
    if (wire.isInTransaction()) {
      stage = Stage.COMMIT;
      wire.commit();
      return true;
    }
    return ended();
  }

  private boolean heal(SQLException error) throws SQLException {
    // as the driver does it: in a transaction there is nothing left to heal
    if (!wire.isStale(error) || healed || worker.script().size() > 1) {
      return false;
    }
    start();
    healed = true;
    return true;
  }

  private boolean ended() throws SQLException {
    worker.succeeded();
    if (!worker.choose()) {
      over = true;
      return false;
    }
    start();
    return true;
  }

  private boolean failed(SQLException error) {
    failure = error;
    if (!wire.isInTransaction()) {
      return false;
    }
    stage = Stage.ROLLBACK;
    wire.rollback();
    return true;
  }

  private void start() throws SQLException {
    stage = Stage.STATEMENT;
    at = 0;
    healed = false;
    if (worker.script().size() > 1) {
      wire.begin(worker.type().isReadOnly());
    } else {
      wire.start();
    }
    statement();
  }

  private void statement() throws SQLException {
    Sql sql = worker.script().sql(at);
    SqlTrace.statement(sql.text());
    if (wire.statement(worker.script(), at)) {
      worker.execution().tx().prepared(sql);
    }
    if (timer != null) {
      sentNanos = clock.nanoTime();
    }
  }

  @Override
  public void broke(IOException reason) {
    if (stage == Stage.STATEMENT && timer != null) {
      timer.failed(worker.script().sql(at));
    }
    SQLException lost = wire.lost(reason);
    if (failure == null) {
      failure = lost;
    } else {
      // while it was rolled back: the connection is gone all the same
      lost.addSuppressed(failure);
      failure = lost;
    }
  }

  @Override
  public void died(Throwable reason) {
    death = reason;
  }

  @Override
  public void left() {
    left = true;
    LockSupport.unpark(owner);
  }

  boolean hasLeft() {
    return left;
  }

  /**
   * Returns whether there is no other transaction. Once this has ended.
   *
   * @throws RuntimeException whatever the workload threw
   */
  boolean isOver() {
    if (death instanceof Error error) {
      throw error;
    }
    if (death != null) {
      throw death instanceof RuntimeException thrown ? thrown : new IllegalStateException(death);
    }
    return over;
  }

  /** Returns why the last transaction failed. Once this has ended, and not because it was over. */
  SQLException failure() {
    return Objects.requireNonNull(failure, "failure");
  }
}
