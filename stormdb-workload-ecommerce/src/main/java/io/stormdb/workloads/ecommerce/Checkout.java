package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.Rows;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.math.BigDecimal;
import java.sql.SQLException;

/**
 * A user pays for a basket: stock is taken from the nearest warehouse that has enough, the order is
 * written with its lines and payment, and the cart is emptied of what was bought. One statement.
 * What is nowhere in stock is left out; if that is everything, there is no order.
 */
final class Checkout {

  static final Counter PLACED = Counter.of("orders_placed");
  static final Counter LINES = Counter.of("order_lines");
  static final Counter MISSING = Counter.of("lines_out_of_stock");
  static final Counter REVENUE = Counter.of("revenue_cents");
  static final Measure BASKET_VALUE = Measure.of("basket_value", "EUR");

  /**
   * Stock is locked in the order of products before it is changed, so that two users who buy the
   * same things do not wait for each other in a circle; whoever has waited looks at the stock
   * again.
   */
  static final Sql PAY =
      Sql.of(
          "checkout",
          """
          WITH wanted AS MATERIALIZED (
            SELECT w.product_id, w.quantity, p.price, near.warehouse_id
              FROM unnest(?::bigint[], ?::int[]) AS w (product_id, quantity)
              JOIN products AS p ON p.id = w.product_id
             CROSS JOIN LATERAL (
                   SELECT i.warehouse_id
                     FROM inventory AS i
                     JOIN warehouses AS h ON h.id = i.warehouse_id
                    WHERE i.product_id = w.product_id AND i.available >= w.quantity
                    ORDER BY h.location <-> (SELECT location FROM shipping_addresses
                                              WHERE user_id = ?)
                    LIMIT 1) AS near
          ), locked AS MATERIALIZED (
            SELECT i.product_id, i.warehouse_id, wanted.quantity, wanted.price
              FROM wanted
              JOIN inventory AS i ON i.product_id = wanted.product_id
                                 AND i.warehouse_id = wanted.warehouse_id
             ORDER BY i.product_id
               FOR NO KEY UPDATE OF i
          ), taken AS (
            UPDATE inventory AS i
               SET available = i.available - locked.quantity
              FROM locked
             WHERE i.product_id = locked.product_id AND i.warehouse_id = locked.warehouse_id
               AND i.available >= locked.quantity
            RETURNING i.product_id, i.warehouse_id, locked.quantity, locked.price
          ), placed AS (
            INSERT INTO orders (user_id, placed_at, total, status)
            SELECT ?, now(), sum(quantity * price), 'placed' FROM taken HAVING count(*) > 0
            RETURNING id, total
          ), lines AS (
            INSERT INTO order_items (order_id, product_id, warehouse_id, quantity, unit_price)
            SELECT placed.id, taken.product_id, taken.warehouse_id, taken.quantity, taken.price
              FROM placed, taken
          ), paid AS (
            INSERT INTO payments (order_id, paid_at, amount, method)
            SELECT id, now(), total, ? FROM placed
          ), emptied AS (
            DELETE FROM cart_items
             WHERE user_id = ? AND product_id IN (SELECT product_id FROM taken)
          )
          SELECT (SELECT count(*) FROM taken), (SELECT total FROM placed)
          """);

  /** Who buys what. Overwritten by each draw. */
  static final class Purchase {
    long user;
    final Basket basket = new Basket();
    long[] products = {};
    int[] quantities = {};
    String method = "";
  }

  private final Shopper shopper;

  Checkout(Shopper shopper) {
    this.shopper = shopper;
  }

  TransactionType type(double weight) {
    return TransactionType.single(
        Writes.CHECKOUT, weight, Purchase::new, this::draw, Checkout::pay);
  }

  private void draw(Worker worker, Purchase purchase) {
    purchase.user = shopper.user(worker);
    shopper.basket(worker, purchase.basket);
    purchase.products = purchase.basket.products();
    purchase.quantities = purchase.basket.quantities();
    purchase.method = Words.of(Words.PAYMENT_METHODS, worker.random());
  }

  private static void pay(Tx tx, Purchase purchase) throws SQLException {
    Rows result =
        tx.query(PAY)
            .bindArray(purchase.products)
            .bindArray(purchase.quantities)
            .bind(purchase.user)
            .bind(purchase.user)
            .bind(purchase.method)
            .bind(purchase.user)
            .rows()
            .first();
    long lines = result.getLong(1);
    BigDecimal total = result.getDecimal(2);
    tx.count(LINES, lines);
    tx.count(MISSING, purchase.products.length - lines);
    if (total != null) {
      tx.count(PLACED, 1);
      tx.count(REVENUE, total.movePointRight(2).longValueExact());
      tx.measure(BASKET_VALUE, total.doubleValue());
    }
  }
}
