package io.stormdb.workloads.tpcc;

import io.stormdb.api.Check;
import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Mix;
import io.stormdb.api.RunTotals;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * TPC-C as a whole: schema, population, five transactions, twelve conditions and the audit.
 *
 * @param options what the user chose
 */
record TpccWorkload(Options options) implements Workload {

  /** Measured after a load, indexes included: what any scale has, and what a warehouse adds. */
  private static final long BYTES_OF_ITEMS = 13_000_000L;

  private static final long BYTES_A_WAREHOUSE = 105_000_000L;

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute(TpccSchema.TABLES);
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    new TpccLoader(load).load();
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    Inputs inputs = inputs(context);
    return Stream.of(
            new NewOrder(inputs).type(options.newOrderWeight()),
            new Payment(inputs).type(options.paymentWeight()),
            new OrderStatus(inputs).type(options.otherWeight()),
            new Delivery(inputs, options.deferred()).type(options.otherWeight()),
            new StockLevel(inputs).type(options.otherWeight()))
        .map(options.pacing()::pace)
        .toList();
  }

  @Override
  public Mix mix() {
    return options.choice();
  }

  /**
   * Without indexes, a small {@code warehouse} or {@code district} is read from end to end, and at
   * SERIALIZABLE that conflicts with every payment.
   */
  @Override
  public Map<String, String> sessionSettings() {
    return Map.of("enable_seqscan", "off");
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    return ConsistencyConditions.ALL;
  }

  @Override
  public List<Finding> audit(WorkloadContext context, RunTotals totals) {
    return new ComplianceCard(options, inputs(context), context.workers(), totals).findings();
  }

  @Override
  public long expectedBytes(int scale) {
    return BYTES_OF_ITEMS + scale * BYTES_A_WAREHOUSE;
  }

  @Override
  public String notice() {
    return "TPC-C derived: this is not a TPC-C result and must not be compared with published ones.";
  }

  private static Inputs inputs(WorkloadContext context) {
    return Inputs.of(
        new Terminals(context.scale()), Constants.of(context.loaded(), context.seed()));
  }
}
