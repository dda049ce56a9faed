/*
 * Example 6, second part: a shop whose customers run transactions in sessions.
 *
 * You learn how to
 *   - keep the SQL of tables in a file,
 *   - say that users run the transactions, and that a session decides what comes next,
 *   - reach the session from a transaction.
 */
package io.stormdb.examples.example06;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.SessionType;
import io.stormdb.api.Sql;
import io.stormdb.api.SqlScript;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Sells teapots to customers who look at some of them first. */
record TeapotShop() implements Workload {

  static final long TEAPOTS_A_UNIT = 1_000;

  /** Numbers of the transactions, in the order of {@link #transactions}. */
  static final int LOOK = 0;

  static final int PAY = 1;

  private static final Sql PRICE = Sql.of("price", "SELECT price FROM teapot WHERE id = ?");
  private static final Sql SELL =
      Sql.of("sell", "INSERT INTO sale (total) VALUES (?) RETURNING id");
  private static final Sql SELL_TEAPOT =
      Sql.of("sell_teapot", "INSERT INTO sale_line (sale, teapot, price) VALUES (?, ?, ?)");

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute(SqlScript.beside(TeapotShop.class, "tables.sql").text());
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    load.copy("teapot", "id", "price")
        .rows(
            TEAPOTS_A_UNIT * load.scale(),
            (row, number, random) -> row.add(number).add(random.between(5, 500)));
    load.execute("ALTER TABLE teapot ADD PRIMARY KEY (id)");
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    long teapots = TEAPOTS_A_UNIT * context.scale();
    return List.of(
        TransactionType.single("look", 1, tx -> look(tx, teapots)),
        TransactionType.of("pay", 1, TeapotShop::pay));
  }

  @Override
  public Optional<SessionType> sessions(WorkloadContext context) {
    return Optional.of(CustomerVisit::new);
  }

  private static void look(Tx tx, long teapots) throws SQLException {
    long teapot = tx.random().between(1, teapots);
    long price = tx.query(PRICE).bind(teapot).firstLong();
    tx.session(CustomerVisit.class).sees(teapot, price);
  }

  private static void pay(Tx tx) throws SQLException {
    CustomerVisit visit = tx.session(CustomerVisit.class);
    long sale = tx.query(SELL).bind(visit.total()).firstLong();
    for (int i = 0; i < visit.size(); i++) {
      tx.update(SELL_TEAPOT).bind(sale).bind(visit.teapot(i)).bind(visit.price(i)).expectRows(1);
    }
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    return List.of(
        Check.always(
            "totals",
            "the total of a sale is the sum of its lines",
            """
            SELECT s.id, s.total FROM sale s
              LEFT JOIN (SELECT sale, sum(price) AS paid FROM sale_line GROUP BY sale) l
                ON l.sale = s.id
             WHERE l.paid IS DISTINCT FROM s.total
            """));
  }
}
