package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Counter;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes the shop, besides the checkout: one statement each. */
final class Writes {

  static final String ADD_TO_CART = "add_to_cart";
  static final String CHECKOUT = "checkout";

  static final Counter SHIPPED = Counter.of("orders_shipped");
  static final Counter CANCELLED = Counter.of("orders_cancelled");
  static final Counter RESTOCKED = Counter.of("stock_refilled");
  static final Counter RECEIPTS = Counter.of("purchase_order_receipts");

  static final Sql PUT =
      Sql.of(
          ADD_TO_CART,
          """
          INSERT INTO cart_items AS c (user_id, product_id, added_at, quantity)
          VALUES (?, ?, now(), ?)
              ON CONFLICT (user_id, product_id)
              DO UPDATE SET quantity = least(c.quantity + excluded.quantity, 10)
          """);

  static final Sql REGISTER =
      Sql.of(
          "register_user",
          """
          WITH registered AS (
            INSERT INTO users (id, signed_up_at, last_seen_at, loyalty_points, email, first_name,
                               last_name, preferences)
            SELECT number, now(), now(), 0, ? || number || '@new.example', ?, ?, '{}'
              FROM nextval('users_id_seq') AS number
            RETURNING id)
          INSERT INTO shipping_addresses (user_id, latitude, longitude, street, city)
          SELECT id, ?, ?, ?, ? FROM registered
          """);

  static final Sql RECORD_VISIT =
      Sql.of(
          "record_visit",
          """
          WITH begun AS (
            INSERT INTO user_sessions (user_id, started_at, device)
            VALUES (?, now(), ?)
            RETURNING id, started_at, user_id)
          INSERT INTO events (session_id, session_started_at, user_id, product_id, occurred_at,
                              kind)
          SELECT begun.id, begun.started_at, begun.user_id, seen, now(), ?
            FROM begun, unnest(?::bigint[]) AS seen
          """);

  static final Sql UPDATE_PROFILE =
      Sql.of(
          "update_profile",
          """
          UPDATE users
             SET preferences = preferences || jsonb_build_object('newsletter', ?::boolean),
                 loyalty_points = loyalty_points + 1, last_seen_at = now()
           WHERE id = ?
          """);

  static final Sql SHIP =
      Sql.of(
          "ship_order",
          """
          UPDATE orders
             SET status = 'shipped', shipped_at = now()
            FROM (SELECT id FROM orders WHERE status = 'placed'
                   ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS due
           WHERE orders.id = due.id
          """);

  static final Sql CANCEL =
      Sql.of(
          "cancel_order",
          """
          WITH cancelled AS (
            UPDATE orders
               SET status = 'cancelled'
              FROM (SELECT id FROM orders WHERE status = 'placed'
                     ORDER BY id DESC LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS newest
             WHERE orders.id = newest.id
            RETURNING orders.id
          ), refunded AS (
            UPDATE payments SET refunded = true FROM cancelled WHERE order_id = cancelled.id
          ), locked AS MATERIALIZED (
            SELECT i.product_id, i.warehouse_id, l.quantity
              FROM cancelled
              JOIN order_items AS l ON l.order_id = cancelled.id
              JOIN inventory AS i ON i.product_id = l.product_id
                                 AND i.warehouse_id = l.warehouse_id
             ORDER BY i.product_id
               FOR NO KEY UPDATE OF i
          ), returned AS (
            UPDATE inventory AS i
               SET available = i.available + locked.quantity
              FROM locked
             WHERE i.product_id = locked.product_id AND i.warehouse_id = locked.warehouse_id)
          SELECT count(*) FROM cancelled
          """);

  static final Sql RESTOCK =
      Sql.of(
          "restock",
          """
          UPDATE inventory AS i
             SET available = i.full_level
            FROM (SELECT product_id, warehouse_id FROM inventory
                   WHERE available <= reorder_level
                   ORDER BY product_id, warehouse_id
                   LIMIT 20
                     FOR NO KEY UPDATE SKIP LOCKED) AS low
           WHERE i.product_id = low.product_id AND i.warehouse_id = low.warehouse_id
          """);

  /** Half of what was ordered, or the rest of it: the second delivery completes the order. */
  static final Sql RECEIVE =
      Sql.of(
          "receive_purchase_order",
          """
          UPDATE purchase_order_items AS i
             SET received = least(ordered, received + (ordered + 1) / 2)
            FROM (SELECT id FROM purchase_orders WHERE status = 'open'
                   ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS due
           WHERE i.purchase_order_id = due.id AND received < ordered
          """);

  static final Sql CHANGE_PRICE =
      Sql.of(
          "change_price",
          "UPDATE products SET price = greatest(round(price * ?, 2), 0.10) WHERE id = ?");

