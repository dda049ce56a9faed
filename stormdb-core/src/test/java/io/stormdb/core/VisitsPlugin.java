package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.Pause;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.SessionType;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.UserSession;
import io.stormdb.api.Worker;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Users who look at one to three things and then fail or leave something behind. */
final class VisitsPlugin implements WorkloadPlugin {

  static final Counter LOOKED_AT = Counter.of("looked_at");

  private static final Sql LOOK = Sql.of("look", "SELECT note FROM thing WHERE id = ?");
  private static final Sql DIVIDE = Sql.of("divide", "SELECT 1 / ?");
  private static final int LOOK_NUMBER = 0;
  private static final int FINISH_NUMBER = 1;

  /** What each worker's users did: L for a look, F for a finish, a blank between visits. */
  final Map<Integer, List<String>> visits = new ConcurrentHashMap<>();

  Map<Integer, List<String>> take() {
    Map<Integer, List<String>> taken = new TreeMap<>(visits);
    visits.clear();
    return taken;
  }

  @Override
  public PluginInfo info() {
    return new PluginInfo("visits", "1.0", "Users in sessions.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "visits",
            List.of(),
            "visits",
            "Users in sessions.",
            "nothing",
            1,
            1,
            List.of(
                Parameter.choice(
                    "kind", "usual", "of users", "usual", "fail", "slow", "none", "lost", "own"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Visits(parameters.text("kind"));
  }

  private final class Visits implements Workload {
    private final String kind;

    Visits(String kind) {
      this.kind = kind;
    }

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE thing (id bigint PRIMARY KEY, note bigint)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("thing", "id", "note").rows(10, (row, number, random) -> row.add(number).add(0));
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      TransactionType look = TransactionType.single("look", 0, this::look);
      return List.of(
          kind.equals("own")
              ? look.pauses(Pause.none(), new Pause.Constant(Duration.ofSeconds(1)))
              : look,
          TransactionType.of("finish", 0, this::finish));
    }

    private void look(Tx tx) throws SQLException {
      Visit visit = tx.session(Visit.class);
      tx.query(LOOK).bind(tx.random().between(1, 10)).firstLong();
      visit.looked++;
    }

    private void finish(Tx tx) throws SQLException {
      // fails for a user who came to nothing
      tx.query(DIVIDE).bind(kind.equals("fail") ? 0 : 1).firstLong();
      tx.count(LOOKED_AT, tx.session(Visit.class).looked);
    }

    @Override
    public Optional<SessionType> sessions(WorkloadContext context) {
      return Optional.of(() -> new Visit(kind));
    }
  }

  private final class Visit implements UserSession {
    private final String kind;
    private final StringBuilder done = new StringBuilder();
    private int toLookAt;
    private int looked;
    private boolean isFinished;

    Visit(String kind) {
      this.kind = kind;
    }

    @Override
    public void begin(Worker worker) {
      toLookAt = worker.random().between(1, 3);
      looked = 0;
      isFinished = false;
      done.setLength(0);
    }

    @Override
    public int next(Worker worker) {
      if (kind.equals("lost")) {
        return 2;
      }
      if (isFinished || kind.equals("none")) {
        visits.computeIfAbsent(worker.number(), w -> new ArrayList<>()).add(done.toString());
        return LEAVE;
      }
      return looked < toLookAt ? LOOK_NUMBER : FINISH_NUMBER;
    }

    @Override
    public Pause pause() {
      return kind.equals("slow") ? new Pause.Constant(Duration.ofMillis(50)) : Pause.none();
    }

    @Override
    public void ended(int transaction, boolean committed) {
      done.append(transaction == LOOK_NUMBER ? "L" : committed ? "F" : "X");
      isFinished = transaction == FINISH_NUMBER;
    }
  }
}
