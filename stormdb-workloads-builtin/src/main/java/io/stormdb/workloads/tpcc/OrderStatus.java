package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;

import io.stormdb.api.Counter;
import io.stormdb.api.Query;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.sql.SQLException;

/** Order-Status (clause 2.6): a customer asks for the lines of the last order. One statement. */
final class OrderStatus {

  static final String NAME = "order_status";
  static final Counter BY_NAME = Counter.of("order_statuses_by_name");

  private static final String ASK =
      """
      %s
      SELECT c_id, c_first, c_middle, c_last, c_balance, o_id, o_entry_d, o_carrier_id,
             ol_i_id, ol_supply_w_id, ol_quantity, ol_amount, ol_delivery_d
        FROM customer
       CROSS JOIN LATERAL (
             SELECT o_id, o_entry_d, o_carrier_id
               FROM orders
              WHERE o_w_id = c_w_id AND o_d_id = c_d_id AND o_c_id = c_id
              ORDER BY o_id DESC
              LIMIT 1) AS latest
        JOIN order_line ON ol_w_id = c_w_id AND ol_d_id = c_d_id AND ol_o_id = o_id
       WHERE c_w_id = ? AND c_d_id = ? AND c_id = %s
      """;

  static final Sql ASK_BY_NUMBER = Sql.of("order_status_by_number", ASK.formatted("", "?"));

  static final Sql ASK_BY_NAME =
      Sql.of(
          "order_status_by_name",
          ASK.formatted("WITH " + CustomerChoice.NAMED, "(SELECT named_c_id FROM named)"));

  private final Inputs inputs;

  /** Who asks where. Overwritten by each draw. */
  static final class Request {
    int warehouse;
    int district;
    final CustomerChoice customer = new CustomerChoice();
  }

  OrderStatus(Inputs inputs) {
    this.inputs = inputs;
  }

  TransactionType type(double weight) {
    return TransactionType.single(NAME, weight, Request::new, this::draw, this::ask).readOnly();
  }

  void draw(Worker worker, Request request) {
    Rng random = worker.random();
    request.warehouse = inputs.terminals().home(worker);
    request.district = random.between(1, DISTRICTS_A_WAREHOUSE);
    request.customer.draw(inputs.constants(), random);
  }

  private void ask(Tx tx, Request request) throws SQLException {
    CustomerChoice customer = request.customer;
    Query ask;
    if (customer.isByName()) {
      ask = tx.query(ASK_BY_NAME);
      ask.bind(request.warehouse).bind(request.district).bind(customer.lastName());
      ask.bind(request.warehouse).bind(request.district);
    } else {
      ask = tx.query(ASK_BY_NUMBER);
      ask.bind(request.warehouse).bind(request.district).bind(customer.number());
    }
    var unused = ask.rows().first();
    tx.count(BY_NAME, customer.isByName() ? 1 : 0);
    customer.count(tx, inputs);
  }
}
