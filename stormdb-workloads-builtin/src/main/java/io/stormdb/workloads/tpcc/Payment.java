package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;

import io.stormdb.api.Counter;
import io.stormdb.api.Query;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.math.BigDecimal;
import java.sql.SQLException;

/**
 * Payment (clause 2.5): a customer, 15 in 100 of them one of another warehouse, pays at the
 * terminal. All of it is one statement.
 */
final class Payment {

  static final String NAME = "payment";
  static final Counter REMOTE = Counter.of("payments_remote");
  static final Counter BY_NAME = Counter.of("payments_by_name");

  private static final double REMOTE_SHARE = 0.15;

  /**
   * The customer is changed first and the warehouse, which all payments of a warehouse queue for,
   * last: it is then held for the shortest time, and all payments lock in the same order. That each
   * part reads from the one before sees to that.
   */
  private static final String PAY =
      """
      WITH %s paying AS (
        UPDATE customer
           SET c_balance = c_balance - paid.amount,
               c_ytd_payment = c_ytd_payment + paid.amount,
               c_payment_cnt = c_payment_cnt + 1,
               c_data = CASE c_credit
                 WHEN 'BC' THEN left(concat_ws(' ', c_id, c_d_id, c_w_id, paid.d_id, paid.w_id,
                                               paid.amount, c_data), 500)
                 ELSE c_data END
          FROM (SELECT ?::int AS w_id, ?::smallint AS d_id, ?::numeric AS amount) AS paid %s
         WHERE c_w_id = ? AND c_d_id = ? AND c_id = %s
        RETURNING c_id, c_d_id, c_w_id, c_first, c_middle, c_last, c_street_1, c_street_2, c_city,
                  c_state, c_zip, c_phone, c_since, c_credit, c_credit_lim, c_discount, c_balance,
                  CASE c_credit WHEN 'BC' THEN left(c_data, 200) END AS c_data, paid.amount
      ), at_district AS (
        UPDATE district
           SET d_ytd = d_ytd + amount
          FROM paying
         WHERE d_w_id = ? AND d_id = ?
        RETURNING d_w_id, d_id, d_name, d_street_1, d_street_2, d_city, d_state, d_zip
      ), at_warehouse AS (
        UPDATE warehouse
           SET w_ytd = w_ytd + amount
          FROM paying, at_district
         WHERE w_id = ?
        RETURNING w_name, w_street_1, w_street_2, w_city, w_state, w_zip
      ), noted AS (
        INSERT INTO history (h_c_id, h_c_d_id, h_c_w_id, h_d_id, h_w_id, h_date, h_amount, h_data)
        SELECT c_id, c_d_id, c_w_id, d_id, d_w_id, now(), amount, w_name || '    ' || d_name
          FROM paying, at_district, at_warehouse
      )
      SELECT *, now() AS h_date FROM paying, at_district, at_warehouse
      """;

  static final Sql PAY_BY_NUMBER = Sql.of("payment_by_number", PAY.formatted("", "", "?"));

  static final Sql PAY_BY_NAME =
      Sql.of(
          "payment_by_name",
          PAY.formatted(CustomerChoice.NAMED + ",", ", named", "named.named_c_id"));

  private final Inputs inputs;

  /** Who pays how much where. Overwritten by each draw. */
  static final class Request {
    int warehouse;
    int district;
    int customerWarehouse;
    int customerDistrict;
    BigDecimal amount = BigDecimal.ZERO;
    final CustomerChoice customer = new CustomerChoice();

    boolean isRemote() {
      return customerWarehouse != warehouse;
    }
  }

  Payment(Inputs inputs) {
    this.inputs = inputs;
  }

  TransactionType type(double weight) {
    return TransactionType.single(NAME, weight, Request::new, this::draw, this::pay);
  }

  void draw(Worker worker, Request request) {
    Rng random = worker.random();
    Terminals terminals = inputs.terminals();
    request.warehouse = terminals.home(worker);
    request.district = random.between(1, DISTRICTS_A_WAREHOUSE);
    request.customerWarehouse = request.warehouse;
    request.customerDistrict = request.district;
    if (random.chance(REMOTE_SHARE)) {
      request.customerWarehouse = terminals.other(request.warehouse, random);
      if (request.isRemote()) {
        request.customerDistrict = random.between(1, DISTRICTS_A_WAREHOUSE);
      }
    }
    request.customer.draw(inputs.constants(), random);
    request.amount = BigDecimal.valueOf(random.between(1_00L, 5_000_00L), 2);
  }

  private void pay(Tx tx, Request request) throws SQLException {
    CustomerChoice customer = request.customer;
    Query pay;
    if (customer.isByName()) {
      pay = tx.query(PAY_BY_NAME);
      pay.bind(request.customerWarehouse).bind(request.customerDistrict).bind(customer.lastName());
    } else {
      pay = tx.query(PAY_BY_NUMBER);
    }
    pay.bind(request.warehouse)
        .bind(request.district)
        .bind(request.amount)
        .bind(request.customerWarehouse)
        .bind(request.customerDistrict);
    if (!customer.isByName()) {
      pay.bind(customer.number());
    }
    var unused =
        pay.bind(request.warehouse).bind(request.district).bind(request.warehouse).rows().first();
    tx.count(REMOTE, request.isRemote() ? 1 : 0);
    tx.count(BY_NAME, customer.isByName() ? 1 : 0);
    customer.count(tx, inputs);
  }
}
