/*
 * Example 2, second part: a complete workload.
 *
 * You learn how to
 *   - create tables and fill them, at any scale, the same rows for the same seed,
 *   - write transactions of one statement and of several,
 *   - draw random arguments before the time of a transaction starts to count,
 *   - give a transaction up without it being an error,
 *   - count and measure something of your own, and check an invariant of your data.
 */
package io.stormdb.examples.example02;

import io.stormdb.api.Check;
import io.stormdb.api.Counter;
import io.stormdb.api.LoadContext;
import io.stormdb.api.Measure;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks up balances and moves money between accounts.
 *
 * @param transferShare the share of transactions that move money; 0 to 1
 */
record BankWorkload(double transferShare) implements Workload {

  static final long ACCOUNTS_A_UNIT = 1_000;
  static final long OPENING_BALANCE = 1_000;
  static final Counter MOVED = Counter.of("money_moved");
  static final Measure AMOUNT = Measure.of("amount", "EUR");

  private static final Sql BALANCE = Sql.of("balance", "SELECT balance FROM account WHERE id = ?");
  private static final Sql CHANGE =
      Sql.of("change", "UPDATE account SET balance = balance + ? WHERE id = ? RETURNING balance");

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute("CREATE TABLE account (id bigint NOT NULL, balance bigint NOT NULL)");
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    load.copy("account", "id", "balance")
        .rows(
            ACCOUNTS_A_UNIT * load.scale(),
            (row, number, random) -> row.add(number).add(OPENING_BALANCE));
    // after the data: an index is built in one go faster than row by row
    load.execute("ALTER TABLE account ADD PRIMARY KEY (id)");
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    long accounts = ACCOUNTS_A_UNIT * context.scale();
    return List.of(
        TransactionType.single(
                "balance",
                1 - transferShare,
                tx -> tx.query(BALANCE).bind(tx.random().between(1, accounts)).firstLong())
            .readOnly(),
        TransactionType.of(
            "transfer",
            transferShare,
            Transfer::new,
            (worker, transfer) -> transfer.draw(worker, accounts),
            BankWorkload::transfer));
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    long money = OPENING_BALANCE * ACCOUNTS_A_UNIT * context.scale();
    return List.of(
        Check.always(
            "money",
            "the sum of all balances is " + money,
            // IS DISTINCT FROM: the sum of an empty table is NULL, and NULL <> 1 is not true
            "SELECT sum(balance) AS total FROM account HAVING sum(balance) IS DISTINCT FROM "
                + money),
        Check.always(
            "overdraft",
            "no balance is negative",
            "SELECT id, balance FROM account WHERE balance < 0"));
  }

  private static void transfer(Tx tx, Transfer transfer) throws SQLException {
    // always the lower number first: two transfers that meet wait for each other, and cannot each
    // hold what the other one needs
    boolean fromFirst = transfer.from < transfer.to;
    long first = change(tx, fromFirst ? transfer.from : transfer.to, fromFirst, transfer.amount);
    long second = change(tx, fromFirst ? transfer.to : transfer.from, !fromFirst, transfer.amount);
    if (first < 0 || second < 0) {
      // too little money: part of a bank's day, and no error
      tx.rollback();
    } else {
      tx.count(MOVED, transfer.amount);
      tx.measure(AMOUNT, (double) transfer.amount);
    }
  }

  private static long change(Tx tx, long account, boolean takes, long amount) throws SQLException {
    return tx.query(CHANGE).bind(takes ? -amount : amount).bind(account).firstLong();
  }

  /** The arguments of a transfer. One object a worker, filled again for each transaction. */
  private static final class Transfer {
    private long from;
    private long to;
    private long amount;

    void draw(Worker worker, long accounts) {
      from = worker.random().between(1, accounts);
      // another account than the first, and every other one as likely
      to = worker.random().between(1, accounts - 1);
      if (to >= from) {
        to++;
      }
      amount = worker.random().between(1, 100);
    }
  }
}
