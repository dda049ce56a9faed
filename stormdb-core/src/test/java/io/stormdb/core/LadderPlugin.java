package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Figure;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Measure;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.RunTotals;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run in three steps: climbing, resting, and both; each begins at the bottom. */
public final class LadderPlugin implements WorkloadPlugin {

  static final Counter CLIMBED = Counter.of(".climbed");

  @Override
  public PluginInfo info() {
    return new PluginInfo("ladder", "1.0", "A run in steps.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "ladder",
            List.of(),
            "ladder",
            "A run in steps.",
            "nothing",
            1,
            1,
            List.of(
                Parameter.integers("rungs", "3, 4", 1, 9, "feet", "where they are"),
                Parameter.choices("feet", "left, right", "that climb", "left", "right"),
                Parameter.choice(
                    "trouble",
                    "none",
                    "goes wrong in the second step",
                    "none",
                    "preparation",
                    "first-preparation",
                    "observation",
                    "transaction",
                    "name",
                    "driver"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Ladder(parameters.text("trouble"));
  }

  private static final class Ladder implements Workload {

    private static final Sql CLIMB = Sql.of("climb", "INSERT INTO rung VALUES (1)");
    private static final Sql REST = Sql.of("rest", "SELECT count(*) FROM rung");
    private static final Measure HEIGHT = Measure.of("height", "m");

    private final String trouble;
    private final List<String> looks = new ArrayList<>();

    Ladder(String trouble) {
      this.trouble = trouble;
    }

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE rung (n integer)");
    }

    @Override
    public void load(LoadContext load) {
      // it begins empty
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(
          TransactionType.of(
              "climb",
              3,
              tx -> {
                tx.update(CLIMB).expectRows(1);
                tx.count(CLIMBED, 1);
                tx.count("rungs", 1);
                tx.measure(HEIGHT, 2.0);
              }),
          TransactionType.single(
              "rest",
              1,
              tx -> {
                if (trouble.equals("transaction")) {
                  throw new IllegalStateException("the ladder fell");
                }
                tx.query(REST).firstLong();
              }));
    }

    @Override
    public List<Step> steps(WorkloadContext context) {
      Step first =
          Step.of("climbing")
              .attribute("where", "up")
              .weights(Map.of("climb", 1.0))
              .preparation(connection -> prepare(connection, "first-preparation"))
              .observation((connection, totals) -> look(connection, totals, 10));
      Step second =
          Step.of("resting")
              .weights(Map.of(trouble.equals("name") ? "sleep" : "rest", 1.0))
              .preparation(connection -> prepare(connection, "preparation"))
              .observation((connection, totals) -> look(connection, totals, 40));
      Step third =
          Step.of("both")
              .preparation(connection -> prepare(connection, ""))
              .observation((connection, totals) -> look(connection, totals, 20));
      return List.of(
          first,
          trouble.equals("driver")
              ? second.driverProperty("reWriteBatchedInserts", "true")
              : second,
          third);
    }

    private void prepare(Connection connection, String fails) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(trouble.equals(fails) ? "TRUNCATE stair" : "TRUNCATE rung");
      }
    }

    private List<Figure> look(Connection connection, RunTotals totals, double speed)
        throws SQLException {
      if (trouble.equals("observation") && speed == 40) {
        throw new SQLException("too dark to see");
      }
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT count(*) FROM rung")) {
        row.next();
        looks.add("%d of %d".formatted(row.getLong(1), totals.counted(CLIMBED)));
        return List.of(Figure.speed("m/s", speed), Figure.of("rungs", row.getLong(1)));
      }
    }

    @Override
    public List<String> conclusions() {
      return looks;
    }
  }
}
