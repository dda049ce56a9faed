package io.stormdb.core;

import io.stormdb.api.CopyTable;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Rng;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One load: a few connections that copy, create indexes and analyze at the same time. */
final class LoadSession implements LoadContext {

  private final int scale;
  private final long seed;
  private final List<Connection> connections;
  private final LoadListener listener;
  private final Cancellation cancellation;
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();

  LoadSession(
      int scale,
      long seed,
      List<Connection> connections,
      LoadListener listener,
      Cancellation cancellation) {
    this.scale = scale;
    this.seed = seed;
    this.connections = connections;
    this.listener = listener;
    this.cancellation = cancellation;
  }

  @Override
  public int scale() {
    return scale;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Rng random(String stream, long number) {
    return new Rng(Rng.stateOf(Rng.seedOf(seed, stream), number));
  }

  @Override
  public CopyTable copy(String table, String... columns) throws SQLException {
    requireNotCancelled();
    ColumnType[] types = new ColumnType[columns.length];
    Map<String, String> names = typeNames(table);
    for (int i = 0; i < columns.length; i++) {
      String name = names.get(columns[i]);
      if (name == null) {
        throw new IllegalArgumentException(
            "table %s has no column %s; it has %s".formatted(table, columns[i], names.keySet()));
      }
      types[i] = ColumnType.of(name, table + "." + columns[i]);
    }
    return new CopySession(this, table, List.of(columns), types);
  }

  /** The base type of a domain counts, because that is what COPY reads. */
  private Map<String, String> typeNames(String table) throws SQLException {
    Map<String, String> names = new LinkedHashMap<>();
    try (PreparedStatement statement =
        connections
            .get(0)
            .prepareStatement(
                """
                SELECT a.attname, coalesce(b.typname, t.typname)
                  FROM pg_attribute a
                  JOIN pg_type t ON t.oid = a.atttypid
                  LEFT JOIN pg_type b ON b.oid = nullif(t.typbasetype, 0)
                 WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
                 ORDER BY a.attnum
                """)) {
      statement.setString(1, table);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          names.put(found.getString(1), found.getString(2));
        }
      }
    }
    return names;
  }

  @Override
  public void execute(String sql) throws SQLException {
    step(describe(sql), connections.get(0), sql);
  }

  @Override
  public void executeInParallel(List<String> statements) throws SQLException {
    BlockingQueue<Connection> idle =
        new ArrayBlockingQueue<>(connections.size(), false, connections);
    List<Callable<Void>> steps = new ArrayList<>();
    for (String sql : statements) {
      steps.add(
          () -> {
            Connection connection = idle.take();
            try {
              step(describe(sql), connection, sql);
            } finally {
              idle.add(connection);
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(connections.size(), this::newThread);
    try {
      for (Future<Void> step : threads.invokeAll(steps)) {
        step.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("the load was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new SQLException("a step of the load failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void step(String name, Connection connection, String sql) throws SQLException {
    requireNotCancelled();
    long started = System.nanoTime();
    report(new LoadListener.Progress(name, 0, 0, 0, 0, Duration.ZERO, false));
    Database.execute(connection, sql);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
    report(new LoadListener.Progress(name, 0, 0, 0, 0, elapsed, true));
  }

  @Override
  public Connection connection() {
    return connections.get(0);
  }

  @Override
  public void wrote(String table, long count) {
    loaded(table, count);
  }

  @Override
  public synchronized void announce(String sentence) {
    listener.announcement(sentence);
  }

  @Override
  public void remember(String name, String value) {
    attributes.put(name, value);
  }

  Map<String, Long> rows() {
    return rows;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<Connection> connections() {
    return connections;
  }

  void loaded(String table, long count) {
    rows.merge(table, count, Long::sum);
  }

  synchronized void report(LoadListener.Progress progress) {
    listener.progress(progress);
  }

  void requireNotCancelled() throws SQLException {
    if (cancellation.isCancelled()) {
      throw new SQLException("the load was cancelled");
    }
  }

  Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "stormdb-loader");
    thread.setDaemon(true);
    return thread;
  }

  private static String describe(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= 70 ? line : line.substring(0, 67) + "...";
  }
}
