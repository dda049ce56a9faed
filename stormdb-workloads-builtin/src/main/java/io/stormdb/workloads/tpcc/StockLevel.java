package io.stormdb.workloads.tpcc;

import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.sql.SQLException;

/**
 * Stock-Level (clause 2.8): how many items of the last 20 orders of the terminal's district are
 * running out. One statement.
 */
final class StockLevel {

  static final String NAME = "stock_level";

  static final Sql COUNT =
      Sql.of(
          "stock_level",
          """
          WITH recent AS MATERIALIZED (
            SELECT DISTINCT ol_i_id
              FROM order_line
             WHERE ol_w_id = ? AND ol_d_id = ?
               AND ol_o_id >= (SELECT d_next_o_id - 20 FROM district WHERE d_w_id = ? AND d_id = ?)
               AND ol_o_id < (SELECT d_next_o_id FROM district WHERE d_w_id = ? AND d_id = ?)
          )
          SELECT count(*)
            FROM recent
            JOIN stock ON s_w_id = ? AND s_i_id = ol_i_id
           WHERE s_quantity < ?
          """);

  private final Inputs inputs;

  /** Which stock is looked at. Overwritten by each draw. */
  static final class Request {
    int warehouse;
    int district;
    int threshold;
  }

  StockLevel(Inputs inputs) {
    this.inputs = inputs;
  }

  TransactionType type(double weight) {
    return TransactionType.single(NAME, weight, Request::new, this::draw, this::look).readOnly();
  }

  void draw(Worker worker, Request request) {
    request.warehouse = inputs.terminals().home(worker);
    request.district = inputs.terminals().district(worker);
    request.threshold = worker.random().between(10, 20);
  }

  private void look(Tx tx, Request request) throws SQLException {
    var unused =
        tx.query(COUNT)
            .bind(request.warehouse)
            .bind(request.district)
            .bind(request.warehouse)
            .bind(request.district)
            .bind(request.warehouse)
            .bind(request.district)
            .bind(request.warehouse)
            .bind(request.threshold)
            .firstLong();
  }
}
