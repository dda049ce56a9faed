package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.SessionType;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shop, with vendors or without.
 *
 * @param hasVendors whether there are vendors, purchase orders, price history and triggers
 * @param mode which transactions run; has no meaning with sessions
 * @param hasSessions whether users run the transactions, one visit after another
 */
record EcommerceWorkload(boolean hasVendors, Mode mode, boolean hasSessions) implements Workload {

  /** Measured after loads, indexes included: what any scale has, and what a user adds. */
  private static final long BYTES_OF_EMPTY_TABLES = 500_000;

  private static final long BYTES_A_USER = 3_300;
  private static final long BYTES_A_USER_WITH_VENDORS = 3_750;

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute(EcommerceSchema.script("tables.sql"));
    if (hasVendors) {
      db.execute(EcommerceSchema.script("vendor_tables.sql"));
    }
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    new EcommerceLoader(load, hasVendors).load();
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    Population population = population(context);
    Shopper shopper =
        hasSessions ? new Shopper.InSession() : new Shopper.Anybody(population.popularity());
    List<TransactionType> reads = new Reads(population, shopper).all(hasVendors);
    List<TransactionType> writes = new Writes(shopper).all(hasVendors);
    if (hasSessions) {
      return ofVisits(reads, writes);
    }
    return mode.of(reads, writes, Analytics.all(hasVendors));
  }

  private List<TransactionType> ofVisits(
      List<TransactionType> reads, List<TransactionType> writes) {
    Map<String, TransactionType> byName =
        Stream.concat(reads.stream(), writes.stream())
            .collect(Collectors.toMap(TransactionType::name, Function.identity()));
    return Visit.TRANSACTIONS.stream().map(byName::get).toList();
  }

  @Override
  public Optional<SessionType> sessions(WorkloadContext context) {
    if (!hasSessions) {
      return Optional.empty();
    }
    Popularity popularity = population(context).popularity();
    return Optional.of(() -> new Visit(popularity));
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    return Invariants.of(hasVendors);
  }

  @Override
  public long expectedBytes(int scale) {
    return BYTES_OF_EMPTY_TABLES + scale * (hasVendors ? BYTES_A_USER_WITH_VENDORS : BYTES_A_USER);
  }

  private static Population population(WorkloadContext context) {
    return new Population(Cardinality.of(context.loaded()), context.loaded().seed());
  }
}
