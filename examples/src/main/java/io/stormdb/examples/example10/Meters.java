/*
 * Example 10, second part: transactions whose statements are all known before they run.
 *
 * You learn how to
 *   - write such a transaction as a script, of one statement and of several,
 *   - insist on the number of rows that a statement has,
 *   - see in the result whether StormDB sent the statements itself.
 */
package io.stormdb.examples.example10;

import io.stormdb.api.Check;
import io.stormdb.api.LoadContext;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Worker;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import java.sql.SQLException;
import java.util.List;

/** Takes readings of meters, and shows what they add up to. */
record Meters() implements Workload {

  private static final long METERS_A_UNIT = 100;

  private static final Sql BILL = Sql.of("bill", "SELECT used FROM meter WHERE id = ?");
  private static final Sql NOTE = Sql.of("note", "INSERT INTO reading (meter, used) VALUES (?, ?)");
  private static final Sql ADD = Sql.of("add", "UPDATE meter SET used = used + ? WHERE id = ?");

  @Override
  public void createSchema(SchemaContext db) throws SQLException {
    db.execute("CREATE TABLE meter (id bigint, used bigint NOT NULL)");
    db.execute("CREATE TABLE reading (meter bigint NOT NULL, used bigint NOT NULL)");
  }

  @Override
  public void load(LoadContext load) throws SQLException {
    load.copy("meter", "id", "used")
        .rows(METERS_A_UNIT * load.scale(), (row, number, random) -> row.add(number).add(0));
    load.execute("ALTER TABLE meter ADD PRIMARY KEY (id)");
  }

  @Override
  public List<TransactionType> transactions(WorkloadContext context) {
    long meters = METERS_A_UNIT * context.scale();
    return List.of(
        TransactionType.script(
                "look",
                9,
                Reading::new,
                (worker, reading) -> reading.draw(worker, meters),
                List.of(
                    ScriptedStatement.<Reading>query(BILL, (to, reading) -> to.bind(reading.meter))
                        .expectRows(1)))
            .readOnly(),
        TransactionType.script(
            "read",
            1,
            Reading::new,
            (worker, reading) -> reading.draw(worker, meters),
            List.of(
                ScriptedStatement.update(
                    NOTE, (to, reading) -> to.bind(reading.meter).bind(reading.used)),
                ScriptedStatement.<Reading>update(
                        ADD, (to, reading) -> to.bind(reading.used).bind(reading.meter))
                    .expectRows(1))));
  }

  /** What one transaction is about. One object a worker, filled again for each transaction. */
  private static final class Reading {
    private long meter;
    private long used;

    void draw(Worker worker, long meters) {
      meter = worker.random().between(1, meters);
      used = worker.random().between(1, 100);
    }
  }

  @Override
  public List<Check> checks(WorkloadContext context) {
    return List.of(
        Check.always(
            "sums",
            "what a meter has used is the sum of its readings",
            """
            SELECT m.id, m.used FROM meter m
              LEFT JOIN (SELECT meter, sum(used) AS used FROM reading GROUP BY meter) r
                ON r.meter = m.id
             WHERE coalesce(r.used, 0) <> m.used
            """));
  }
}
