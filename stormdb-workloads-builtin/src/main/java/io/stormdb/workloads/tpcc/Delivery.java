package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;

import io.stormdb.api.Counter;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.sql.SQLException;

/**
 * Delivery (clause 2.7): the oldest undelivered order of each of the ten districts goes out, and
 * its customer is charged. One statement for all districts. A deferred delivery also writes down
 * what it delivered.
 */
final class Delivery {

  static final String NAME = "delivery";
  static final Counter DISTRICTS = Counter.of(".delivery_districts");
  static final Counter SKIPPED = Counter.of("delivery_districts_skipped");

  /**
   * The oldest orders are locked in the order of districts. Who comes second waits for the first to
   * commit, finds the row gone, and takes the next one: no order is delivered twice or passed over.
   */
  private static final String DELIVER =
      """
      WITH oldest AS MATERIALIZED (
        SELECT district.d_id, waiting.no_o_id AS o_id
          FROM generate_series(1, %d) AS district (d_id)
         CROSS JOIN LATERAL (
               SELECT no_o_id
                 FROM new_order
                WHERE no_w_id = ? AND no_d_id = district.d_id
                ORDER BY no_o_id
                LIMIT 1
                  FOR UPDATE) AS waiting
      ), sent AS (
        DELETE FROM new_order
         USING oldest
         WHERE no_w_id = ? AND no_d_id = oldest.d_id AND no_o_id = oldest.o_id
      ), delivered AS (
        UPDATE orders
           SET o_carrier_id = ?
          FROM oldest
         WHERE o_w_id = ? AND o_d_id = oldest.d_id AND orders.o_id = oldest.o_id
        RETURNING o_d_id, o_c_id
      ), lines AS (
        UPDATE order_line
           SET ol_delivery_d = now()
          FROM oldest
         WHERE ol_w_id = ? AND ol_d_id = oldest.d_id AND ol_o_id = oldest.o_id
        RETURNING ol_d_id, ol_amount
      ), bill AS (
        SELECT o_d_id, o_c_id, sum(ol_amount) AS amount
          FROM delivered
          JOIN lines ON ol_d_id = o_d_id
         GROUP BY o_d_id, o_c_id
      ), charged AS (
        UPDATE customer
           SET c_balance = c_balance + amount,
               c_delivery_cnt = c_delivery_cnt + 1
          FROM bill
         WHERE c_w_id = ? AND c_d_id = o_d_id AND c_id = o_c_id
      )%s
      SELECT d_id, o_id FROM oldest
      """;

  private static final String LOG =
      """
      , logged AS (
        INSERT INTO delivery_log (dl_w_id, dl_carrier_id, dl_queued, dl_completed, dl_o_ids)
        SELECT ?, ?, statement_timestamp() - CAST(? AS bigint) * interval '1 microsecond',
               clock_timestamp(), array_agg(oldest.o_id ORDER BY district.d_id)
          FROM generate_series(1, %d) AS district (d_id)
          LEFT JOIN oldest ON oldest.d_id = district.d_id
      )"""
          .formatted(DISTRICTS_A_WAREHOUSE);

  static final Sql DELIVER_NOW = Sql.of("delivery", DELIVER.formatted(DISTRICTS_A_WAREHOUSE, ""));

  static final Sql DELIVER_AND_LOG =
      Sql.of("delivery_logged", DELIVER.formatted(DISTRICTS_A_WAREHOUSE, LOG));

  private final Inputs inputs;
  private final boolean deferred;

  /** Which warehouse delivers by which carrier. Overwritten by each draw. */
  static final class Request {
    int warehouse;
    int carrier;
  }

  Delivery(Inputs inputs, boolean deferred) {
    this.inputs = inputs;
    this.deferred = deferred;
  }

  TransactionType type(double weight) {
    TransactionType interactive =
        TransactionType.single(NAME, weight, Request::new, this::draw, this::deliver);
    return deferred ? interactive.deferred() : interactive;
  }

  void draw(Worker worker, Request request) {
    Rng random = worker.random();
    request.warehouse = inputs.terminals().home(worker);
    request.carrier = random.between(1, 10);
  }

  private void deliver(Tx tx, Request request) throws SQLException {
    var deliver =
        tx.query(deferred ? DELIVER_AND_LOG : DELIVER_NOW)
            .bind(request.warehouse)
            .bind(request.warehouse)
            .bind(request.carrier)
            .bind(request.warehouse)
            .bind(request.warehouse)
            .bind(request.warehouse);
    if (deferred) {
      deliver.bind(request.warehouse).bind(request.carrier).bind(tx.queuedNanos() / 1_000);
    }
    long delivered = deliver.drain();
    tx.count(DISTRICTS, DISTRICTS_A_WAREHOUSE);
    tx.count(SKIPPED, DISTRICTS_A_WAREHOUSE - delivered);
  }
}
