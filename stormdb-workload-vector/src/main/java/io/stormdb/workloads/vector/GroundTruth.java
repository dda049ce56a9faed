package io.stormdb.workloads.vector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The exact nearest neighbours of each query, among all rows and among a share of them. */
final class GroundTruth {

  /** The shares of rows, in percent, that searches are restricted to. */
  static final List<Integer> PERCENTS = List.of(1, 10, 50, 100);

  private final Map<Integer, long[][]> byPercent = new HashMap<>();

  private GroundTruth() {}

  /**
   * Reads the exact answers.
   *
   * @param k how many neighbours of each query are wanted
   */
  static GroundTruth read(Connection connection, int queries, int k) throws SQLException {
    GroundTruth truth = new GroundTruth();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT percent, query, neighbours[1:" + k + "] FROM truth")) {
      while (rows.next()) {
        Long[] ids = (Long[]) rows.getArray(3).getArray();
        long[] sorted = Arrays.stream(ids).mapToLong(Long::longValue).sorted().toArray();
        truth
                .byPercent
                .computeIfAbsent(rows.getInt(1), percent -> new long[queries][])[
                rows.getInt(2) - 1] =
            sorted;
      }
    }
    return truth;
  }

  /** Returns the exact answers by query, from 0, each in ascending order of ids. */
  long[][] of(int percent) {
    long[][] answers = byPercent.get(percent);
    if (answers == null) {
      throw new IllegalStateException("there are no exact answers for " + percent + " percent");
    }
    return answers;
  }
}
