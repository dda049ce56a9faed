package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.CopyTable.RowSource;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that come from outside, one after another. */
class StreamedLoadTest {

  private static final int ROWS = 50_000;
  private static final String SCHEMA = "streamed_test";

  private final List<String> said = new ArrayList<>();
  private final List<LoadListener.Progress> steps = new ArrayList<>();
  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .catalog(WorkloadCatalog.of(List.of(new Streamed())))
          .listen(
              new LoadListener() {
                @Override
                public void announcement(String sentence) {
                  said.add(sentence);
                }

                @Override
                public void progress(Progress progress) {
                  steps.add(progress);
                }
              });

  /** A table that is filled from a source which may break, and another one in SQL. */
  private static final class Streamed implements WorkloadPlugin {

    @Override
    public PluginInfo info() {
      return new PluginInfo("streamed", "1.0", "Streamed.", "Ada Examplewright");
    }

    @Override
    public List<WorkloadType> types() {
      return List.of(
          new WorkloadType(
              "streamed",
              List.of(),
              "streamed",
              "Streamed.",
              "nothing",
              1,
              10,
              List.of(
                  Parameter.integer("breaks_at", 0, 0, ROWS, "", "Row."),
                  Parameter.choice("fault", "none", "How.", "none", "input", "row", "missing"))));
    }

    @Override
    public Workload create(String type, Parameters parameters) {
      return new Filling(parameters.integer("breaks_at"), parameters.text("fault"));
    }
  }

  private record Filling(long breaksAt, String fault) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE line (id bigint, name text); CREATE TABLE other (id bigint)");
    }

    @Override
    public void beforeLoad() {
      if (fault.equals("missing")) {
        throw new IllegalArgumentException("the file is not there");
      }
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      long taken = load.copy("line", "id", "name").stream(source());
      try (Statement statement = load.connection().createStatement()) {
        load.wrote("other", statement.executeUpdate("INSERT INTO other SELECT id FROM line"));
      }
      load.announce("took " + taken);
    }

    private RowSource source() {
      int[] next = {0};
      return row -> {
        int number = ++next[0];
        if (number == breaksAt && fault.equals("input")) {
          throw new IOException("the file ends early");
        }
        if (number > ROWS) {
          return false;
        }
        row.add(number).add("line " + number);
        if (number == breaksAt) {
          row.add("too many");
        }
        row.end();
        return true;
      };
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(TransactionType.of("nothing", 1, tx -> {}));
    }
  }

  private static RunPlan plan() {
    return RunPlan.of("streamed").schema(SCHEMA);
  }

  private static long number(String sql) {
    return Long.parseLong(TestServer.string(sql));
  }

  private static long count(String table) {
    return number("SELECT count(*) FROM " + SCHEMA + "." + table);
  }

  @Test
  void areAllTakenInTheirOrderAndCounted() {
    assertThat(db.rebuild(plan()).rows()).containsEntry("line", (long) ROWS);
    assertThat(db.rebuild(plan()).rows()).containsEntry("other", (long) ROWS);
    assertThat(count("line")).isEqualTo(ROWS);
    assertThat(
            number(
                "SELECT count(*) FROM (SELECT id, name, lag(id, 1, 0::bigint) OVER (ORDER BY ctid)"
                    + " AS before FROM "
                    + SCHEMA
                    + ".line) AS l WHERE id <> before + 1 OR name <> 'line ' || id"))
        .isZero();
    assertThat(said).contains("took 50000");
    assertThat(steps)
        .filteredOn(step -> step.step().equals("copy line") && step.finished())
        .allSatisfy(step -> assertThat(step.rows()).isEqualTo(ROWS));
  }

  @Test
  void areNotKeptIfTheirSourceBreaks() {
    assertThatThrownBy(
            () -> db.rebuild(plan().parameter("fault", "input").parameter("breaks_at", "40000")))
        .isInstanceOf(StormDbException.class)
        .hasMessage(
            "the load of schema streamed_test failed: cannot read the rows of line: the file ends"
                + " early");
    assertThat(count("line")).isZero();
  }

  @Test
  void areNotKeptIfOneOfThemIsWrong() {
    assertThatThrownBy(
            () -> db.rebuild(plan().parameter("fault", "row").parameter("breaks_at", "40000")))
        .isInstanceOf(StormDbException.class)
        .hasMessageStartingWith("the load of schema streamed_test failed: ");
    assertThat(count("line")).isZero();
  }

  @Test
  void areLookedForBeforeAnythingIsDropped() {
    db.rebuild(plan());
    RunPlan missing = plan().parameter("fault", "missing");
    assertThatThrownBy(() -> db.rebuild(missing))
        .isInstanceOf(StormDbException.class)
        .hasMessage("workload 'streamed': the file is not there");
    assertThat(count("line")).isEqualTo(ROWS);
    db.cleanup(plan());
    assertThatThrownBy(() -> db.check(missing))
        .hasMessage("workload 'streamed': the file is not there");
    assertThatThrownBy(() -> db.load(missing))
        .hasMessage("workload 'streamed': the file is not there");
  }
}
