package com.example.turnstile;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;

/** Turnstiles that count who goes through, and people who look at the count. */
final class TurnstileWorkload implements Workload {

  private static final long A_STATION = 10;

  private static final Sql PASS =
      Sql.of("pass", "UPDATE turnstile SET passed = passed + 1 WHERE id = ?");
  private static final Sql LOOK = Sql.of("look", "SELECT passed FROM turnstile WHERE id = ?");

  private final double lookShare;

  TurnstileWorkload(double lookShare) {
    this.lookShare = lookShare;
  }

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute("CREATE TABLE turnstile (id bigint NOT NULL, passed bigint NOT NULL)");
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    load.copy("turnstile", "id", "passed")
        .rows(A_STATION * load.scale(), (row, number, random) -> row.add(number).add(0L));
    load.execute("ALTER TABLE turnstile ADD PRIMARY KEY (id)");
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    long turnstiles = A_STATION * context.scale();
    return List.of(
        TransactionType.single(
            "pass",
            1 - lookShare,
            tx -> tx.update(PASS).bind(tx.random().between(1, turnstiles)).expectRows(1)),
        TransactionType.single(
            "look",
            lookShare,
            tx -> tx.query(LOOK).bind(tx.random().between(1, turnstiles)).firstLong()));
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    return List.of(
        Check.always(
            "nobody_goes_back",
            "no turnstile counts less than nothing",
            "SELECT id, passed FROM turnstile WHERE passed < 0"));
  }
}
