package io.stormdb.benchmarks;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Compares {@code bulk_insert} by COPY with psql's text {@code \copy}: the same rows, into the same
 * table, on the same server, in turn, one connection each. Ends with status 1 if StormDB is slower
 * than asked for, 2 if the comparison could not be made.
 *
 * <p>Options: {@code --rows} (200000), {@code --rounds} (9), {@code --indexes} (1 without, 2 with
 * the seven indexes).
 */
public final class BulkComparison {

  private static final String BINARY = "copy_binary";
  private static final String TEXT = "copy";
  private static final String PSQL = "psql \\copy";

  /** What is asked for, relative to psql. */
  private static final Map<String, Double> LEAST = Map.of(BINARY, 1.0, TEXT, 0.8);

  private final BulkRows rows;
  private final Path file;
  private final Map<String, List<CopyTime>> times = new LinkedHashMap<>();

  private BulkComparison(BulkRows rows, Path file) {
    this.rows = rows;
    this.file = file;
    List.of(BINARY, TEXT, PSQL).forEach(side -> times.put(side, new ArrayList<>()));
  }

  /** Compares, and ends the process. */
  public static void main(String[] words) throws Exception {
    System.exit(run(words));
  }

  private static int run(String[] words) throws Exception {
    Path program;
    Arguments arguments;
    try {
      arguments = Arguments.parse(words, Map.of("rows", 200_000, "rounds", 9, "indexes", 1));
      if (arguments.get("rows") % BulkRows.BATCH != 0 || arguments.get("indexes") > 2) {
        throw new IllegalArgumentException(
            "--rows must be a multiple of %d, and --indexes 1 (without) or 2 (with)"
                .formatted(BulkRows.BATCH));
      }
      program =
          Psql.find(Objects.requireNonNullElse(System.getenv("PATH"), ""))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no psql on the PATH; install PostgreSQL's client (Debian:"
                              + " apt-get install postgresql-client) or add its folder"));
    } catch (IllegalArgumentException e) {
      System.err.println("BulkComparison: " + e.getMessage());
      return 2;
    }
    // nothing that starts by itself while one of the sides is being timed
    ServerOptions options =
        ServerOptions.defaults().setting("autovacuum", "off").setting("max_wal_size", "8GB");
    try (EmbeddedServer server = EmbeddedServer.start(options)) {
      Psql psql = new Psql(program, server);
      print("%s", server.describe());
      print("%s", psql.run("\\echo psql :VERSION"));
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setURL(server.jdbcUrl());
      dataSource.setUser(server.user());
      dataSource.setPassword(server.password());
      String indexes = arguments.get("indexes") == 2 ? "with" : "without";
      BulkRows rows = new BulkRows(dataSource, psql, arguments.get("rows"), indexes);
      print(
          "%,d rows of bulk_insert_test, %s its seven indexes; StormDB in batches of %,d, psql in one",
          rows.rows(), indexes, BulkRows.BATCH);
      Path file = Files.createTempFile("stormdb-bulk", ".txt");
      try {
        return new BulkComparison(rows, file).compare(arguments.get("rounds"));
      } finally {
        Files.delete(file);
      }
    }
  }

  private int compare(int rounds) throws IOException, InterruptedException, SQLException {
    print("first, JVM cold  %-11s %s", BINARY, rows.ours(BINARY));
    String expected = rows.fingerprint();
    rows.export(file);
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<String, List<CopyTime>> side : times.entrySet()) {
        CopyTime time = side.getKey().equals(PSQL) ? rows.theirs(file) : rows.ours(side.getKey());
        side.getValue().add(time);
        print("round %2d of %2d   %-11s %s", round, rounds, side.getKey(), time);
        String found = rows.fingerprint();
        if (!found.equals(expected)) {
          throw new IllegalStateException(
              "%s has inserted other rows: expected %s, found %s"
                  .formatted(side.getKey(), expected, found));
        }
      }
    }
    times.forEach((side, all) -> print("median           %-11s %s", side, CopyTime.median(all)));
    boolean isSlower = false;
    for (String side : List.of(BINARY, TEXT)) {
      double[] ratios =
          IntStream.range(0, rounds)
              .mapToDouble(i -> speed(side, i) / speed(PSQL, i))
              .sorted()
              .toArray();
      double median = CopyTime.median(IntStream.range(0, rounds).mapToDouble(i -> ratios[i]));
      double least = Objects.requireNonNull(LEAST.get(side));
      print(
          "%s / psql: median of the rounds %.2f, from %.2f to %.2f (at least %.2f is asked for)",
          side, median, ratios[0], ratios[rounds - 1], least);
      isSlower |= median < least;
    }
    return isSlower ? 1 : 0;
  }

  private double speed(String side, int round) {
    return Objects.requireNonNull(times.get(side)).get(round).rowsPerSecond();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
