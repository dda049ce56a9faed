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
 * @param embeddings whether reviews have embeddings
 */
record EcommerceWorkload(
    boolean hasVendors, Mode mode, boolean hasSessions, ReviewEmbeddings.Wanted embeddings)
    implements Workload {

  /** Measured after loads, indexes included: what any scale has, and what a user adds. */
  private static final long BYTES_OF_EMPTY_TABLES = 500_000;

  private static final long BYTES_A_USER = 3_150;
  private static final long BYTES_A_USER_WITH_VENDORS = 3_650;
  private static final long BYTES_OF_EMBEDDINGS_A_USER = 420;

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute(EcommerceSchema.script("tables.sql").text());
    if (hasVendors) {
      db.execute(EcommerceSchema.script("vendor_tables.sql").text());
    }
    ReviewEmbeddings.create(db, embeddings);
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    new EcommerceLoader(load, hasVendors, ReviewEmbeddings.areWanted(load, embeddings)).load();
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    Population population = population(context);
    Shopper shopper =
        hasSessions ? new Shopper.InSession() : new Shopper.Anybody(population.popularity());
    ReviewEmbeddings likeness =
        ReviewEmbeddings.areIn(context.loaded())
            ? new ReviewEmbeddings(context.loaded().seed())
            : null;
    List<TransactionType> reads = new Reads(population, shopper).all(hasVendors, likeness);
    List<TransactionType> writes = new Writes(shopper).all(hasVendors, likeness);
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
    return Invariants.of(hasVendors, ReviewEmbeddings.areIn(context.loaded()));
  }

  @Override
  public long expectedBytes(int scale) {
    long aUser = hasVendors ? BYTES_A_USER_WITH_VENDORS : BYTES_A_USER;
    long more = embeddings == ReviewEmbeddings.Wanted.OFF ? 0 : BYTES_OF_EMBEDDINGS_A_USER;
    return BYTES_OF_EMPTY_TABLES + scale * (aUser + more);
  }

  private static Population population(WorkloadContext context) {
    return new Population(Cardinality.of(context.loaded()), context.loaded().seed());
  }
}
