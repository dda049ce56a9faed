package io.stormdb.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A part of a run that is measured by itself: it has its own warm-up, is measured for as long as
 * the plan says, and its workers have connections of their own. Between two steps no worker runs
 * and nothing is timed. Immutable; methods named after a property return a changed copy.
 *
 * @param name short, for example {@code copy 1000}; unique in a run
 * @param attributes what sets it apart from the others, by name, in the order of reports
 * @param weights of the transactions that run, by name; empty for those of the workload
 * @param driverProperties properties of the JDBC driver by name that the workers' connections need
 * @param preparation what is done before it
 * @param observation what is looked at after it
 */
public record Step(
    String name,
    Map<String, String> attributes,
    Map<String, Double> weights,
    Map<String, String> driverProperties,
    Preparation preparation,
    Observation observation) {

  /** Makes ready for a step. */
  @FunctionalInterface
  public interface Preparation {
    /**
     * Prepares.
     *
     * @param connection in autocommit, outside of the run; the schema comes first on its search
     *     path
     * @throws SQLException if that cannot be done; the run then ends before this step
     */
    void prepare(Connection connection) throws SQLException;
  }

  /** Looks at what a step has left behind. */
  @FunctionalInterface
  public interface Observation {
    /**
     * Returns what there is to say of a step; called also when it ended early.
     *
     * @param connection in autocommit, outside of the run; the schema comes first on its search
     *     path
     * @param totals of this step alone
     * @throws SQLException if that cannot be done; the result then says so
     */
    List<Figure> observe(Connection connection, RunTotals totals) throws SQLException;
  }

  /** Checks the name and keeps copies. */
  public Step {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a step must have a name, was '" + name + "'");
    }
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    weights = Map.copyOf(weights);
    driverProperties = Map.copyOf(driverProperties);
    Objects.requireNonNull(preparation, "preparation");
    Objects.requireNonNull(observation, "observation");
  }

  /** Returns a step that runs the workload's transactions as they are. */
  public static Step of(String name) {
    return new Step(
        name, Map.of(), Map.of(), Map.of(), connection -> {}, (connection, totals) -> List.of());
  }

  /** Returns a copy with one more thing that sets it apart. */
  public Step attribute(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new Step(name, more, weights, driverProperties, preparation, observation);
  }

  /**
   * Returns a copy that runs only some of the transactions.
   *
   * @param newWeights how often each is chosen, by name
   */
  public Step weights(Map<String, Double> newWeights) {
    return new Step(name, attributes, newWeights, driverProperties, preparation, observation);
  }

  /**
   * Returns a copy whose workers have connections with a property of the JDBC driver, for example
   * {@code reWriteBatchedInserts}.
   */
  public Step driverProperty(String property, String value) {
    Map<String, String> more = new LinkedHashMap<>(driverProperties);
    more.put(property, value);
    return new Step(name, attributes, weights, more, preparation, observation);
  }

  /** Returns a copy that is prepared in another way. */
  public Step preparation(Preparation newPreparation) {
    return new Step(name, attributes, weights, driverProperties, newPreparation, observation);
  }

  /** Returns a copy that is looked at in another way. */
  public Step observation(Observation newObservation) {
    return new Step(name, attributes, weights, driverProperties, preparation, newObservation);
  }
}
