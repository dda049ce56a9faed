package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.List;

/** What the management asks: a month of the loaded year, or the shop as it is now. */
final class Analytics {

  private static final int DAYS_ASKED_FOR = 30;

  /** The 30 days that begin so many days after the year did. */
  private static final String MONTH =
      """
      (SELECT begun, begun + interval '30 days' AS ended
         FROM (SELECT timestamptz '2025-01-01 00:00+00' + ?::int * interval '1 day' AS begun) AS d
      ) AS month
      """;

  static final Sql SALES_BY_DAY =
      Sql.of(
          "sales_by_day",
          """
          SELECT day, orders, revenue,
                 avg(revenue) OVER (ORDER BY day ROWS 6 PRECEDING) AS week_average
            FROM (SELECT date_trunc('day', o.placed_at) AS day, count(*) AS orders,
                         sum(o.total) AS revenue
                    FROM orders AS o, %s
                   WHERE o.placed_at >= month.begun AND o.placed_at < month.ended
                     AND o.status <> 'cancelled'
                   GROUP BY 1) AS days
           ORDER BY day
          """
              .formatted(MONTH));

  static final Sql TOP_PRODUCTS =
      Sql.of(
          "top_products",
          """
          SELECT category, name, sold, place
            FROM (SELECT p.category, p.name, sum(i.quantity) AS sold,
                         rank() OVER (PARTITION BY p.category ORDER BY sum(i.quantity) DESC)
                           AS place
                    FROM %s
                    JOIN orders AS o ON o.placed_at >= month.begun AND o.placed_at < month.ended
                    JOIN order_items AS i ON i.order_id = o.id
                    JOIN products AS p ON p.id = i.product_id
                   GROUP BY p.category, p.id, p.name) AS ranked
           WHERE place <= 3
           ORDER BY category, place
          """
              .formatted(MONTH));

  static final Sql CUSTOMER_SEGMENTS =
      Sql.of(
          "customer_segments",
          """
          SELECT segment, count(*) AS users, coalesce(avg(spent), 0) AS mean_spent
            FROM (SELECT spent,
                         CASE WHEN orders >= 3 THEN 'loyal' WHEN orders = 2 THEN 'returning'
                              ELSE 'occasional' END AS segment
                    FROM (SELECT o.user_id, count(*) AS orders, sum(o.total) AS spent
                            FROM orders AS o, %s
                           WHERE o.placed_at >= month.begun AND o.placed_at < month.ended
                           GROUP BY o.user_id) AS buyers) AS segmented
           GROUP BY segment
           ORDER BY segment
          """
              .formatted(MONTH));

  static final Sql FUNNEL =
      Sql.of(
          "funnel",
          """
          SELECT e.kind, count(*) AS events, count(DISTINCT e.user_id) AS users
            FROM events AS e, %s
           WHERE e.occurred_at >= month.begun AND e.occurred_at < month.ended
           GROUP BY e.kind
           ORDER BY events DESC
          """
              .formatted(MONTH));

  static final Sql SPENDING_TREND =
      Sql.of(
          "spending_trend",
          """
          WITH by_week AS (
            SELECT date_trunc('week', o.placed_at) AS week, p.category,
                   sum(i.quantity * i.unit_price) AS revenue
              FROM %s
              JOIN orders AS o ON o.placed_at >= month.begun AND o.placed_at < month.ended
              JOIN order_items AS i ON i.order_id = o.id
              JOIN products AS p ON p.id = i.product_id
             GROUP BY 1, 2)
          SELECT week, category, revenue,
                 revenue - lag(revenue) OVER (PARTITION BY category ORDER BY week) AS growth
            FROM by_week
           ORDER BY category, week
          """
              .formatted(MONTH));

  static final Sql STOCK_REPORT =
      Sql.of(
          "stock_report",
          """
          SELECT w.city, p.category, sum(i.available) AS pieces, sum(i.available * p.price) AS worth,
                 count(*) FILTER (WHERE i.available <= i.reorder_level) AS low
            FROM inventory AS i
            JOIN products AS p ON p.id = i.product_id
            JOIN warehouses AS w ON w.id = i.warehouse_id
           GROUP BY w.city, p.category
           ORDER BY w.city, p.category
          """);

  static final Sql BEST_RATED =
      Sql.of(
          "best_rated",
          """
          SELECT category, name, rating, review_count
            FROM (SELECT category, name, review_count, rating_sum::numeric / review_count AS rating,
                         row_number() OVER (PARTITION BY category
                                            ORDER BY rating_sum::numeric / review_count DESC,
                                                     review_count DESC, id) AS place
                    FROM products
                   WHERE review_count >= 3) AS ranked
           WHERE place <= 5
          """);

  static final Sql VENDOR_PERFORMANCE =
      Sql.of(
          "vendor_performance",
          """
          SELECT v.id, v.name, sum(i.quantity) AS sold,
                 sum(i.quantity * (i.unit_price - p.cost)) AS profit
            FROM %s
            JOIN orders AS o ON o.placed_at >= month.begun AND o.placed_at < month.ended
            JOIN order_items AS i ON i.order_id = o.id
            JOIN products AS p ON p.id = i.product_id
            JOIN vendors AS v ON v.id = p.vendor_id
           GROUP BY v.id, v.name
           ORDER BY profit DESC
           LIMIT 20
          """
              .formatted(MONTH));

  private static final class Month {
    int firstDay;
  }

  private Analytics() {}

  static List<TransactionType> all(boolean hasVendors) {
    List<TransactionType> types =
        new ArrayList<>(
            List.of(
                ofMonth(SALES_BY_DAY),
                ofMonth(TOP_PRODUCTS),
                ofMonth(CUSTOMER_SEGMENTS),
                ofMonth(FUNNEL),
                ofMonth(SPENDING_TREND),
                ofToday(STOCK_REPORT),
                ofToday(BEST_RATED)));
    if (hasVendors) {
      types.add(ofMonth(VENDOR_PERFORMANCE));
    }
    return types;
  }

  private static TransactionType ofMonth(Sql sql) {
    return TransactionType.<Month>single(
            sql.name(),
            1,
            Month::new,
            (worker, month) ->
                month.firstDay = worker.random().between(0, Rhythm.DAYS - DAYS_ASKED_FOR),
            (tx, month) -> {
              var unused = tx.query(sql).bind(month.firstDay).drain();
            })
        .readOnly();
  }

  private static TransactionType ofToday(Sql sql) {
    return TransactionType.single(
            sql.name(),
            1,
            tx -> {
              var unused = tx.query(sql).drain();
            })
        .readOnly();
  }
}
