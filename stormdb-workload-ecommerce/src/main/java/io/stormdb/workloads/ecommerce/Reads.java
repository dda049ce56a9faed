package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What users look at: one statement each, on an index of its own. */
final class Reads {

  static final String CATEGORY_PAGE = "category_page";
  static final String SEARCH = "search";
  static final String PRODUCT_PAGE = "product_page";
  static final String PRODUCT_REVIEWS = "product_reviews";

  static final Counter SEARCHES = Counter.of("searches");
  static final Measure HITS = Measure.of("search_hits", "rows");

  static final Sql BY_EMAIL =
      Sql.of(
          "user_by_email",
          "SELECT id, first_name, last_name, preferences FROM users WHERE email = ?");

  static final Sql BY_SKU =
      Sql.of("product_by_sku", "SELECT id, name, price, attributes FROM products WHERE sku = ?");

  static final Sql PRODUCT =
      Sql.of(
          PRODUCT_PAGE,
          """
          SELECT p.name, p.description, p.price, p.attributes, p.review_count,
                 round(p.rating_sum::numeric / nullif(p.review_count, 0), 2) AS rating,
                 (SELECT sum(i.available) FROM inventory AS i WHERE i.product_id = p.id) AS stock
            FROM products AS p
           WHERE p.id = ?
          """);

  static final Sql CATEGORY =
      Sql.of(
          CATEGORY_PAGE,
          """
          SELECT id, name, price, review_count
            FROM products
           WHERE category = ?
           ORDER BY price
           LIMIT 20
          """);

  static final Sql FOUND =
      Sql.of(
          SEARCH,
          """
          SELECT id, name, price, ts_rank(words, query) AS rank
            FROM products, plainto_tsquery('english', ?) AS query
           WHERE words @@ query
           ORDER BY rank DESC, id
           LIMIT 20
          """);

  static final Sql TAGGED =
      Sql.of(
          "products_by_tag",
          """
          SELECT id, name, price
            FROM products
           WHERE tags @> ?::text[]
           ORDER BY price
           LIMIT 20
          """);

  static final Sql WITH_ATTRIBUTES =
      Sql.of(
          "products_by_attributes",
          "SELECT id, name, price FROM products WHERE attributes @> ?::jsonb LIMIT 20");

  static final Sql REVIEWS =
      Sql.of(
          PRODUCT_REVIEWS,
          """
          SELECT r.rating, r.title, r.content, r.reviewed_at, u.first_name
            FROM reviews AS r
            JOIN users AS u ON u.id = r.user_id
           WHERE r.product_id = ?
           ORDER BY r.reviewed_at DESC
           LIMIT 10
          """);

  static final Sql ORDERS =
      Sql.of(
          "order_history",
          """
          SELECT id, placed_at, total, status
            FROM orders
           WHERE user_id = ?
           ORDER BY placed_at DESC
           LIMIT 10
          """);

  static final Sql ORDER =
      Sql.of(
          "order_detail",
          """
          SELECT o.placed_at, o.status, o.total, y.method, i.quantity, i.unit_price, p.name
            FROM orders AS o
            JOIN payments AS y ON y.order_id = o.id
            JOIN order_items AS i ON i.order_id = o.id
            JOIN products AS p ON p.id = i.product_id
           WHERE o.id = ?
          """);

  static final Sql RECENT =
      Sql.of(
          "recent_activity",
          """
          SELECT e.occurred_at, e.kind, p.name
            FROM events AS e
            JOIN products AS p ON p.id = e.product_id
           WHERE e.user_id = ?
           ORDER BY e.occurred_at DESC
           LIMIT 10
          """);

  static final Sql BOUGHT_TOGETHER =
      Sql.of(
          "bought_together",
          """
          SELECT other.product_id, count(*) AS times
            FROM (SELECT order_id FROM order_items WHERE product_id = ? LIMIT 200) AS this
            JOIN order_items AS other USING (order_id)
           GROUP BY other.product_id
           ORDER BY times DESC, other.product_id
           LIMIT 5
          """);

  static final Sql NEAREST_WAREHOUSE =
      Sql.of(
          "nearest_warehouse",
          """
          SELECT nearest.id, nearest.city, nearest.distance
            FROM shipping_addresses AS a,
                 LATERAL (SELECT w.id, w.city, w.location <-> a.location AS distance
                            FROM warehouses AS w
                           ORDER BY distance
                           LIMIT 1) AS nearest
           WHERE a.user_id = ?
          """);

  static final Sql NEIGHBOURS =
      Sql.of(
          "neighbours",
          """
          SELECT user_id, city
            FROM shipping_addresses
           ORDER BY location <-> (SELECT location FROM shipping_addresses WHERE user_id = ?)
           LIMIT 10
          """);

