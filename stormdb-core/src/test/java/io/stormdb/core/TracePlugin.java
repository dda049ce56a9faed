package io.stormdb.core;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers each transaction of each worker with its arguments: of several tries the last. The
 * arguments come from the answers of a real server.
 */
final class TracePlugin implements WorkloadPlugin {

  private static final Sql ECHO = Sql.of("echo", "SELECT ?::bigint");
  private static final Sql READ = Sql.of("read", "SELECT n FROM spot WHERE id = ?");
  private static final Sql WRITE = Sql.of("write", "UPDATE spot SET n = ? WHERE id = ?");

  private final Map<Integer, Trace> traces = new ConcurrentHashMap<>();

  private static final class Trace {
    private final List<String> transactions = new ArrayList<>();

    /** Begins the next transaction. */
    void next(String type, long argument) {
      transactions.add(type + " " + argument);
    }

    /** Adds to it; only what the last try says stays. */
    void say(long drawn) {
      int last = transactions.size() - 1;
      transactions.set(last, transactions.get(last).replaceFirst(":.*", "") + ": " + drawn);
    }
  }

  /** Returns what each worker did since the last call, in order. */
  Map<Integer, List<String>> take() {
    Map<Integer, List<String>> taken = new TreeMap<>();
    traces.forEach((worker, trace) -> taken.put(worker, trace.transactions));
    traces.clear();
    return taken;
  }

  @Override
  public PluginInfo info() {
    return new PluginInfo("trace", "1.0", "Remembers all.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "trace",
            List.of(),
            "trace",
            "Remembers all.",
            "nothing",
            1,
            1,
            List.of(Parameter.flag("contended", false, "Whether workers share a row."))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Tracing(parameters.flag("contended"));
  }

  private Trace of(Worker worker) {
    return traces.computeIfAbsent(worker.number(), w -> new Trace());
  }

  private final class Tracing implements Workload {

    private final boolean contended;

    Tracing(boolean contended) {
      this.contended = contended;
    }

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE spot (id bigint PRIMARY KEY, n bigint)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("spot", "id", "n").rows(100, (row, number, random) -> row.add(number).add(0));
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(
          TransactionType.single("look", 5, () -> new long[1], this::draw, this::look),
          TransactionType.of("change", 5, () -> new long[1], this::drawChange, this::change));
    }

    private void draw(Worker worker, long[] argument) {
      argument[0] = worker.random().between(1L, 1_000_000_000L);
      of(worker).next("look", argument[0]);
    }

    private void look(Tx tx, long[] argument) throws SQLException {
      // what the body draws itself, some transactions more than others
      long drawn = 0;
      for (long i = argument[0] % 4; i >= 0; i--) {
        drawn += tx.random().between(1L, 1_000_000_000L);
      }
      of(tx).say(tx.query(ECHO).bind(drawn).firstLong());
    }

    private void drawChange(Worker worker, long[] argument) {
      argument[0] = worker.random().between(1L, 1_000_000_000L);
      of(worker).next("change", argument[0]);
    }

    private void change(Tx tx, long[] argument) throws SQLException {
      long spot = contended ? 1 : 1 + tx.number();
      long n = tx.query(READ).bind(spot).firstLong();
      tx.update(WRITE).bind(n + 1).bind(spot).expectRows(1);
      of(tx).say(tx.query(ECHO).bind(tx.random().between(1L, 1_000_000_000L)).firstLong());
    }
  }
}
