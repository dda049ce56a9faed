/*
 * Example 8, second part: a workload that compares two ways to do the same.
 *
 * You learn how to
 *   - split a run into steps that are measured one by one,
 *   - begin each step with an empty table,
 *   - state a number for each step, by which reports compare them.
 */
package io.stormdb.examples.example08;

import io.stormdb.api.Counter;
import io.stormdb.api.Figure;
import io.stormdb.api.LoadContext;
import io.stormdb.api.RunTotals;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A hundred parcels a transaction: by a hundred statements, or by one. */
final class ParcelShelf implements Workload {

  static final int PARCELS = 100;

  private static final Counter PUT = Counter.of("parcels_put");
  private static final Sql ONE = Sql.of("put_one", "INSERT INTO parcel (grams) VALUES (?)");
  private static final Sql ALL =
      Sql.of("put_all", "INSERT INTO parcel (grams) SELECT generate_series(1, ?)");

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute("CREATE TABLE parcel (grams integer NOT NULL)");
  }

  @Override
  public void load(LoadContext load) {
    // each step begins with an empty shelf
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    return List.of(
        TransactionType.of("one_by_one", 1, ParcelShelf::putOneByOne),
        TransactionType.of("all_at_once", 1, ParcelShelf::putAllAtOnce));
  }

  private static void putOneByOne(Tx tx) throws SQLException {
    for (int grams = 1; grams <= PARCELS; grams++) {
      tx.update(ONE).bind(grams).expectRows(1);
    }
    tx.count(PUT, PARCELS);
  }

  private static void putAllAtOnce(Tx tx) throws SQLException {
    tx.update(ALL).bind(PARCELS).expectRows(PARCELS);
    tx.count(PUT, PARCELS);
  }

  @Override
  public List<Step> steps(WorkloadContext context) {
    return List.of(step("one_by_one"), step("all_at_once"));
  }

  private static Step step(String transaction) {
    return Step.of(transaction)
        .weights(Map.of(transaction, 1.0))
        .preparation(ParcelShelf::empty)
        .observation((connection, totals) -> List.of(speed(totals)));
  }

  private static void empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE parcel");
    }
  }

  private static Figure speed(RunTotals totals) {
    double seconds = totals.measured().toNanos() / 1e9;
    return Figure.speed("parcels/s", seconds > 0 ? totals.counted(PUT) / seconds : 0);
  }
}
