package io.stormdb.benchmarks;

import io.stormdb.core.LoadListener;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Compares StormDB's loader with psql's {@code \copy}: the same rows, into the same tables without
 * indexes, on the same server, in turn. Ends with status 1 if StormDB is the slower one, 2 if the
 * comparison could not be made.
 *
 * <p>Options: {@code --warehouses} (4) of TPC-C, {@code --rounds} (5) of one load each.
 */
public final class LoadComparison {

  private final Tpcc tpcc;
  private final TextFiles files;
  private final int rounds;

  private LoadComparison(Tpcc tpcc, TextFiles files, int rounds) {
    this.tpcc = tpcc;
    this.files = files;
    this.rounds = rounds;
  }

  /** Compares, and ends the process. */
  public static void main(String[] words) throws Exception {
    System.exit(run(words));
  }

  private static int run(String[] words) throws Exception {
    Path program;
    Arguments arguments;
    try {
      arguments = Arguments.parse(words, Map.of("warehouses", 4, "rounds", 5));
      program =
          Psql.find(Objects.requireNonNullElse(System.getenv("PATH"), ""))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no psql on the PATH; install PostgreSQL's client (Debian:"
                              + " apt-get install postgresql-client) or add its folder"));
    } catch (IllegalArgumentException e) {
      System.err.println("LoadComparison: " + e.getMessage());
      return 2;
    }
    // nothing that starts by itself while one of the two sides is being timed
    ServerOptions options = ServerOptions.defaults().setting("autovacuum", "off");
    try (EmbeddedServer server = EmbeddedServer.start(options)) {
      print("%s", server.describe());
      return run(server, new Psql(program, server), arguments);
    }
  }

  private static int run(EmbeddedServer server, Psql psql, Arguments arguments)
      throws IOException, InterruptedException, SQLException {
    print("%s", psql.run("\\echo psql :VERSION"));
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.jdbcUrl());
    dataSource.setUser(server.user());
    dataSource.setPassword(server.password());
    Tpcc tpcc = new Tpcc(dataSource, arguments.get("warehouses"));
    CopyTime cold = tpcc.copy(LoadListener.NONE);
    print(
        "TPC-C, %d warehouses, %,d rows; MB/s are those of each side's own format",
        arguments.get("warehouses"), cold.rows());
    print("first, JVM cold  StormDB %s", cold);
    TextFiles files = new TextFiles(psql, Files.createTempDirectory("stormdb-rows"), tpcc.tables());
    try {
      files.export();
      return new LoadComparison(tpcc, files, arguments.get("rounds")).compare(cold.rows());
    } finally {
      files.delete();
    }
  }

  private int compare(long rows) throws IOException, InterruptedException, SQLException {
    Map<String, String> expected = tpcc.fingerprints();
    tpcc.drop();
    List<CopyTime> ours = new ArrayList<>();
    List<CopyTime> theirs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      tpcc.checkpoint();
      ours.add(tpcc.copy(LoadListener.NONE));
      finish(expected, "StormDB", round, ours);
      tpcc.createTables();
      tpcc.checkpoint();
      theirs.add(files.copy(rows));
      finish(expected, "psql", round, theirs);
    }
    print("median           StormDB %s", CopyTime.median(ours));
    print("median           psql    %s", CopyTime.median(theirs));
    double ratio =
        CopyTime.median(
            IntStream.range(0, rounds)
                .mapToDouble(i -> ours.get(i).rowsPerSecond() / theirs.get(i).rowsPerSecond()));
    print("StormDB / psql, median of the rounds: %.2f (at least 1.00 is asked for)", ratio);
    return ratio < 1 ? 1 : 0;
  }

  /** Prints the last time of a side, insists on the right rows, and clears the table. */
  private void finish(Map<String, String> expected, String side, int round, List<CopyTime> times)
      throws SQLException {
    print("round %2d of %2d   %-7s %s", round, rounds, side, times.get(times.size() - 1));
    Map<String, String> found = tpcc.fingerprints();
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          "%s loaded other rows than the first load: expected %s, found %s"
              .formatted(side, expected, found));
    }
    tpcc.drop();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