  /** The price follows: a trigger keeps the margin. */
  static final Sql CHANGE_COST =
      Sql.of(
          "change_cost",
          "UPDATE products SET cost = greatest(round(cost * ?, 2), 0.10) WHERE id = ?");

  private static final int MOST_SEEN = 4;

  /** What is written. Overwritten by each draw. */
  private static final class Change {
    long user;
    long product;
    int number;
    boolean flag;
    double latitude;
    double longitude;
    String text = "";
    String other = "";
    String third = "";
    BigDecimal factor = BigDecimal.ONE;
    long[] seen = {};
  }

  private final Shopper shopper;

  Writes(Shopper shopper) {
    this.shopper = shopper;
  }

  List<TransactionType> all(boolean hasVendors, @Nullable ReviewEmbeddings embeddings) {
    List<TransactionType> types =
        new ArrayList<>(
            List.of(
                new Checkout(shopper).type(25),
                change(ADD_TO_CART, 25, this::drawCart, Writes::put),
                new Review(shopper, embeddings).type(5),
                change(RECORD_VISIT.name(), 15, this::drawVisit, Writes::record),
                change(UPDATE_PROFILE.name(), 6, this::drawProfile, Writes::updateProfile),
                change(REGISTER.name(), 3, Writes::drawRegistration, Writes::register),
                TransactionType.single(
                    SHIP.name(), 12, tx -> tx.count(SHIPPED, tx.update(SHIP).execute())),
                TransactionType.single(
                    CANCEL.name(), 1, tx -> tx.count(CANCELLED, tx.query(CANCEL).firstLong()))));
    if (hasVendors) {
      types.add(
          TransactionType.single(
              RECEIVE.name(), 5, tx -> tx.count(RECEIPTS, tx.update(RECEIVE).execute())));
      types.add(priced(CHANGE_COST));
    } else {
      types.add(
          TransactionType.single(
              RESTOCK.name(), 5, tx -> tx.count(RESTOCKED, tx.update(RESTOCK).execute())));
      types.add(priced(CHANGE_PRICE));
    }
    return types;
  }

  private static TransactionType change(
      String name,
      double weight,
      TransactionType.Draw<Change> draw,
      TransactionType.BodyWith<Change> body) {
    return TransactionType.single(name, weight, Change::new, draw, body);
  }

  private TransactionType priced(Sql sql) {
    return change(
        sql.name(),
        2,
        (worker, change) -> {
          change.product = shopper.product(worker);
          change.factor = BigDecimal.valueOf(worker.random().between(95, 105), 2);
        },
        (tx, change) -> tx.update(sql).bind(change.factor).bind(change.product).expectRows(1));
  }

  private void drawCart(Worker worker, Change change) {
    change.user = shopper.user(worker);
    change.product = shopper.product(worker);
    change.number = 1;
  }

  private static void put(Tx tx, Change change) throws SQLException {
    tx.update(PUT).bind(change.user).bind(change.product).bind(change.number).expectRows(1);
  }

  private void drawVisit(Worker worker, Change change) {
    Rng random = worker.random();
    change.user = shopper.user(worker);
    change.text = Words.of(Words.DEVICES, random);
    change.other = Words.of(Words.EVENTS, random);
    change.seen = new long[1 + Words.place(MOST_SEEN, random)];
    for (int i = 0; i < change.seen.length; i++) {
      change.seen[i] = shopper.product(worker);
    }
  }

  private static void record(Tx tx, Change change) throws SQLException {
    tx.update(RECORD_VISIT)
        .bind(change.user)
        .bind(change.text)
        .bind(change.other)
        .bindArray(change.seen)
        .expectRows(change.seen.length);
  }

  private void drawProfile(Worker worker, Change change) {
    change.user = shopper.user(worker);
    change.flag = worker.random().chance(0.5);
  }

  private static void updateProfile(Tx tx, Change change) throws SQLException {
    tx.update(UPDATE_PROFILE).bind(change.flag).bind(change.user).expectRows(1);
  }

  private static void drawRegistration(Worker worker, Change change) {
    Rng random = worker.random();
    change.number = Words.place(Words.CITIES.length, random);
    change.text = Words.of(Words.FIRST_NAMES, random);
    change.other = Words.of(Words.LAST_NAMES, random);
    // the server adds the number of the user: a repeated run draws the same names again
    change.third = change.text + "." + change.other;
    change.latitude = Words.LATITUDES[change.number] + 0.1 * random.nextGaussian();
    change.longitude = Words.LONGITUDES[change.number] + 0.15 * random.nextGaussian();
  }

  private static void register(Tx tx, Change change) throws SQLException {
    tx.update(REGISTER)
        .bind(change.third)
        .bind(change.text)
        .bind(change.other)
        .bind(change.latitude)
        .bind(change.longitude)
        .bind(Words.STREETS[change.number % Words.STREETS.length])
        .bind(Words.CITIES[change.number])
        .expectRows(1);
  }
}
