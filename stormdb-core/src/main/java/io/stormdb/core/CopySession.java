package io.stormdb.core;

import io.stormdb.api.CopyTable;
import io.stormdb.api.Rng;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills one table: as many streams as there are connections, each with a thread that generates and
 * one that sends. Numbers are handed out in chunks; which stream writes which chunk does not
 * matter, because what belongs to a number depends on the number alone.
 */
final class CopySession implements CopyTable {

  /** Leaves room for a row in a buffer that is full enough to be sent. */
  static final int SEND_AT_BYTES = 200 * 1024;

  private static final long MOST_NUMBERS_A_CHUNK = 5_000;
  private static final long REPORT_EVERY_MILLIS = 200;

  private final LoadSession load;
  private final String table;
  private final List<String> columns;
  private final ColumnType[] types;
  private final long seed;

  CopySession(LoadSession load, String table, List<String> columns, ColumnType[] types) {
    this.load = load;
    this.table = table;
    this.columns = columns;
    this.types = types;
    this.seed = Rng.seedOf(load.seed(), table);
  }

  @Override
  public void rows(long count, RowGenerator generator) throws SQLException {
    groups(
        count,
        (row, number, random) -> {
          generator.generate(row, number, random);
          row.end();
        });
  }

  @Override
  public void groups(long count, RowGenerator generator) throws SQLException {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, was " + count);
    }
    new Filling(count, generator).run();
  }

  @Override
  public long stream(RowSource source) throws SQLException {
    String statement = statement();
    SqlTrace.statement(statement);
    BinaryRows writer = new BinaryRows(table, columns, types);
    return new SourceCopy(load, table, statement, writer).copy(source);
  }

  private String statement() {
    return "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table, String.join(", ", columns));
  }

  /** One call of {@link #groups}. */
  private final class Filling {
    private final long count;
    private final RowGenerator generator;
    private final long chunk;
    private final AtomicLong next = new AtomicLong(1);
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final List<CopyStream> streams = new ArrayList<>();
    private final long startedNanos = System.nanoTime();

    Filling(long count, RowGenerator generator) {
      this.count = count;
      this.generator = generator;
      int parallel = load.connections().size();
      this.chunk = Math.max(1, Math.min(MOST_NUMBERS_A_CHUNK, count / (8L * parallel)));
    }

    void run() throws SQLException {
      String statement = statement();
      SqlTrace.statement(statement);
      report(false);
      ExecutorService threads = Executors.newCachedThreadPool(load::newThread);
      List<Future<?>> senders = new ArrayList<>();
      List<Future<?>> generators = new ArrayList<>();
      try {
        for (Connection connection : load.connections()) {
          CopyStream stream = new CopyStream(connection, statement);
          streams.add(stream);
          senders.add(threads.submit(stream));
          generators.add(
              threads.submit(
                  () -> {
                    generate(stream);
                    return null;
                  }));
        }
        await(generators);
        await(senders);
        for (CopyStream stream : streams) {
          stream.rethrow();
        }
      } catch (SQLException e) {
        giveUp(e);
        throw e;
      } catch (RuntimeException e) {
        giveUp(new SQLException("generating rows failed", e));
        throw e;
      } finally {
        threads.shutdown();
        awaitEnd(threads);
      }
      load.loaded(table, streams.stream().mapToLong(CopyStream::rows).sum());
      report(true);
    }

    private void generate(CopyStream stream) throws SQLException, InterruptedException {
      BinaryRows writer = new BinaryRows(table, columns, types);
      Rng random = new Rng(0);
      try {
        long from;
        while ((from = next.getAndAdd(chunk)) <= count) {
          load.requireNotCancelled();
          long rowsBefore = writer.rows();
          long to = Math.min(count, from + chunk - 1);
          for (long number = from; number <= to; number++) {
            random.restore(Rng.stateOf(seed, number));
            generator.generate(writer, number, random);
            writer.requireRowEnded();
            if (writer.size() >= SEND_AT_BYTES) {
              send(stream, writer);
            }
          }
          done.addAndGet(to - from + 1);
          rows.addAndGet(writer.rows() - rowsBefore);
        }
        send(stream, writer);
      } catch (SQLException | RuntimeException e) {
        // the server must not keep the part of a load that failed
        stream.abandon(new SQLException("the load was given up", e));
        throw e;
      } finally {
        stream.end();
      }
    }

    private void send(CopyStream stream, BinaryRows writer)
        throws SQLException, InterruptedException {
      int size = writer.size();
      byte[] full = writer.swap(new byte[0]);
      byte[] fresh = stream.send(full, size);
      var unused = writer.swap(fresh);
      bytes.addAndGet(size);
    }

    /** Waits for all, reporting progress; the first failure stops the others from going on. */
    private void await(List<Future<?>> futures) throws SQLException {
      for (Future<?> future : futures) {
        while (!isDone(future)) {
          report(false);
        }
      }
    }

    private boolean isDone(Future<?> future) throws SQLException {
      try {
        future.get(REPORT_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("the load was interrupted", e);
      } catch (ExecutionException e) {
        next.set(count + 1);
        if (e.getCause() instanceof SQLException sql) {
          throw sql;
        }
        if (e.getCause() instanceof RuntimeException runtime) {
          throw runtime;
        }
        throw new SQLException("generating rows for " + table + " failed", e.getCause());
      }
    }

    private void giveUp(SQLException reason) {
      next.set(count + 1);
      streams.forEach(stream -> stream.abandon(reason));
    }

    private void awaitEnd(ExecutorService threads) {
      boolean ended = false;
      while (!ended) {
        try {
          ended = threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private void report(boolean finished) {
      load.report(
          new LoadListener.Progress(
              "copy " + table,
              done.get(),
              count,
              rows.get(),
              bytes.get(),
              Duration.ofNanos(System.nanoTime() - startedNanos),
              finished));
    }
  }
}
