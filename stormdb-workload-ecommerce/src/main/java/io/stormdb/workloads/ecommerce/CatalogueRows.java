package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Rng;
import io.stormdb.api.RowWriter;
import java.time.Instant;

/**
 * What is sold, by whom, for how much, where it is kept, and what users think of it. What a row
 * holds depends on the seed and the row's number alone. Safe for use by many threads.
 */
final class CatalogueRows {

  static final int PRICES_A_PRODUCT = 3;

  private final Population population;
  private final boolean hasVendors;
  private final ReviewEmbeddings embeddings;

  /** What a generator needs over and over, one for each thread. */
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    final StringBuilder text = new StringBuilder(400);
    final float[] vector = new float[ReviewEmbeddings.DIMENSIONS];

    StringBuilder empty() {
      text.setLength(0);
      return text;
    }
  }

  CatalogueRows(Population population, boolean hasVendors, long seed) {
    this.population = population;
    this.hasVendors = hasVendors;
    this.embeddings = new ReviewEmbeddings(seed);
  }

  void vendor(RowWriter row, long number, Rng random) {
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

  void product(RowWriter row, long number, Rng random) {
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

  void prices(RowWriter row, long number, Rng random) {
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

  void stock(RowWriter row, long number, Rng random) {
    for (int place = 0; place < Cardinality.WAREHOUSES_A_PRODUCT; place++) {
      int full = 100 * random.between(2, 20);
      row.add(number).add(population.warehouse(number, place));
      row.add(random.between(full / 4, full)).add(full / 10).add(full);
      row.end();
    }
  }

  void reviews(RowWriter row, long number, Rng random) {
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

  void embeddings(RowWriter row, long number, Rng random) {
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
}
