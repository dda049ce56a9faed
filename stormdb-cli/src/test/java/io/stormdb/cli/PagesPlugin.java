package io.stormdb.cli;

import io.stormdb.api.LoadContext;
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

/**
 * A load that suffers from checkpoints more than from anything else: each transaction changes a few
 * bytes of each of many pages, and after a checkpoint all of these pages, which are full, are
 * logged whole.
 */
final class PagesPlugin implements WorkloadPlugin {

  /** Each worker has its own, so that nobody waits for anybody. */
  private static final int PAGES_EACH = 400;

  private static final int PAGES_AT_ONCE = 200;

  private static final Sql TOUCH =
      Sql.of("touch", "UPDATE page SET n = n + 1 WHERE id BETWEEN ? AND ?");

  /** A page has three such rows and room for one more version of the one that is changed. */
  private static final String FILLER = "x".repeat(1_850);

  private static final int ROWS_A_PAGE = 3;

  @Override
  public PluginInfo info() {
    return new PluginInfo("pages", "1.0", "Pages.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "pages", List.of(), "pages", "Changes pages.", "workers", 1, 100, List.of()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Pages();
  }

  private static final class Pages implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute(
          "CREATE TABLE page (id int NOT NULL, n int NOT NULL, filler text NOT NULL)"
              + " WITH (fillfactor = 75)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("page", "id", "n", "filler")
          .rows(
              1L * ROWS_A_PAGE * PAGES_EACH * load.scale(),
              (row, number, random) ->
                  row.add(number % ROWS_A_PAGE == 0 ? number / ROWS_A_PAGE : -number)
                      .add(0)
                      .add(FILLER));
      load.execute("ALTER TABLE page ADD PRIMARY KEY (id)");
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(
          TransactionType.single(
              "touch",
              1,
              tx -> {
                int own = PAGES_EACH * (tx.number() % context.scale());
                int first = own + tx.random().between(1, PAGES_EACH - PAGES_AT_ONCE + 1);
                tx.update(TOUCH)
                    .bind(first)
                    .bind(first + PAGES_AT_ONCE - 1)
                    .expectRows(PAGES_AT_ONCE);
              }));
    }
  }
}
