package io.stormdb.workloads.ecommerce;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Rng;
import io.stormdb.api.RowWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The shop at the end of a year of business. What a row holds depends on the seed and the row's
 * number alone.
 */
final class EcommerceLoader {

  private static final long SHIPPED_AFTER = 2 * Rhythm.DAY;
  private static final long DELIVERED_AFTER = 7 * Rhythm.DAY;
  private static final int MOST_EVENTS = 8;

  private final LoadContext load;
  private final boolean hasVendors;
  private final boolean hasEmbeddings;
  private final CatalogueRows catalogue;
  private final Population population;
  private final Cardinality rows;

  /** What a generator needs over and over, one for each thread. */
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    final StringBuilder text = new StringBuilder(400);
    final Population.Order order = new Population.Order();

    StringBuilder empty() {
      text.setLength(0);
      return text;
    }
  }

  EcommerceLoader(LoadContext load, boolean hasVendors, boolean hasEmbeddings) {
    this.load = load;
    this.hasVendors = hasVendors;
    this.hasEmbeddings = hasEmbeddings;
    this.population = new Population(Cardinality.of((long) load.scale()), load.seed());
    this.rows = population.rows();
    this.catalogue = new CatalogueRows(population, hasVendors, load.seed());
  }

  /** Fills all tables, then adds keys, indexes and triggers. */
  void load() throws SQLException {
    load.copy("warehouses", "id", "city", "latitude", "longitude")
        .rows(rows.warehouses(), this::warehouse);
    load.copy(
            "users",
            "id",
            "signed_up_at",
            "last_seen_at",
            "loyalty_points",
            "email",
            "first_name",
            "last_name",
            "preferences")
        .rows(rows.users(), this::user);
    load.copy("shipping_addresses", "user_id", "latitude", "longitude", "street", "city")
        .rows(rows.users(), this::address);
    loadProducts();
    load.copy("inventory", "product_id", "warehouse_id", "available", "reorder_level", "full_level")
        .groups(rows.products(), catalogue::stock);
    load.copy("cart_items", "user_id", "product_id", "added_at", "quantity")
        .groups(rows.users(), this::cart);
    load.copy("orders", "id", "user_id", "placed_at", "shipped_at", "total", "status")
        .rows(rows.orders(), this::order);
    load.copy("order_items", "order_id", "product_id", "warehouse_id", "quantity", "unit_price")
        .groups(rows.orders(), this::lines);
    load.copy("payments", "order_id", "paid_at", "amount", "refunded", "method")
        .rows(rows.orders(), this::payment);
    load.copy("reviews", "product_id", "user_id", "reviewed_at", "rating", "title", "content")
        .groups(rows.products(), catalogue::reviews);
    if (hasEmbeddings) {
      load.copy("review_embeddings", "product_id", "user_id", "embedding")
          .groups(rows.products(), catalogue::embeddings);
    }
    load.copy("user_sessions", "id", "user_id", "started_at", "device")
        .rows(rows.sessions(), this::session);
    load.copy(
            "events",
            "session_id",
            "session_started_at",
            "user_id",
            "product_id",
            "occurred_at",
            "kind")
        .groups(rows.sessions(), this::events);
    if (hasVendors) {
      loadPurchases();
    }
    finish();
  }

  private void loadProducts() throws SQLException {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "id",
                "created_at",
                "review_count",
                "rating_sum",
                "price",
                "sku",
                "category",
                "name",
                "description",
                "attributes",
                "tag_list"));
    if (hasVendors) {
      load.copy("vendors", "id", "lead_time_days", "rating", "name", "address")
          .rows(rows.vendors(), catalogue::vendor);
      columns.addAll(List.of("vendor_id", "cost", "margin_percent"));
    }
    load.copy("products", columns.toArray(String[]::new)).rows(rows.products(), catalogue::product);
    if (hasVendors) {
      load.copy("price_history", "id", "product_id", "changed_at", "price", "cost")
          .groups(rows.products(), catalogue::prices);
    }
  }

  private void loadPurchases() throws SQLException {
    load.copy(
            "purchase_orders",
            "id",
            "vendor_id",
            "product_id",
            "raised_at",
            "received_at",
            "status")
        .rows(rows.products(), this::purchase);
    load.copy(
            "purchase_order_items",
            "purchase_order_id",
            "product_id",
            "warehouse_id",
            "ordered",
            "received",
            "unit_cost")
        .groups(rows.products(), this::purchasedItems);
  }

  private void finish() throws SQLException {
    load.executeInParallel(EcommerceSchema.script("indexes.sql").statements());
    if (hasEmbeddings) {
      load.executeInParallel(EcommerceSchema.script("embedding_indexes.sql").statements());
    }
    goOnFrom("users", rows.users());
    goOnFrom("orders", rows.orders());
    goOnFrom("user_sessions", rows.sessions());
    if (hasVendors) {
      goOnFrom("price_history", rows.products() * CatalogueRows.PRICES_A_PRODUCT);
      goOnFrom("purchase_orders", rows.products());
      load.executeInParallel(EcommerceSchema.script("vendor_indexes.sql").statements());
    } else {
      load.execute(EcommerceSchema.script("basic_indexes.sql").text());
    }
    // one after another: two foreign keys on one table would wait for each other's locks
    load.execute(EcommerceSchema.script("foreign_keys.sql").text());
    if (hasEmbeddings) {
      load.execute(EcommerceSchema.script("embedding_foreign_keys.sql").text());
    }
    if (hasVendors) {
      load.execute(EcommerceSchema.script("vendor_foreign_keys.sql").text());
      load.execute(EcommerceSchema.script("triggers.sql").text());
    }
  }

  private void goOnFrom(String table, long last) throws SQLException {
    load.execute("ALTER TABLE " + table + " ALTER COLUMN id RESTART WITH " + (last + 1));
  }

  private void warehouse(RowWriter row, long number, Rng random) {
    int city = (int) ((number - 1) % Words.CITIES.length);
    row.add(number).add(Words.CITIES[city]);
    row.add(Words.LATITUDES[city] + random.nextDouble() * 0.2);
    row.add(Words.LONGITUDES[city] + random.nextDouble() * 0.2);
  }

  private void user(RowWriter row, long number, Rng random) {
    long signUp = population.signUp(number);
    row.add(number).add(Instant.ofEpochSecond(signUp));
    row.add(Instant.ofEpochSecond(Rhythm.notBefore(signUp, random)));
    row.add(random.between(0L, 2_000L));
    String first = Words.of(Words.FIRST_NAMES, random);
    String last = Words.of(Words.LAST_NAMES, random);
    row.add(Population.email(number)).add(first).add(last);
    row.add(
        scratch
            .get()
            .empty()
            .append("{\"newsletter\": ")
            .append(random.chance(0.4))
            .append(", \"favourite\": \"")
            .append(Words.of(Words.CATEGORIES, random))
            .append("\"}"));
  }

  private void address(RowWriter row, long number, Rng random) {
    int city = Words.place(Words.CITIES.length, random);
    row.add(number);
    // people live around the centre, fewer of them farther out
    row.add(Words.LATITUDES[city] + 0.1 * random.nextGaussian());
    row.add(Words.LONGITUDES[city] + 0.15 * random.nextGaussian());
    row.add(
        scratch
            .get()
            .empty()
            .append(1 + Words.place(200, random))
            .append(' ')
            .append(Words.of(Words.STREETS, random)));
    row.add(Words.CITIES[city]);
  }

  /** Each product was bought once in the year. All of it has come, but for the newest orders. */
  private void purchase(RowWriter row, long number, Rng random) {
    boolean open = isOpenPurchase(number);
    double share = open ? 0.95 + 0.05 * random.nextDouble() : 0.9 * random.nextDouble();
    long raised = Rhythm.momentOf(Rhythm.dayAt(share), random);
    row.add(number).add(population.vendor(number)).add(number);
    row.add(Instant.ofEpochSecond(raised));
    if (open) {
      row.addNull().add("open");
    } else {
      row.add(Instant.ofEpochSecond(raised + random.between(1, 21) * Rhythm.DAY)).add("received");
    }
  }

  private void purchasedItems(RowWriter row, long number, Rng random) {
    for (int place = 0; place < Cardinality.WAREHOUSES_A_PRODUCT; place++) {
      int pieces = random.between(50, 500);
      row.add(number).add(number).add(population.warehouse(number, place));
      row.add(pieces).add(isOpenPurchase(number) ? 0 : pieces);
      row.addDecimal(population.cost(number), 2);
      row.end();
    }
  }

  /** One of ten is on its way, so that there is something to receive. */
  private boolean isOpenPurchase(long number) {
    return number > rows.products() - rows.products() / 10;
  }

  /** One of three users has left something in the cart. */
  private void cart(RowWriter row, long number, Rng random) {
    if (random.chance(1.0 / 3)) {
      row.add(number).add(population.popularity().product(random));
      row.add(Instant.ofEpochSecond(Rhythm.TO - random.between(0L, Rhythm.DAY) - 1));
      row.add(1 + Words.place(Basket.MOST_OF_ONE, random));
      row.end();
    }
  }

  private Population.Order orderOf(long number) {
    Population.Order order = scratch.get().order;
    population.order(number, order);
    return order;
  }

  private long totalOf(Basket basket) {
    long total = 0;
    for (int line = 0; line < basket.size(); line++) {
      total += basket.quantity(line) * population.price(basket.product(line));
    }
    return total;
  }

  private boolean isCancelled(long number) {
    return population.of("cancelled", number).chance(0.03);
  }

  private void order(RowWriter row, long number, Rng random) {
    Population.Order order = orderOf(number);
    row.add(number).add(order.user).add(Instant.ofEpochSecond(order.placed));
    long age = Rhythm.TO - order.placed;
    if (isCancelled(number)) {
      row.addNull().addDecimal(totalOf(order.basket), 2).add("cancelled");
    } else if (age < SHIPPED_AFTER) {
      row.addNull().addDecimal(totalOf(order.basket), 2).add("placed");
    } else {
      row.add(Instant.ofEpochSecond(order.placed + random.between(Rhythm.DAY / 4, SHIPPED_AFTER)));
      row.addDecimal(totalOf(order.basket), 2);
      row.add(age < DELIVERED_AFTER ? "shipped" : "delivered");
    }
  }

  private void lines(RowWriter row, long number, Rng random) {
    Basket basket = orderOf(number).basket;
    for (int line = 0; line < basket.size(); line++) {
      long product = basket.product(line);
      row.add(number).add(product);
      row.add(
          population.warehouse(product, random.between(0, Cardinality.WAREHOUSES_A_PRODUCT - 1)));
      row.add(basket.quantity(line)).addDecimal(population.price(product), 2);
      row.end();
    }
  }

  private void payment(RowWriter row, long number, Rng random) {
    Population.Order order = orderOf(number);
    row.add(number).add(Instant.ofEpochSecond(order.placed));
    row.addDecimal(totalOf(order.basket), 2).add(isCancelled(number));
    row.add(Words.of(Words.PAYMENT_METHODS, random));
  }

  private long startOf(long session) {
    int day = Rhythm.dayAt((session - 1) / (double) rows.sessions());
    return Rhythm.momentOf(day, population.of("sessions", session));
  }

  private long visitorOf(long session, long started) {
    return population.userAt(started, population.of("visitors", session));
  }

  private void session(RowWriter row, long number, Rng random) {
    long started = startOf(number);
    row.add(number).add(visitorOf(number, started)).add(Instant.ofEpochSecond(started));
    row.add(Words.of(Words.DEVICES, random));
  }

  private void events(RowWriter row, long number, Rng random) {
    long started = startOf(number);
    long user = visitorOf(number, started);
    int events = 1 + Words.place(MOST_EVENTS, random);
    for (int event = 0; event < events; event++) {
      row.add(number).add(Instant.ofEpochSecond(started)).add(user);
      row.add(population.popularity().product(random));
      row.add(Instant.ofEpochSecond(started + 20L * event));
      row.add(Words.of(Words.EVENTS, random));
      row.end();
    }
  }
}
