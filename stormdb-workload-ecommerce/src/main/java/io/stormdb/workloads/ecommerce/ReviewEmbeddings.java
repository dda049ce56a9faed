package io.stormdb.workloads.ecommerce;

import io.stormdb.api.LoadContext;
import io.stormdb.api.LoadedData;
import io.stormdb.api.Rng;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * What reviews say, as vectors: near each other if they are about the same sort of product and
 * judge it alike. A stand-in for what a language model would make of the texts, with the same
 * structure: a centre for each category, moved along one direction by the rating, plus noise. Safe
 * for use by many threads.
 */
final class ReviewEmbeddings {

  static final int DIMENSIONS = 32;

  /** Finds reviews that say something like what is looked for. */
  static final Sql SIMILAR =
      Sql.of(
          "similar_reviews",
          """
          SELECT r.product_id, r.rating, r.title, r.content
            FROM (SELECT product_id, user_id
                    FROM review_embeddings
                   ORDER BY embedding <=> ?::vector
                   LIMIT 10) AS near
            JOIN reviews AS r USING (product_id, user_id)
          """);

  private static final String REMEMBERED = "review_embeddings";
  private static final String ON = "on";

  /** Where noise has length 1, so that neighbours are of one category, but not in a fixed order. */
  private static final double CENTRE = 2;

  private static final double JUDGEMENT = 0.8;
  private static final double MIDDLE = 3;

  private final float[][] centres = new float[Words.CATEGORIES.length][DIMENSIONS];
  private final float[] praise = new float[DIMENSIONS];

  /** Whether there are to be embeddings. */
  enum Wanted {
    /** If the server has pgvector. */
    AUTO,
    ON,
    OFF
  }

  /** What is looked for. Overwritten by each draw. */
  private static final class Likeness {
    final float[] vector = new float[DIMENSIONS];
    String text = "";
  }

  /**
   * Draws the directions.
   *
   * @param seed the same gives the same
   */
  ReviewEmbeddings(long seed) {
    Rng random = new Rng(Rng.seedOf(seed, "directions of reviews"));
    for (float[] centre : centres) {
      direction(centre, random);
    }
    direction(praise, random);
  }

  private static void direction(float[] vector, Rng random) {
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    normalize(vector);
  }

  /**
   * Creates the table if it is wanted and possible.
   *
   * @throws SQLException if it is wanted without fail, and not possible
   */
  static void create(SchemaContext db, Wanted wanted) throws SQLException {
    if (wanted != Wanted.OFF && (hasExtension(db.connection()) || wanted == Wanted.ON)) {
      Savepoint before = db.connection().setSavepoint();
      try {
        db.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public");
        db.execute(EcommerceSchema.script("embedding_tables.sql").text());
      } catch (SQLException e) {
        if (wanted == Wanted.ON) {
          throw new SQLException(
              "embeddings=on needs the extension 'vector' (pgvector), which cannot be created: %s; install it where the server runs, or give embeddings=off"
                  .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
              e.getSQLState(),
              e);
        }
        // an ordinary user may not create extensions: the shop works without
        db.connection().rollback(before);
      }
    }
  }

  private static boolean hasExtension(Connection connection) throws SQLException {
    return isTrue(
        connection,
        "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector'"
            + " AND coalesce(installed_version, default_version) !~ '^0\\.[0-4]\\.')");
  }

  private static boolean isTrue(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getBoolean(1);
    }
  }

  /**
   * Returns whether there is a table to load, and has that remembered; says so if there is none.
   */
  static boolean areWanted(LoadContext load, Wanted wanted) throws SQLException {
    boolean isThere =
        wanted != Wanted.OFF
            && isTrue(load.connection(), "SELECT to_regclass('review_embeddings') IS NOT NULL");
    load.remember(REMEMBERED, isThere ? ON : "off");
    if (!isThere && wanted == Wanted.AUTO) {
      load.announce(
          "reviews have no embeddings, because the server does not let us have the extension"
              + " 'vector' (pgvector 0.5 or later); everything else is as usual");
    }
    return isThere;
  }

  /** Returns whether there are embeddings in what was loaded. */
  static boolean areIn(LoadedData data) {
    return ON.equals(data.attribute(REMEMBERED));
  }

  /**
   * Overwrites a vector with that of a review.
   *
   * @param category of the product, from 0
   * @param rating 1 to 5
   */
  void fill(float[] vector, int category, int rating, Rng random) {
    float[] centre = centres[category];
    double judgement = JUDGEMENT * (rating - MIDDLE);
    double noise = 1 / Math.sqrt(DIMENSIONS);
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] =
          (float) (CENTRE * centre[i] + judgement * praise[i] + noise * random.nextGaussian());
    }
    normalize(vector);
  }

  private static void normalize(float[] vector) {
    double square = 0;
    for (float element : vector) {
      square += (double) element * element;
    }
    float factor = (float) (1 / Math.sqrt(square));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  /** Returns a vector as pgvector reads it. */
  static String text(float[] vector) {
    StringBuilder text = new StringBuilder(12 * DIMENSIONS).append('[');
    for (int i = 0; i < DIMENSIONS; i++) {
      text.append(i == 0 ? "" : ",").append(vector[i]);
    }
    return text.append(']').toString();
  }

  /**
   * Returns the search for reviews like the one that is drawn.
   *
   * @param shopper says which products are looked at
   */
  TransactionType similar(Shopper shopper, double weight) {
    return TransactionType.single(
            SIMILAR.name(),
            weight,
            Likeness::new,
            (worker, likeness) -> {
              Rng random = worker.random();
              int category = Population.category(shopper.product(worker));
              fill(likeness.vector, category, random.between(1, 5), random);
              likeness.text = text(likeness.vector);
            },
            (tx, likeness) -> {
              var unused = tx.query(SIMILAR).bind(likeness.text).drain();
            })
        .readOnly();
  }
}
