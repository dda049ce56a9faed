package io.stormdb.core;

import io.stormdb.api.Counter;
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
import java.sql.SQLException;
import java.util.List;

/** Transactions that ask the server that they run on what it is. */
public final class WherePlugin implements WorkloadPlugin {

  static final Counter READ_ON_PRIMARY = Counter.of("read_on_primary");
  static final Counter READ_ON_STANDBY = Counter.of("read_on_standby");
  static final Counter WRITTEN = Counter.of("written");

  private static final Sql LOOK =
      Sql.of("look", "SELECT pg_is_in_recovery()::int FROM note WHERE id = ?");

  @Override
  public PluginInfo info() {
    return new PluginInfo("where", "1.0", "Asks where it is.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        NoteWorkload.type(
            "where",
            Parameter.choice(
                "what",
                "both",
                "is done",
                "both",
                "notes",
                "looks",
                "wrong",
                "serializable",
                "later")));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Where(parameters.text("what"));
  }

  private record Where(String what) implements NoteWorkload {

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      TransactionType look = TransactionType.single("look", 1, Where::look).readOnly();
      TransactionType lookTwice =
          TransactionType.of(
                  "look_twice",
                  1,
                  tx -> {
                    tx.query(LOOK).bind(1).firstLong();
                    look(tx);
                  })
              .readOnly();
      TransactionType note =
          TransactionType.single(
              "note",
              1,
              tx -> {
                tx.update(NOTE).bind(2).expectRows(1);
                tx.count(WRITTEN, 1);
              });
      return switch (what) {
        case "notes" -> List.of(note);
        case "looks" -> List.of(look, lookTwice);
        case "wrong" -> List.of(look, note.readOnly());
        case "serializable" -> List.of(note, look.isolation(Isolation.SERIALIZABLE));
        case "later" -> List.of(look, note.deferred());
        default -> List.of(look, lookTwice, note);
      };
    }

    private static void look(Tx tx) throws SQLException {
      boolean standby = tx.query(LOOK).bind(1).firstLong() == 1;
      tx.count(standby ? READ_ON_STANDBY : READ_ON_PRIMARY, 1);
    }
  }
}
