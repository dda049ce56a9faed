package io.stormdb.core;

import io.stormdb.api.Check;
import io.stormdb.api.Isolation;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Transactions that ask the server whether they run under the settings that they shall have. */
public final class EchoPlugin implements WorkloadPlugin {

  private static final Sql LOOK =
      Sql.of(
          "look",
          """
          SELECT concat_ws(', ', current_schema(), current_setting('transaction_isolation'),
                 'read only ' || current_setting('transaction_read_only'),
                 current_setting('statement_timeout'), current_setting('work_mem'),
                 current_setting('temp_tablespaces'))
          """);

  @Override
  public PluginInfo info() {
    return new PluginInfo("echo", "1.0", "Asks for settings.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        NoteWorkload.type(
            "echo", Parameter.choice("work_mem", "1234kB", "of workers", "1234kB", "much")));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Echo(parameters.text("work_mem"));
  }

  private record Echo(String workMem) implements NoteWorkload {

    @Override
    public Map<String, String> sessionSettings() {
      return Map.of("work_mem", workMem, "temp_tablespaces", "pg_default, \"pg_default\"");
    }

    @Override
    public void beforeRun(WorkloadContext context, Connection connection) throws SQLException {
      Database.string(connection, "SELECT count(*) FROM note");
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(
          TransactionType.single("look", 1, tx -> look(tx, "read committed, read only on"))
              .readOnly(),
          TransactionType.of(
                  "serializable",
                  1,
                  tx -> {
                    look(tx, "serializable, read only off");
                    look(tx, "serializable, read only off");
                  })
              .isolation(Isolation.SERIALIZABLE),
          TransactionType.of("repeatable_look", 1, tx -> look(tx, "repeatable read, read only on"))
              .isolation(Isolation.REPEATABLE_READ)
              .readOnly(),
          TransactionType.single("note", 1, tx -> tx.update(NOTE).bind(2).expectRows(1)));
    }

    private static void look(Tx tx, String expected) throws SQLException {
      String seen = Objects.requireNonNull(tx.query(LOOK).rows().first().getString(1));
      String all = "stormdb_echo, %s, 7s, 1234kB, pg_default, pg_default".formatted(expected);
      if (!seen.equals(all)) {
        throw new IllegalStateException("not '%s' but '%s'".formatted(all, seen));
      }
    }

    @Override
    public List<Check> checks(WorkloadContext context) {
      return List.of(
          Check.always("notes", "notes have numbers", "SELECT id FROM note WHERE id IS NULL"));
    }
  }
}
