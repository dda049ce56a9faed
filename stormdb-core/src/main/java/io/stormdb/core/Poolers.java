package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is between StormDB and each of its servers.
 *
 * @param servers where the work is done
 * @param control to the one that is loaded and asked
 * @param transactions to that of transactions
 * @param reads to that of reads which are split off; the same as for transactions if none are
 */
record Poolers(Servers servers, Pooler control, Pooler transactions, Pooler reads) {

  /**
   * Finds out.
   *
   * @param plan says whether reads are split off
   * @param control what is known already
   * @throws StormDbException if a server refuses
   */
  static Poolers find(Servers servers, RunPlan plan, Pooler control) {
    Pooler transactions =
        servers.transactions().equals(servers.control()) ? control : of(servers.transactions());
    Database reads = servers.readsOf(plan);
    return new Poolers(
        servers, control, transactions, reads == null ? transactions : ofReads(reads, plan));
  }

  private static Pooler ofReads(Database reads, RunPlan plan) {
    try {
      return PoolerProbe.of(reads);
    } catch (SQLException e) {
      throw Followers.explained(plan, reads, e);
    }
  }

  private static Pooler of(Database database) {
    try {
      return PoolerProbe.of(database);
    } catch (SQLException e) {
      throw database.unreachable(e);
    }
  }

  /** Returns what the load goes through; the more demanding one if that are two. */
  Pooler ofLoad() {
    return Stream.of(transactions, reads).max(Pooler::compareTo).orElseThrow();
  }

  /**
   * Refuses a run whose statements the pooler would lose.
   *
   * @throws StormDbException saying what would work
   */
  void requireStatements(RunPlan plan) throws SQLException {
    if (!servers.transactions().equals(servers.control())) {
      requireStatements(servers.transactions(), transactions);
    }
    Database readsFrom = servers.readsOf(plan);
    if (readsFrom != null) {
      requireStatements(readsFrom, reads);
    }
  }

  /**
   * Refuses to work through a pooler that would lose statements.
   *
   * @throws StormDbException saying what would work
   */
  static void requireStatements(Database database, Pooler pooler) throws SQLException {
    if (pooler != Pooler.TRANSACTION) {
      return;
    }
    try (Connection connection = database.connect()) {
      if (QueryMode.of(connection) != QueryMode.PREPARED) {
        return;
      }
    }
    if (!PoolerProbe.knowsStatements(database.dataSource())) {
      throw StormDbException.usage(
          "%s is a pooler in transaction mode that does not know prepared statements, and each transaction may find those of another connection; give query_mode: extended, or set max_prepared_statements of PgBouncer 1.21 or later above 0"
              .formatted(database.url()));
    }
  }

  /**
   * Refuses a run for which the server has too few connections left. Those of a pooler in
   * transaction mode are as many as that wants, whatever the run opens.
   *
   * @throws StormDbException saying how many are left
   */
  void requirePlaces(Control asked, int needed, Connections connections) throws SQLException {
    if (servers.transactions().equals(servers.control()) && control != Pooler.TRANSACTION) {
      asked.ask(
          connection -> {
            Places.require(connection, needed, connections);
            return List.of();
          });
    }
  }
}
