package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Check;
import java.util.ArrayList;
import java.util.List;

/** What holds of the shop at any moment, as queries that find what breaks it. */
final class Invariants {

  private static final List<Check> OF_SALES =
      List.of(
          Check.always(
              "stock",
              "stock is never negative",
              "SELECT product_id, warehouse_id, available FROM inventory WHERE available < 0"),
          Check.always(
              "order totals",
              "the total of an order is the sum of its lines",
              """
              SELECT o.id, o.total, l.total AS total_of_lines
                FROM orders AS o
                LEFT JOIN (SELECT order_id, sum(quantity * unit_price) AS total
                             FROM order_items GROUP BY order_id) AS l ON l.order_id = o.id
               WHERE l.total IS DISTINCT FROM o.total
              """),
          Check.always(
              "payments",
              "each order has a payment of its total, refunded if and only if it was cancelled",
              """
              SELECT o.id, o.status, o.total, p.amount, p.refunded
                FROM orders AS o
                LEFT JOIN payments AS p ON p.order_id = o.id
               WHERE p.amount IS DISTINCT FROM o.total
                  OR p.refunded IS DISTINCT FROM (o.status = 'cancelled')
              """),
          Check.always(
              "shipping",
              "an order has a date of shipping if and only if it was shipped",
              """
              SELECT id, status, shipped_at FROM orders
               WHERE (shipped_at IS NOT NULL) <> (status IN ('shipped', 'delivered'))
              """),
          Check.always(
              "ratings",
              "number and sum of a product's ratings are those of its reviews",
              """
              SELECT p.id, p.review_count, p.rating_sum, r.number, r.sum
                FROM products AS p
                LEFT JOIN (SELECT product_id, count(*) AS number, sum(rating) AS sum
                             FROM reviews GROUP BY product_id) AS r ON r.product_id = p.id
               WHERE p.review_count <> coalesce(r.number, 0)
                  OR p.rating_sum <> coalesce(r.sum, 0)
              """),
          Check.always(
              "sequence of events",
              "nobody orders or visits before signing up",
              """
              SELECT u.id, u.signed_up_at, o.placed_at AS happened
                FROM orders AS o JOIN users AS u ON u.id = o.user_id
               WHERE o.placed_at < u.signed_up_at
              UNION ALL
              SELECT u.id, u.signed_up_at, s.started_at
                FROM user_sessions AS s JOIN users AS u ON u.id = s.user_id
               WHERE s.started_at < u.signed_up_at
              """));

  private static final List<Check> OF_PURCHASES =
      List.of(
          Check.always(
              "open purchase orders",
              "a product has at most one open purchase order",
              """
              SELECT product_id, count(*) FROM purchase_orders
               WHERE status = 'open' GROUP BY product_id HAVING count(*) > 1
              """),
          Check.always(
              "receipts",
              "a purchase order is open if and only if something is still to come",
              """
              SELECT o.id, o.status, i.missing
                FROM purchase_orders AS o
                LEFT JOIN (SELECT purchase_order_id, sum(ordered - received) AS missing
                             FROM purchase_order_items GROUP BY purchase_order_id) AS i
                  ON i.purchase_order_id = o.id
               WHERE (o.status = 'open') <> (coalesce(i.missing, 0) > 0)
              """),
          Check.always(
              "margins",
              "a price is the cost and the margin",
              """
              SELECT id, price, cost, margin_percent FROM products
               WHERE price <> round(cost * (100 + margin_percent) / 100, 2)
              """),
          Check.always(
              "price history",
              "the last entry of a product's price history is its price",
              """
              SELECT p.id, p.price, h.price AS last_price
                FROM products AS p
                LEFT JOIN (SELECT DISTINCT ON (product_id) product_id, price
                             FROM price_history ORDER BY product_id, id DESC) AS h
                  ON h.product_id = p.id
               WHERE h.price IS DISTINCT FROM p.price
              """));

  private Invariants() {}

  private static final Check OF_EMBEDDINGS =
      Check.always(
          "embeddings",
          "every review has an embedding",
          """
          SELECT r.product_id, r.user_id
            FROM reviews AS r
            LEFT JOIN review_embeddings AS e USING (product_id, user_id)
           WHERE e.product_id IS NULL
          """);

  static List<Check> of(boolean hasVendors, boolean hasEmbeddings) {
    List<Check> checks = new ArrayList<>(OF_SALES);
    if (hasEmbeddings) {
      checks.add(OF_EMBEDDINGS);
    }
    if (hasVendors) {
      checks.addAll(OF_PURCHASES);
    }
    return checks;
  }
}
