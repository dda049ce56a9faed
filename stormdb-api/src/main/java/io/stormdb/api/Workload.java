package io.stormdb.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema, the data in it, and the transactions that run on it.
 *
 * <p>One instance serves one command. The engine calls its methods from one thread at a time; only
 * the bodies of transactions and the generators of rows run in many threads at once, so what they
 * share must be immutable.
 *
 * <p>Names in SQL need no schema: the engine creates the workload's own schema, puts it first on
 * the search path of every connection, remembers what was created in it, and drops just that again.
 */
public interface Workload {

  /**
   * Creates tables, types and functions. Indexes that the load would have to maintain come later.
   */
  void createSchema(SchemaContext db) throws SQLException;

  /**
   * Looks, before anything is created or dropped for a load, whether what {@link #load} needs from
   * outside of the database is there: files, programs.
   *
   * @throws IllegalArgumentException if it is not; the load is refused, with the message
   */
  default void beforeLoad() {}

  /**
   * Fills the tables and then adds keys and indexes. The same scale and seed must give the same
   * rows. The engine vacuums and analyzes afterwards.
   */
  void load(LoadContext load) throws SQLException;

  /**
   * Returns what a worker chooses from; at least one, with distinct names.
   *
   * @throws IllegalArgumentException if the data is not what the parameters ask for; the run is
   *     then refused, with the message
   */
  List<TransactionType> transactions(WorkloadContext context);

  /** Returns how a worker picks its next transaction. */
  default Mix mix() {
    return Mix.WEIGHTED;
  }

  /**
   * Returns the sessions in which users run the transactions, or empty if each transaction stands
   * for itself. With sessions, they alone decide what runs next and how long to wait before it:
   * weights, the mix and pauses of types have no meaning, and types with pauses are refused.
   */
  default Optional<SessionType> sessions(WorkloadContext context) {
    return Optional.empty();
  }

  /**
   * Returns the steps that a run is made of, in their order, or none if it is a whole. Each is
   * measured by itself, for as long as the plan says, and runs some of {@link #transactions}. A
   * workload with steps has no sessions, and {@link #audit} sees the totals of all steps.
   *
   * @throws IllegalArgumentException if the parameters do not go together; the run is then refused,
   *     with the message
   */
  default List<Step> steps(WorkloadContext context) {
    return List.of();
  }

  /**
   * Returns what the steps that were run have shown, a sentence each, or nothing. Called after the
   * run, and only if it had steps.
   */
  default List<String> conclusions() {
    return List.of();
  }

  /**
   * Returns settings of PostgreSQL by name that the sessions of workers start with, because the
   * transactions are not what they are meant to be without them. Reports name them.
   */
  default Map<String, String> sessionSettings() {
    return Map.of();
  }

  /** Returns the invariants of the data, to be checked when the user asks for it. */
  default List<Check> checks(WorkloadContext context) {
    return List.of();
  }

  /** Judges the load itself after a run: did it do what this workload is meant to do? */
  default List<Finding> audit(WorkloadContext context, RunTotals totals) {
    return List.of();
  }

  /**
   * Looks at the data before a run, before {@link #transactions}: reads what the transactions need
   * to judge their answers, for example. Must leave the data as it is.
   *
   * @param connection in autocommit, outside of the run; through a pooler in transaction mode it is
   *     in a transaction instead, which is committed afterwards
   * @throws IllegalArgumentException if the data is not what the parameters ask for; the run is
   *     then refused, with the message
   * @throws SQLException if that cannot be done; the run is then refused
   */
  default void beforeRun(WorkloadContext context, Connection connection) throws SQLException {}

  /**
   * Returns how to judge after a run what only the server knows, or empty if there is no such
   * thing. Its findings follow those of {@link #audit}.
   */
  default Optional<ServerAudit> serverAudit(WorkloadContext context) {
    return Optional.empty();
  }

  /** Judges after a run what only the server knows. */
  @FunctionalInterface
  interface ServerAudit {
    /**
     * Judges; must leave the data as it is.
     *
     * @param connection in autocommit, outside of the run; through a pooler in transaction mode it
     *     is in a transaction instead, which is committed afterwards
     * @throws SQLException if that cannot be done; the audit then says so
     */
    List<Finding> judge(Connection connection) throws SQLException;
  }

  /**
   * Returns about how many bytes the loaded data occupies on the server, indexes included, or 0
   * when that is not known. Used to refuse a load that cannot fit.
   */
  default long expectedBytes(int scale) {
    return 0;
  }

  /** Returns a sentence that every report of this workload must carry, or a blank text. */
  default String notice() {
    return "";
  }
}
