package io.stormdb.workloads.imdb;

import io.stormdb.api.Check;
import io.stormdb.api.Finding;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Mix;
import io.stormdb.api.RunTotals;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Movies, people and an audience. */
final class ImdbWorkload implements Workload {

  /** Measured after loads, indexes included: what any scale has, and what a movie adds. */
  private static final long BYTES_OF_EMPTY_TABLES = 1_200_000;

  private static final long BYTES_A_MOVIE = 4_700;

  private static final double READS_OF_MIXED = 70;

  private final Mode mode;
  private final boolean explains;
  private final DataLoading loading;
  private @Nullable Catalogue catalogue;

  ImdbWorkload(Mode mode, boolean explains, DataLoading loading) {
    this.mode = mode;
    this.explains = explains;
    this.loading = loading;
  }

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    ImdbSchema.create(db);
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    if (loading.mode() == DataLoading.Mode.GENERATE) {
      new ImdbLoader(load).load();
    } else {
      source().load(load);
    }
  }

  @Override
  public void beforeLoad() {
    if (loading.mode() != DataLoading.Mode.GENERATE) {
      source().require();
    }
  }

  private Import source() {
    return new Import(loading, Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  @Override
  public void beforeRun(WorkloadContext context, Connection connection) throws SQLException {
    if (mode != Mode.SQL) {
      catalogue = Catalogue.read(connection);
    }
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    if (mode == Mode.SQL) {
      return Queries.all();
    }
    Catalogue known = Objects.requireNonNull(catalogue, "beforeRun comes first");
    List<TransactionType> reads =
        Stream.concat(new Reads(known).all().stream(), new Insights(known).all().stream()).toList();
    List<TransactionType> writes = Writes.all(known);
    double ofReads = mode == Mode.WRITE ? 0 : mode == Mode.READ ? 100 : READS_OF_MIXED;
    List<TransactionType> all = new ArrayList<>(share(reads, ofReads));
    all.addAll(share(writes, 100 - ofReads));
    // there for a mix of one's own
    all.addAll(share(Queries.all(), 0));
    return all;
  }

  private static List<TransactionType> share(List<TransactionType> types, double percent) {
    double sum = types.stream().mapToDouble(TransactionType::weight).sum();
    return types.stream().map(type -> type.weight(type.weight() * percent / sum)).toList();
  }

  /** Queries take turns, so that a short run sees as many of them as it can. */
  @Override
  public Mix mix() {
    return mode == Mode.SQL ? Mix.DECK : Mix.WEIGHTED;
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    return Invariants.ALL;
  }

  @Override
  public List<Finding> audit(WorkloadContext context, RunTotals totals) {
    List<Finding> findings = new ArrayList<>();
    // in an order that does not change from run to run
    new TreeMap<>(context.loaded().attributes())
        .forEach(
            (name, value) -> {
              if (name.startsWith(LeftOut.ATTRIBUTE)) {
                findings.add(
                    new Finding(
                        "rows of " + name.substring(LeftOut.ATTRIBUTE.length()),
                        "",
                        "all rows of the file are loaded",
                        "left out: " + value,
                        Finding.Verdict.NOT_APPLICABLE));
              }
            });
    if (catalogue != null && !catalogue.hasTrigrams()) {
      findings.add(
          new Finding(
              "search by similarity",
              "",
              "the extension pg_trgm",
              "switched off: titles have no index of trigrams",
              Finding.Verdict.NOT_APPLICABLE));
    }
    return findings;
  }

  @Override
  public Optional<ServerAudit> serverAudit(WorkloadContext context) {
    return explains ? Optional.of(Estimates::judge) : Optional.empty();
  }

  @Override
  public long expectedBytes(int scale) {
    return loading.mode() == DataLoading.Mode.GENERATE
        ? BYTES_OF_EMPTY_TABLES + scale * BYTES_A_MOVIE
        : 0;
  }
}
