package io.stormdb.core;

import io.stormdb.api.Binding;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.socket.ChannelSocketFactory;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Scripts that a test gives it, and their tables. */
public final class ScriptPlugin implements WorkloadPlugin {

  /** What asks the server for nothing that it would have to look up. */
  public static final ScriptPlugin OF_ONE_STATEMENT =
      new ScriptPlugin(List.of(), drawing("one", 1, query("one", "SELECT 1")));

  private final List<String> tables;
  private final List<TransactionType> types;

  ScriptPlugin(List<String> tables, TransactionType... types) {
    this.tables = tables;
    this.types = List.of(types);
  }

  /**
   * Returns StormDB with this plug-in on a server, by connections that statements can be sent on.
   */
  StormDb on(PGSimpleDataSource server) {
    return StormDb.on(channelled(server)).catalog(WorkloadCatalog.of(List.of(this)));
  }

  /** Returns the same database, reached through a channel of our own. */
  static PGSimpleDataSource channelled(PGSimpleDataSource server) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.getURL());
    source.setUser(server.getUser());
    source.setPassword(server.getPassword());
    source.setSocketFactory(ChannelSocketFactory.class.getName());
    return source;
  }

  /** Returns more workers than there are processors, so that event loops send for them. */
  static int many() {
    return Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
  }

  /** Describes a transaction that draws one number, from 1 to a million, and binds that. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static TransactionType drawing(
      String name, double weight, ScriptedStatement<long[]>... statements) {
    return TransactionType.script(
        name,
        weight,
        () -> new long[1],
        (worker, drawn) -> drawn[0] = worker.random().between(1, 1_000_000),
        List.of(statements));
  }

  /** Describes a statement that returns rows and has no parameter. */
  static ScriptedStatement<long[]> query(String name, String sql) {
    return ScriptedStatement.query(Sql.of(name, sql), ScriptPlugin::nothing);
  }

  /** Describes a statement that returns a count and has no parameter. */
  static ScriptedStatement<long[]> update(String name, String sql) {
    return ScriptedStatement.update(Sql.of(name, sql), ScriptPlugin::nothing);
  }

  /** Describes a statement that returns a count and has the drawn number as its parameter. */
  static ScriptedStatement<long[]> updateDrawn(String name, String sql) {
    return ScriptedStatement.update(Sql.of(name, sql), (to, drawn) -> to.bind(drawn[0]));
  }

  private static void nothing(Binding to, long[] drawn) {
    // has no parameter
  }

  @Override
  public PluginInfo info() {
    return new PluginInfo("scripts", "1.0", "Scripts.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType("scripts", List.of(), "scripts", "Scripts.", "nothing", 1, 1, List.of()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Scripts(tables, types);
  }

  private record Scripts(List<String> tables, List<TransactionType> types) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      for (String table : tables) {
        db.execute(table);
      }
    }

    @Override
    public void load(LoadContext load) {
      // its tables have what they need
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return types;
    }
  }
}
