package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;
import static io.stormdb.workloads.tpcc.Cardinality.FEWEST_LINES;
import static io.stormdb.workloads.tpcc.Cardinality.ITEMS;
import static io.stormdb.workloads.tpcc.Cardinality.MOST_LINES;

import io.stormdb.api.Counter;
import io.stormdb.api.Rng;
import io.stormdb.api.Rows;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.UnexpectedRowsException;
import io.stormdb.api.Worker;
import java.sql.SQLException;

/**
 * New-Order (clause 2.4): a customer orders 5 to 15 items. One in a hundred orders asks for an item
 * that does not exist in its last line, does the work of all others, and is rolled back.
 */
final class NewOrder {

  static final String NAME = "new_order";
  static final Counter LINES = Counter.of("order_lines");
  static final Counter REMOTE_LINES = Counter.of("order_lines_remote");

  /** No item has this number. */
  static final int UNUSED_ITEM = ITEMS + 1;

  private static final double ROLLBACK_SHARE = 0.01;
  private static final double REMOTE_SHARE = 0.01;

  /** Takes an item out of stock. {@code line} is where it stands; its district follows. */
  private static final String TAKE =
      """
      UPDATE stock
         SET s_quantity = s_quantity - line.quantity
                          + CASE WHEN s_quantity >= line.quantity + 10 THEN 0 ELSE 91 END,
             s_ytd = s_ytd + line.quantity,
             s_order_cnt = s_order_cnt + 1,
             s_remote_cnt = s_remote_cnt + CASE WHEN line.supply = ? THEN 0 ELSE 1 END
        FROM line
       WHERE s_w_id = line.supply AND s_i_id = line.item
      RETURNING line.number, line.item, line.supply, line.quantity, i_name, i_price, s_quantity,
                line.quantity * i_price AS amount,
                CASE WHEN i_data LIKE '%ORIGINAL%' AND s_data LIKE '%ORIGINAL%' THEN 'B'
                     ELSE 'G' END AS brand,
                CASE ? WHEN 1 THEN s_dist_01 WHEN 2 THEN s_dist_02 WHEN 3 THEN s_dist_03
                       WHEN 4 THEN s_dist_04 WHEN 5 THEN s_dist_05 WHEN 6 THEN s_dist_06
                       WHEN 7 THEN s_dist_07 WHEN 8 THEN s_dist_08 WHEN 9 THEN s_dist_09
                       ELSE s_dist_10 END AS dist_info
      """;

  /**
   * The whole order. Stock comes first and the district, which all orders of a district queue for,
   * last: it is then held for the shortest time. The reference to {@code taken} sees to that.
   */
  static final Sql PLACE =
      Sql.of(
          "new_order_place",
          """
          WITH line AS MATERIALIZED (
            SELECT wanted.number, wanted.item, wanted.supply, wanted.quantity,
                   i_name, i_price, i_data
              FROM unnest(?::int[], ?::int[], ?::int[], ?::int[])
                   AS wanted (number, item, supply, quantity)
              JOIN item ON i_id = wanted.item
          ), taken AS (
          %s), numbered AS (
            UPDATE district
               SET d_next_o_id = d_next_o_id + 1
              FROM (SELECT count(*) FROM taken) AS stock_first
             WHERE d_w_id = ? AND d_id = ?
            RETURNING d_w_id, d_id, d_next_o_id - 1 AS o_id, d_tax
          ), ordered AS (
            INSERT INTO orders (o_id, o_d_id, o_w_id, o_c_id, o_entry_d, o_ol_cnt, o_all_local)
            SELECT o_id, d_id, d_w_id, ?, now(), ?, ? FROM numbered
          ), undelivered AS (
            INSERT INTO new_order (no_o_id, no_d_id, no_w_id)
            SELECT o_id, d_id, d_w_id FROM numbered
          ), lines AS (
            INSERT INTO order_line (ol_o_id, ol_d_id, ol_w_id, ol_number, ol_i_id,
                                    ol_supply_w_id, ol_quantity, ol_amount, ol_dist_info)
            SELECT o_id, d_id, d_w_id, number, item, supply, quantity, amount, dist_info
              FROM numbered, taken
          )
          SELECT o_id, c_last, c_credit, c_discount, w_tax, d_tax,
                 number, item, supply, i_name, quantity, s_quantity, brand, i_price, amount,
                 sum(amount) OVER () * (1 - c_discount) * (1 + w_tax + d_tax) AS total
            FROM numbered, taken, warehouse, customer
           WHERE w_id = d_w_id AND c_w_id = d_w_id AND c_d_id = d_id AND c_id = ?
          """
              .formatted(TAKE.indent(2)));