  static final Sql VENDOR =
      Sql.of(
          "vendor_products",
          """
          SELECT v.name, p.id, p.name, p.price, p.cost
            FROM vendors AS v
            JOIN products AS p ON p.vendor_id = v.id
           WHERE v.id = ?
           LIMIT 50
          """);

  static final Sql PRICES =
      Sql.of(
          "price_history",
          """
          SELECT changed_at, price, cost
            FROM price_history
           WHERE product_id = ?
           ORDER BY id DESC
           LIMIT 20
          """);

  /** What is asked for. Overwritten by each draw. */
  private static final class Key {
    long number;
    String text = "";
  }

  private final Population population;
  private final Shopper shopper;

  Reads(Population population, Shopper shopper) {
    this.population = population;
    this.shopper = shopper;
  }

  List<TransactionType> all(boolean hasVendors, @Nullable ReviewEmbeddings embeddings) {
    Cardinality rows = population.rows();
    List<TransactionType> types =
        new ArrayList<>(
            List.of(
                ofProduct(PRODUCT, 20),
                byText(CATEGORY, 10, random -> Words.of(Words.CATEGORIES, random)),
                search(10),
                ofProduct(REVIEWS, 8),
                ofUser(ORDERS, 8),
                byText(BY_EMAIL, 8, random -> Population.email(user(random))),
                byText(BY_SKU, 5, random -> Population.sku(product(random))),
                byNumber(ORDER, 8, random -> random.between(1, rows.orders())),
                byText(TAGGED, 3, Reads::tags),
                byText(WITH_ATTRIBUTES, 3, Reads::attributes),
                ofUser(RECENT, 5),
                ofProduct(BOUGHT_TOGETHER, 3),
                ofUser(NEAREST_WAREHOUSE, 4),
                ofUser(NEIGHBOURS, 2)));
    if (embeddings != null) {
      types.add(embeddings.similar(shopper, 3));
    }
    if (hasVendors) {
      types.add(byNumber(VENDOR, 2, random -> random.between(1, rows.vendors())));
      types.add(ofProduct(PRICES, 1));
    }
    return types;
  }

  private long user(Rng random) {
    return population.popularity().user(random);
  }

  private long product(Rng random) {
    return population.popularity().product(random);
  }

  private static String searched(Rng random) {
    String[] nouns = Words.NOUNS[random.between(0, Words.NOUNS.length - 1)];
    return random.chance(0.5)
        ? Words.of(nouns, random)
        : Words.of(Words.ADJECTIVES, random) + " " + Words.of(nouns, random);
  }

  /** Two of them: by one, so many products are found that an index would be of no use. */
  private static String tags(Rng random) {
    int tag = Words.place(Words.TAGS.length, random);
    int other = (tag + random.between(1, Words.TAGS.length - 1)) % Words.TAGS.length;
    return "{" + Words.TAGS[tag] + "," + Words.TAGS[other] + "}";
  }

  private static String attributes(Rng random) {
    return "{\"colour\": \""
        + Words.of(Words.COLOURS, random)
        + "\", \"material\": \""
        + Words.of(Words.MATERIALS, random)
        + "\"}";
  }

  private interface Numbers {
    long draw(Rng random);
  }

  private interface Texts {
    String draw(Rng random);
  }

  private TransactionType ofUser(Sql sql, double weight) {
    return single(sql, weight, (worker, key) -> key.number = shopper.user(worker));
  }

  private TransactionType ofProduct(Sql sql, double weight) {
    return single(sql, weight, (worker, key) -> key.number = shopper.product(worker));
  }

  private static TransactionType byNumber(Sql sql, double weight, Numbers numbers) {
    return single(sql, weight, (worker, key) -> key.number = numbers.draw(worker.random()));
  }

  private static TransactionType single(Sql sql, double weight, TransactionType.Draw<Key> draw) {
    return TransactionType.single(
            sql.name(),
            weight,
            Key::new,
            draw,
            (tx, key) -> {
              var unused = tx.query(sql).bind(key.number).drain();
            })
        .readOnly();
  }

  private static TransactionType search(double weight) {
    return TransactionType.<Key>single(
            SEARCH,
            weight,
            Key::new,
            (worker, key) -> key.text = searched(worker.random()),
            (tx, key) -> {
              long found = tx.query(FOUND).bind(key.text).drain();
              tx.count(SEARCHES, 1);
              tx.measure(HITS, found);
            })
        .readOnly();
  }

  private static TransactionType byText(Sql sql, double weight, Texts texts) {
    return TransactionType.<Key>single(
            sql.name(),
            weight,
            Key::new,
            (worker, key) -> key.text = texts.draw(worker.random()),
            (tx, key) -> {
              var unused = tx.query(sql).bind(key.text).drain();
            })
        .readOnly();
  }
}
