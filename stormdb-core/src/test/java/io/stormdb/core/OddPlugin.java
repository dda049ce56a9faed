package io.stormdb.core;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Whatever can go wrong with a transaction. */
public final class OddPlugin implements WorkloadPlugin {

  private static final Sql DIVIDE = Sql.of("divide", "SELECT 1 / ?");
  private static final Sql MISSING = Sql.of("missing", "UPDATE hot SET n = n WHERE id = -1");
  private static final Sql READ = Sql.of("read", "SELECT n FROM hot WHERE id = 1");
  private static final Sql WRITE = Sql.of("write", "UPDATE hot SET n = ? WHERE id = 1");
  private static final Sql SETTING =
      Sql.of("setting", "SELECT 1 / (current_setting('enable_seqscan') = 'off')::int");
  private static final Sql SLEEP = Sql.of("sleep", "SELECT pg_sleep(60)");

  @Override
  public PluginInfo info() {
    return new PluginInfo("odd", "1.0", "What can go wrong.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "odd",
            List.of(),
            "odd",
            "What can go wrong.",
            "nothing",
            1,
            1,
            List.of(
                Parameter.choice(
                    "what",
                    "divide",
                    "goes wrong",
                    "divide",
                    "missing",
                    "contend",
                    "two",
                    "sleep",
                    "refuse",
                    "setting",
                    "unknown-setting"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Odd(parameters.text("what"));
  }

  private record Odd(String what) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE hot (id bigint, n bigint)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("hot", "id", "n").rows(1, (row, number, random) -> row.add(number).add(0));
    }

    @Override
    public Map<String, String> sessionSettings() {
      return switch (what) {
        case "setting" -> Map.of("enable_seqscan", "off");
        case "unknown-setting" -> Map.of("enable_seqscam", "off");
        default -> Map.of();
      };
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(
          switch (what) {
            case "divide" ->
                TransactionType.of("divide", 1, tx -> tx.query(DIVIDE).bind(0).firstLong());
            case "missing" ->
                TransactionType.of("missing", 1, tx -> tx.update(MISSING).expectRows(1));
            case "two" ->
                TransactionType.single(
                    "two",
                    1,
                    tx -> {
                      tx.query(READ).firstLong();
                      tx.query(READ).firstLong();
                    });
            case "sleep" -> TransactionType.single("sleep", 1, tx -> tx.query(SLEEP).drain());
            case "setting", "unknown-setting" ->
                TransactionType.single("setting", 1, tx -> tx.query(SETTING).firstLong());
            case "refuse" -> throw new IllegalArgumentException("'what' must not be 'refuse'");
            default ->
                TransactionType.of(
                    "contend",
                    1,
                    tx -> {
                      long n = tx.query(READ).firstLong();
                      tx.update(WRITE).bind(n + 1).expectRows(1);
                    });
          });
    }
  }
}