  /** One more line of an order that has been placed, for an item that the order already has. */
  static final Sql ADD_LINE =
      Sql.of(
          "new_order_add_line",
          """
          WITH line AS MATERIALIZED (
            SELECT wanted.number, wanted.item, wanted.supply, wanted.quantity,
                   i_name, i_price, i_data
              FROM (SELECT ?::int AS number, ?::int AS item, ?::int AS supply, ?::int AS quantity)
                   AS wanted
              JOIN item ON i_id = wanted.item
          ), taken AS (
          %s)
          INSERT INTO order_line (ol_o_id, ol_d_id, ol_w_id, ol_number, ol_i_id,
                                  ol_supply_w_id, ol_quantity, ol_amount, ol_dist_info)
          SELECT ?, ?, ?, number, item, supply, quantity, amount, dist_info FROM taken
          """
              .formatted(TAKE.indent(2)));

  private final Inputs inputs;

  /** What one order asks for. Overwritten by each draw. */
  static final class Request {
    int warehouse;
    int district;
    int customer;
    int lineCount;
    int remoteLines;
    boolean unusedItem;
    final OrderLines lines = new OrderLines();

    /** Further lines of an item from a warehouse that {@link #lines} has already; mostly none. */
    final OrderLines repeated = new OrderLines();
  }

  NewOrder(Inputs inputs) {
    this.inputs = inputs;
  }

  TransactionType type(double weight) {
    return TransactionType.of(NAME, weight, Request::new, this::draw, this::place);
  }

  void draw(Worker worker, Request request) {
    Rng random = worker.random();
    Terminals terminals = inputs.terminals();
    request.warehouse = terminals.home(worker);
    request.district = random.between(1, DISTRICTS_A_WAREHOUSE);
    request.customer = inputs.constants().customer().draw(random);
    request.lineCount = random.between(FEWEST_LINES, MOST_LINES);
    request.unusedItem = random.chance(ROLLBACK_SHARE);
    request.remoteLines = 0;
    request.lines.clear();
    request.repeated.clear();
    for (int number = 1; number <= request.lineCount; number++) {
      boolean unused = request.unusedItem && number == request.lineCount;
      int item = unused ? UNUSED_ITEM : inputs.constants().item().draw(random);
      int supply = request.warehouse;
      if (random.chance(REMOTE_SHARE)) {
        supply = terminals.other(request.warehouse, random);
      }
      if (supply != request.warehouse) {
        request.remoteLines++;
      }
      request.lines.insert(number, item, supply, random.between(1, 10));
    }
    request.lines.moveRepeatedTo(request.repeated);
  }

  private void place(Tx tx, Request request) throws SQLException {
    OrderLines lines = request.lines;
    Rows placed =
        tx.query(PLACE)
            .bindArray(lines.numbers())
            .bindArray(lines.items())
            .bindArray(lines.supplies())
            .bindArray(lines.quantities())
            .bind(request.warehouse)
            .bind(request.district)
            .bind(request.warehouse)
            .bind(request.district)
            .bind(request.customer)
            .bind(request.lineCount)
            .bind(request.remoteLines == 0 ? 1 : 0)
            .bind(request.customer)
            .rows()
            .first();
    int order = placed.getInt(1);
    int found = 1;
    while (placed.next()) {
      found++;
    }
    int there = lines.size() - (request.unusedItem ? 1 : 0);
    if (found != there) {
      throw new UnexpectedRowsException(PLACE, there + " rows", found);
    }
    for (int line = 0; line < request.repeated.size(); line++) {
      addLine(tx, request, order, line);
    }
    if (request.unusedItem) {
      tx.rollback();
    }
    count(tx, request);
  }

  private static void addLine(Tx tx, Request request, int order, int line) throws SQLException {
    OrderLines repeated = request.repeated;
    tx.update(ADD_LINE)
        .bind(repeated.number(line))
        .bind(repeated.item(line))
        .bind(repeated.supply(line))
        .bind(repeated.quantity(line))
        .bind(request.warehouse)
        .bind(request.district)
        .bind(order)
        .bind(request.district)
        .bind(request.warehouse)
        .expectRows(1);
  }

  private void count(Tx tx, Request request) {
    tx.count(LINES, request.lineCount);
    tx.count(REMOTE_LINES, request.remoteLines);
    inputs.customers().count(tx, request.customer);
    for (int line = 0; line < request.lines.size(); line++) {
      countItem(tx, request.lines.item(line));
    }
    for (int line = 0; line < request.repeated.size(); line++) {
      countItem(tx, request.repeated.item(line));
    }
  }

  private void countItem(Tx tx, int item) {
    if (item != UNUSED_ITEM) {
      inputs.items().count(tx, item);
    }
  }
}
