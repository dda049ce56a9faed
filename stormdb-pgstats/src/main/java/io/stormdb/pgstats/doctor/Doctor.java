package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Examines a server before a load: whether a run is possible, what would make its numbers
 * incomparable, and what a report would have to leave out.
 *
 * <p>It changes nothing on the server, opens two connections, runs some hundred short queries and
 * takes from one second to twenty.
 */
public final class Doctor {

  private static final int NETWORK_LIMIT_MILLIS = 15_000;

  /** Statements without names: a name would stay in a session that a pooler hands on. */
  private static final int NAMELESS = 0;

  private static final List<Check> CHECKS =
      List.of(
          RoleChecks::version,
          RoleChecks::primary,
          RoleChecks::create,
          OccupationChecks::connections,
          SettingChecks::comparable,
          OccupationChecks::otherLoad,
          OccupationChecks::checkpoint,
          OccupationChecks::vacuum,
          StatisticsChecks::views,
          StatisticsChecks::statements,
          RoleChecks::monitor,
          SettingChecks::ioTiming,
          SettingChecks::duplicates,
          MachineChecks::host,
          MachineChecks::buffers,
          MachineChecks::disk,
          MachineChecks::place,
          NetworkChecks::pooler,
          NetworkChecks::roundTrip,
          NetworkChecks::clock,
          ClientChecks::machine,
          ClientChecks::openFiles,
          ClientChecks::ports);

  private Doctor() {}

  /**
   * Examines a server for a load of one connection.
   *
   * @param dataSource opens connections to the database of the load, as the user of the load;
   *     PostgreSQL's driver must be behind it
   * @throws SQLException if no connection can be had, or if it is lost
   */
  public static Examination examine(DataSource dataSource) throws SQLException {
    return examine(dataSource, 1);
  }

  /**
   * Examines a server.
   *
   * @param dataSource opens connections to the database of the load, as the user of the load;
   *     PostgreSQL's driver must be behind it
   * @param connections how many the load will open, at least 1
   * @throws SQLException if no connection can be had, or if it is lost
   */
  public static Examination examine(DataSource dataSource, int connections) throws SQLException {
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1, was " + connections);
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, NETWORK_LIMIT_MILLIS);
      connection.unwrap(PGConnection.class).setPrepareThreshold(NAMELESS);
      return judged(visit(connection, dataSource, connections));
    }
  }

  private static Visit visit(Connection connection, DataSource dataSource, int connections)
      throws SQLException {
    SessionFacts session = SessionFacts.of(connection);
    Observed<String> pooler =
        session.pooled() ? PoolerConsole.ask(dataSource) : new Observed.Missing<>("there is none");
    Occupation before = Occupation.of(connection);
    ServerStatistics statistics = collect(dataSource);
    Occupation after = Occupation.of(connection);
    // one transaction: not every question is to be one
    connection.setAutoCommit(false);
    RoundTrips roundTrips = RoundTrips.measure(connection);
    ClockSkew clockSkew = ClockSkew.measure(connection);
    connection.rollback();
    return new Visit(
        session,
        pooler,
        before,
        after,
        statistics,
        roundTrips,
        clockSkew,
        ClientFacts.read(),
        connections);
  }

  /** As during a load, so that what will be missing then is missing here. */
  private static ServerStatistics collect(DataSource dataSource) {
    try (StatisticsCollector collector = StatisticsCollector.withStatements(dataSource, 1)) {
      collector.begin();
      collector.look();
      collector.sample();
      collector.end();
      return collector.statistics().orElseThrow();
    }
  }

  private static Examination judged(Visit visit) {
    List<Finding> findings =
        CHECKS.stream()
            .flatMap(check -> check.judge(visit).stream())
            .sorted(Comparator.comparing(Finding::level).reversed())
            .toList();
    return new Examination(
        visit.session().user(),
        visit.session().database(),
        visit.connections(),
        visit.statistics().facts(),
        visit.roundTrips(),
        visit.clockSkew(),
        visit.client(),
        findings);
  }
}
