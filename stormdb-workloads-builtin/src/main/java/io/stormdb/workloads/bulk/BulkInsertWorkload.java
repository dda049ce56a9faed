package io.stormdb.workloads.bulk;

import io.stormdb.api.Check;
import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
import io.stormdb.api.RunTotals;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Step;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Inserts rows into one table, each combination of method and batch size in a step of its own. */
final class BulkInsertWorkload implements Workload {

  private final Options options;
  private final List<Measurement> measured = new ArrayList<>();
  private List<BulkStep> steps = List.of();

  BulkInsertWorkload(Options options) {
    this.options = options;
  }

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    BulkSchema.create(db);
  }

  /** There is nothing to load: each step begins with an empty table. */
  @Override
  public void load(LoadContext load) {
    load.remember("rows", "none; each step begins with an empty table");
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    long seed = options.dataSeed() == 0 ? context.seed() : options.dataSeed();
    steps =
        options.combinations().stream()
            .map(
                combination ->
                    new BulkStep(combination, options, seed, context.workers(), measured::add))
            .toList();
    return steps.stream().map(BulkStep::type).toList();
  }

  @Override
  public List<Step> steps(WorkloadContext context) {
    return steps.stream().map(BulkStep::step).toList();
  }

  @Override
  public List<String> conclusions() {
    return new Advice(measured).sentences();
  }

  @Override
  public List<Finding> audit(WorkloadContext context, RunTotals totals) {
    return new Audit(measured).findings();
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    List<Check> checks = new ArrayList<>();
    if (!measured.isEmpty()) {
      Measurement last = measured.get(measured.size() - 1);
      checks.add(
          Check.always(
              "rows",
              "the table has the %d rows that were reported of the last step, %s"
                  .formatted(last.reported(), last.combination().name()),
              "SELECT count(*) AS rows FROM bulk_insert_test HAVING count(*) <> "
                  + last.reported()));
    }
    checks.add(
        Check.always(
            "once",
            "no row is there twice",
            "SELECT short_text, count(*) AS times FROM bulk_insert_test GROUP BY short_text"
                + " HAVING count(*) > 1"));
    checks.add(
        Check.always(
            "values",
            "every value is in its range",
            "SELECT id FROM bulk_insert_test WHERE short_text !~ '^row_[0-9]{6,}$'"
                + " OR int_value NOT BETWEEN 0 AND 999999 OR decimal_value NOT BETWEEN 0 AND 99999.9999"
                + " OR float_value NOT BETWEEN -10000 AND 10000 OR bigint_value < 0"
                + " OR event_date NOT BETWEEN '2025-01-01' AND '2025-12-31'"
                + " OR octet_length(data_blob) > 1024 OR cardinality(tags) > 5"
                + " OR metadata->>'version' IS NULL"));
    return checks;
  }
}
