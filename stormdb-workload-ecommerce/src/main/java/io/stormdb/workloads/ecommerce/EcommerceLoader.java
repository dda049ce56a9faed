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
  private static final int PRICES_A_PRODUCT = 3;

  private final LoadContext load;
  private final boolean hasVendors;
  private final boolean hasEmbeddings;
  private final ReviewEmbeddings embeddings;
  private final Population population;
  private final Cardinality rows;

  /** What a generator needs over and over, one for each thread. */
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    final StringBuilder text = new StringBuilder(400);
    final Population.Order order = new Population.Order();
    final float[] vector = new float[ReviewEmbeddings.DIMENSIONS];

    StringBuilder empty() {
      text.setLength(0);
      return text;
    }
  }

  EcommerceLoader(LoadContext load, boolean hasVendors, boolean hasEmbeddings) {
    this.load = load;
    this.hasVendors = hasVendors;
    this.hasEmbeddings = hasEmbeddings;
    this.embeddings = new ReviewEmbeddings(load.seed());
    this.population = new Population(Cardinality.of((long) load.scale()), load.seed());
    this.rows = population.rows();
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
        .groups(rows.products(), this::stock);
    load.copy("cart_items", "user_id", "product_id", "added_at", "quantity")
        .groups(rows.users(), this::cart);
    load.copy("orders", "id", "user_id", "placed_at", "shipped_at", "total", "status")
        .rows(rows.orders(), this::order);
    load.copy("order_items", "order_id", "product_id", "warehouse_id", "quantity", "unit_price")
        .groups(rows.orders(), this::lines);
    load.copy("payments", "order_id", "paid_at", "amount", "refunded", "method")
        .rows(rows.orders(), this::payment);
    load.copy("reviews", "product_id", "user_id", "reviewed_at", "rating", "title", "content")
        .groups(rows.products(), this::reviews);
    if (hasEmbeddings) {
      load.copy("review_embeddings", "product_id", "user_id", "embedding")
          .groups(rows.products(), this::embeddings);
    }
    load.copy("user_sessions", "id", "user_id", "started_at", "device")
        .rows(rows.sessions(), this::session);
    load.copy("events", "session_id", "user_id", "product_id", "occurred_at", "kind")
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
          .rows(rows.vendors(), this::vendor);
      columns.addAll(List.of("vendor_id", "cost", "margin_percent"));
    }
    load.copy("products", columns.toArray(String[]::new)).rows(rows.products(), this::product);
    if (hasVendors) {
      load.copy("price_history", "id", "product_id", "changed_at", "price", "cost")
          .groups(rows.products(), this::prices);
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
    load.executeInParallel(EcommerceSchema.statements("indexes.sql"));
    if (hasEmbeddings) {
      load.executeInParallel(EcommerceSchema.statements("embedding_indexes.sql"));
    }
    goOnFrom("users", rows.users());
    goOnFrom("orders", rows.orders());
    goOnFrom("user_sessions", rows.sessions());
    if (hasVendors) {
      goOnFrom("price_history", rows.products() * PRICES_A_PRODUCT);
      goOnFrom("purchase_orders", rows.products());
      load.executeInParallel(EcommerceSchema.statements("vendor_indexes.sql"));
    }
    // one after another: two foreign keys on one table would wait for each other's locks
    load.execute(EcommerceSchema.script("foreign_keys.sql"));
    if (hasEmbeddings) {
      load.execute(EcommerceSchema.script("embedding_foreign_keys.sql"));
    }
    if (hasVendors) {
      load.execute(EcommerceSchema.script("vendor_foreign_keys.sql"));
      load.execute(EcommerceSchema.script("triggers.sql"));
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

  private void vendor(RowWriter row, long number, Rng random) {
    row.add(number).add(random.between(1, 21)).addDecimal(random.between(2_50, 5_00), 2);
    row.add(scratch.get().empty().append("Exampleware ").append(number).append(" Ltd"));
    row.add(
        scratch
            .get()
            .empty()
            .append("{\"city\": \"")
            .append(Words.of(Words.CITIES, random))
            .append("\"}"));
  }

  private void product(RowWriter row, long number, Rng random) {
    int reviews = population.reviews(number);
    long ratings = 0;
    for (int review = 0; review < reviews; review++) {
      ratings += population.rating(number, review);
    }
    int category = Population.category(number);
    String noun = Words.of(Words.NOUNS[category], random);
    String adjective = Words.of(Words.ADJECTIVES, random);
    String material = Words.of(Words.MATERIALS, random);
    String colour = Words.of(Words.COLOURS, random);
    row.add(number).add(Instant.ofEpochSecond(Rhythm.FROM - random.between(0, 1_000) * Rhythm.DAY));
    row.add(reviews).add(ratings).addDecimal(population.price(number), 2);
    row.add(Population.sku(number)).add(Words.CATEGORIES[category]);
    StringBuilder text = scratch.get().empty();
    row.add(text.append(adjective).append(' ').append(material).append(' ').append(noun));
    text = scratch.get().empty();
    text.append("A ").append(adjective).append(' ').append(noun).append(" made of ");
    text.append(material).append(", in ").append(colour).append(". For those who like it ");
    row.add(text.append(Words.of(Words.ADJECTIVES, random)).append('.'));
    text = scratch.get().empty();
    text.append("{\"colour\": \"").append(colour).append("\", \"material\": \"").append(material);
    row.add(text.append("\", \"weight_g\": ").append(random.between(50, 5_000)).append('}'));
    text = scratch.get().empty();
    String tag = Words.of(Words.TAGS, random);
    String other = Words.of(Words.TAGS, random);
    row.add(tag.equals(other) ? text.append(tag) : text.append(tag).append(',').append(other));
    if (hasVendors) {
      row.add(population.vendor(number)).addDecimal(population.cost(number), 2);
      row.add(population.marginPercent(number));
    }
  }

  private void prices(RowWriter row, long number, Rng random) {
    long cost = population.cost(number);
    int margin = population.marginPercent(number);
    for (int price = 1; price <= PRICES_A_PRODUCT; price++) {
      // the last is the price of today
      long then = price == PRICES_A_PRODUCT ? cost : cost * random.between(80, 99) / 100;
      row.add((number - 1) * PRICES_A_PRODUCT + price).add(number);
      row.add(Instant.ofEpochSecond(Rhythm.FROM + (price - 1) * 100L * Rhythm.DAY));
      row.addDecimal(Population.priceOf(then, margin), 2).addDecimal(then, 2);
      row.end();
    }
  }

  private void stock(RowWriter row, long number, Rng random) {
    for (int place = 0; place < Cardinality.WAREHOUSES_A_PRODUCT; place++) {
      int full = 100 * random.between(2, 20);
      row.add(number).add(population.warehouse(number, place));
      row.add(random.between(full / 4, full)).add(full / 10).add(full);
      row.end();
    }
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

  private void reviews(RowWriter row, long number, Rng random) {
    int reviews = population.reviews(number);
    for (int review = 0; review < reviews; review++) {
      long user = population.reviewer(number, review, reviews);
      int rating = population.rating(number, review);
      String[] opinions = rating > 2 ? Words.PRAISE : Words.BLAME;
      row.add(number).add(user);
      row.add(Instant.ofEpochSecond(Rhythm.notBefore(population.signUp(user), random)));
      row.add(rating).add(rating > 2 ? "Recommended" : "Disappointed");
      StringBuilder text = scratch.get().empty();
      text.append(opinions[random.between(0, opinions.length - 1)]).append(' ');
      row.add(text.append(opinions[random.between(0, opinions.length - 1)]));
      row.end();
    }
  }

  private void embeddings(RowWriter row, long number, Rng random) {
    int reviews = population.reviews(number);
    float[] vector = scratch.get().vector;
    for (int review = 0; review < reviews; review++) {
      row.add(number).add(population.reviewer(number, review, reviews));
      int rating = population.rating(number, review);
      embeddings.fill(vector, Population.category(number), rating, random);
      row.add(vector);
      row.end();
    }
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
      row.add(number).add(user).add(population.popularity().product(random));
      row.add(Instant.ofEpochSecond(started + 20L * event));
      row.add(Words.of(Words.EVENTS, random));
      row.end();
    }
  }
}
