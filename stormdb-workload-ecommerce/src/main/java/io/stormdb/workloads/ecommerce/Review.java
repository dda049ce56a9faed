package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Counter;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Update;
import io.stormdb.api.Worker;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A user writes one review of a product and no more; the rating follows the reviews. */
final class Review {

  static final String NAME = "review";
  static final Counter WRITTEN = Counter.of("reviews_written");

  private static final String RATE =
      """
      UPDATE products
         SET review_count = review_count + 1, rating_sum = rating_sum + written.rating
        FROM written
       WHERE id = written.product_id
      """;

  private static final String WRITE =
      """
      WITH written AS (
        INSERT INTO reviews (product_id, user_id, reviewed_at, rating, title, content)
        VALUES (?, ?, now(), ?, ?, ?)
            ON CONFLICT DO NOTHING
        RETURNING product_id, user_id, rating)
      """;

  static final Sql PLAIN = Sql.of(NAME, WRITE + RATE);

  static final Sql EMBEDDED =
      Sql.of(
          NAME,
          WRITE.stripTrailing()
              + """
              , embedded AS (
                INSERT INTO review_embeddings (product_id, user_id, embedding)
                SELECT product_id, user_id, ?::vector FROM written)
              """
              + RATE);

  private final Shopper shopper;
  private final @Nullable ReviewEmbeddings embeddings;

  /** What is written. Overwritten by each draw. */
  private static final class Opinion {
    final float[] vector = new float[ReviewEmbeddings.DIMENSIONS];
    long user;
    long product;
    int rating;
    String title = "";
    String content = "";
    String embedding = "";
  }

  /**
   * Prepares.
   *
   * @param embeddings {@code null} if reviews have none
   */
  Review(Shopper shopper, @Nullable ReviewEmbeddings embeddings) {
    this.shopper = shopper;
    this.embeddings = embeddings;
  }

  TransactionType type(double weight) {
    return TransactionType.single(NAME, weight, Opinion::new, this::draw, this::write);
  }

  private void draw(Worker worker, Opinion opinion) {
    Rng random = worker.random();
    opinion.user = shopper.user(worker);
    opinion.product = shopper.product(worker);
    opinion.rating = 5 - Words.place(5, random);
    boolean isContent = opinion.rating > 2;
    opinion.title = isContent ? "Recommended" : "Disappointed";
    opinion.content = Words.of(isContent ? Words.PRAISE : Words.BLAME, random);
    if (embeddings != null) {
      embeddings.fill(opinion.vector, Population.category(opinion.product), opinion.rating, random);
      opinion.embedding = ReviewEmbeddings.text(opinion.vector);
    }
  }

  private void write(Tx tx, Opinion opinion) throws SQLException {
    Update update =
        tx.update(embeddings == null ? PLAIN : EMBEDDED)
            .bind(opinion.product)
            .bind(opinion.user)
            .bind(opinion.rating)
            .bind(opinion.title)
            .bind(opinion.content);
    if (embeddings != null) {
      update.bind(opinion.embedding);
    }
    tx.count(WRITTEN, update.execute());
  }
}
