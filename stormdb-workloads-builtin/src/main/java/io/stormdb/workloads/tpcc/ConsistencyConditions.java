package io.stormdb.workloads.tpcc;

import io.stormdb.api.Check;
import java.util.List;

/**
 * The twelve consistency conditions of clauses 3.3.2.1 to 3.3.2.12, each as a query that finds what
 * breaks it in one pass over its tables.
 *
 * <p>Sums of nothing are 0, and joins are outer ones: a warehouse without history, a district
 * without orders and a customer without payments are held to the rule like any other.
 */
final class ConsistencyConditions {

  static final List<Check> ALL =
      List.of(
          Check.always(
              "3.3.2.1",
              "W_YTD = sum(D_YTD) of the warehouse",
              """
              SELECT w_id, w_ytd, coalesce(d_ytd_sum, 0) AS d_ytd_sum
                FROM warehouse
                LEFT JOIN (SELECT d_w_id, sum(d_ytd) AS d_ytd_sum
                             FROM district GROUP BY d_w_id) AS district ON d_w_id = w_id
               WHERE w_ytd <> coalesce(d_ytd_sum, 0)
              """),
          Check.always(
              "3.3.2.2",
              "D_NEXT_O_ID - 1 = max(O_ID) = max(NO_O_ID) of the district",
              """
              SELECT d_w_id, d_id, d_next_o_id, max_o_id, max_no_o_id
                FROM district
                LEFT JOIN (SELECT o_w_id, o_d_id, max(o_id) AS max_o_id
                             FROM orders GROUP BY o_w_id, o_d_id) AS placed
                  ON o_w_id = d_w_id AND o_d_id = d_id
                LEFT JOIN (SELECT no_w_id, no_d_id, max(no_o_id) AS max_no_o_id
                             FROM new_order GROUP BY no_w_id, no_d_id) AS waiting
                  ON no_w_id = d_w_id AND no_d_id = d_id
               WHERE d_next_o_id - 1 <> coalesce(max_o_id, 0)
                  OR d_next_o_id - 1 <> max_no_o_id
              """),
          Check.always(
              "3.3.2.3",
              "max(NO_O_ID) - min(NO_O_ID) + 1 = number of rows in NEW-ORDER of the district",
              """
              SELECT no_w_id, no_d_id, min(no_o_id), max(no_o_id), count(*)
                FROM new_order
               GROUP BY no_w_id, no_d_id
              HAVING max(no_o_id) - min(no_o_id) + 1 <> count(*)
              """),
          Check.always(
              "3.3.2.4",
              "sum(O_OL_CNT) = number of rows in ORDER-LINE of the district",
              """
              SELECT w_id, d_id, o_ol_cnt_sum, line_count
                FROM (SELECT o_w_id AS w_id, o_d_id AS d_id, sum(o_ol_cnt) AS o_ol_cnt_sum
                        FROM orders GROUP BY o_w_id, o_d_id) AS placed
                FULL JOIN (SELECT ol_w_id AS w_id, ol_d_id AS d_id, count(*) AS line_count
                             FROM order_line GROUP BY ol_w_id, ol_d_id) AS lines
               USING (w_id, d_id)
               WHERE coalesce(o_ol_cnt_sum, 0) <> coalesce(line_count, 0)
              """),
          Check.always(
              "3.3.2.5",
              "O_CARRIER_ID is null if and only if the order is in NEW-ORDER",
              """
              SELECT o_w_id, o_d_id, o_id, o_carrier_id, no_w_id, no_d_id, no_o_id
                FROM orders
                FULL JOIN new_order ON no_w_id = o_w_id AND no_d_id = o_d_id AND no_o_id = o_id
               WHERE o_id IS NULL OR (o_carrier_id IS NULL) <> (no_o_id IS NOT NULL)
              """),
          Check.always(
              "3.3.2.6",
              "O_OL_CNT = number of rows in ORDER-LINE of the order",
              """
              SELECT o_w_id, o_d_id, o_id, o_ol_cnt, ol_w_id, ol_d_id, ol_o_id, line_count
                FROM orders
                FULL JOIN (SELECT ol_w_id, ol_d_id, ol_o_id, count(*) AS line_count
                             FROM order_line GROUP BY ol_w_id, ol_d_id, ol_o_id) AS lines
                  ON ol_w_id = o_w_id AND ol_d_id = o_d_id AND ol_o_id = o_id
               WHERE coalesce(o_ol_cnt, 0) <> coalesce(line_count, 0)
              """),
          Check.always(
              "3.3.2.7",
              "OL_DELIVERY_D is null if and only if O_CARRIER_ID of the order is null",
              """
              SELECT ol_w_id, ol_d_id, ol_o_id, ol_number, ol_delivery_d, o_carrier_id
                FROM order_line
                LEFT JOIN orders ON o_w_id = ol_w_id AND o_d_id = ol_d_id AND o_id = ol_o_id
               WHERE o_id IS NULL OR (ol_delivery_d IS NULL) <> (o_carrier_id IS NULL)
              """),
          Check.always(
              "3.3.2.8",
              "W_YTD = sum(H_AMOUNT) of the warehouse",
              """
              SELECT w_id, w_ytd, coalesce(h_amount_sum, 0) AS h_amount_sum
                FROM warehouse
                LEFT JOIN (SELECT h_w_id, sum(h_amount) AS h_amount_sum
                             FROM history GROUP BY h_w_id) AS paid ON h_w_id = w_id
               WHERE w_ytd <> coalesce(h_amount_sum, 0)
              """),
          Check.always(
              "3.3.2.9",
              "D_YTD = sum(H_AMOUNT) of the district",
              """
              SELECT d_w_id, d_id, d_ytd, coalesce(h_amount_sum, 0) AS h_amount_sum
                FROM district
                LEFT JOIN (SELECT h_w_id, h_d_id, sum(h_amount) AS h_amount_sum
                             FROM history GROUP BY h_w_id, h_d_id) AS paid
                  ON h_w_id = d_w_id AND h_d_id = d_id
               WHERE d_ytd <> coalesce(h_amount_sum, 0)
              """),
          Check.always(
              "3.3.2.10",
              "C_BALANCE = sum(OL_AMOUNT) delivered to the customer - sum(H_AMOUNT)",
              """
              SELECT c_w_id, c_d_id, c_id, c_balance,
                     coalesce(ol_amount_sum, 0) AS ol_amount_sum,
                     coalesce(h_amount_sum, 0) AS h_amount_sum
                FROM customer
                LEFT JOIN (%s) AS delivered
                  ON o_w_id = c_w_id AND o_d_id = c_d_id AND o_c_id = c_id
                LEFT JOIN (SELECT h_c_w_id, h_c_d_id, h_c_id, sum(h_amount) AS h_amount_sum
                             FROM history GROUP BY h_c_w_id, h_c_d_id, h_c_id) AS paid
                  ON h_c_w_id = c_w_id AND h_c_d_id = c_d_id AND h_c_id = c_id
               WHERE c_balance <> coalesce(ol_amount_sum, 0) - coalesce(h_amount_sum, 0)
              """
                  .formatted(delivered())),
          new Check(
              "3.3.2.11",
              "number of rows in ORDER - number of rows in NEW-ORDER of the district = 2100",
              """
              SELECT d_w_id, d_id, coalesce(order_count, 0) AS order_count,
                     coalesce(new_order_count, 0) AS new_order_count
                FROM district
                LEFT JOIN (SELECT o_w_id, o_d_id, count(*) AS order_count
                             FROM orders GROUP BY o_w_id, o_d_id) AS placed
                  ON o_w_id = d_w_id AND o_d_id = d_id
                LEFT JOIN (SELECT no_w_id, no_d_id, count(*) AS new_order_count
                             FROM new_order GROUP BY no_w_id, no_d_id) AS waiting
                  ON no_w_id = d_w_id AND no_d_id = d_id
               WHERE coalesce(order_count, 0) - coalesce(new_order_count, 0) <> %d
              """
                  .formatted(Cardinality.FIRST_UNDELIVERED_ORDER - 1),
              true),
          Check.always(
              "3.3.2.12",
              "C_BALANCE + C_YTD_PAYMENT = sum(OL_AMOUNT) delivered to the customer",
              """
              SELECT c_w_id, c_d_id, c_id, c_balance, c_ytd_payment,
                     coalesce(ol_amount_sum, 0) AS ol_amount_sum
                FROM customer
                LEFT JOIN (%s) AS delivered
                  ON o_w_id = c_w_id AND o_d_id = c_d_id AND o_c_id = c_id
               WHERE c_balance + c_ytd_payment <> coalesce(ol_amount_sum, 0)
              """
                  .formatted(delivered())));

  private ConsistencyConditions() {}

  /**
   * By customer, what the delivered lines of all orders come to. Lines are added up by order first:
   * in the order of their key that needs no memory, and the join is then a tenth of the size.
   */
  private static String delivered() {
    return """
        SELECT o_w_id, o_d_id, o_c_id, sum(order_amount) AS ol_amount_sum
          FROM orders
          JOIN (SELECT ol_w_id, ol_d_id, ol_o_id, sum(ol_amount) AS order_amount
                  FROM order_line
                 WHERE ol_delivery_d IS NOT NULL
                 GROUP BY ol_w_id, ol_d_id, ol_o_id) AS lines
            ON ol_w_id = o_w_id AND ol_d_id = o_d_id AND ol_o_id = o_id
         GROUP BY o_w_id, o_d_id, o_c_id""";
  }
}
