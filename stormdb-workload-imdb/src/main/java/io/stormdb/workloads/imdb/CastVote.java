package io.stormdb.workloads.imdb;

import io.stormdb.api.Counter;
import io.stormdb.api.Rows;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import java.sql.SQLException;

/**
 * A user votes for a movie, or changes an earlier vote; number and sum of the votes follow. The
 * rating is locked first, so that two who vote for one movie take turns.
 */
final class CastVote {

  static final Counter CAST = Counter.of("votes_cast");
  static final Counter CHANGED = Counter.of("votes_changed");

  private static final Sql LOCK =
      Sql.of("lock_rating", "SELECT 1 FROM ratings WHERE movie_id = ? FOR NO KEY UPDATE");

  static final Sql EARLIER =
      Sql.of("earlier_vote", "SELECT rating FROM votes WHERE movie_id = ? AND user_id = ?");

  private static final Sql PUT =
      Sql.of(
          "put_vote",
          """
          INSERT INTO votes (movie_id, user_id, rating, voted_at)
          VALUES (?, ?, ?, now())
              ON CONFLICT (movie_id, user_id)
              DO UPDATE SET rating = excluded.rating, voted_at = excluded.voted_at
          """);

  static final Sql ADD =
      Sql.of(
          "add_to_rating",
          """
          UPDATE ratings SET vote_count = vote_count + ?, rating_sum = rating_sum + ?
           WHERE movie_id = ?
          """);

  private static final class Ballot {
    long movie;
    long user;
    int rating;
  }

  private CastVote() {}

  static TransactionType type(double weight, Catalogue catalogue) {
    return TransactionType.of(
        "vote",
        weight,
        Ballot::new,
        (worker, ballot) -> {
          ballot.movie = catalogue.movie(worker.random());
          ballot.user = catalogue.user(worker.random());
          double opinion = 6.5 + 2 * worker.random().nextGaussian();
          ballot.rating = (int) Math.max(1, Math.min(10, Math.round(opinion)));
        },
        CastVote::vote);
  }

  private static void vote(Tx tx, Ballot ballot) throws SQLException {
    var unused = tx.query(LOCK).bind(ballot.movie).firstLong();
    Rows earlier = tx.query(EARLIER).bind(ballot.movie).bind(ballot.user).rows();
    boolean isNew = !earlier.next();
    int before = isNew ? 0 : earlier.getInt(1);
    tx.update(PUT).bind(ballot.movie).bind(ballot.user).bind(ballot.rating).expectRows(1);
    tx.update(ADD)
        .bind(isNew ? 1 : 0)
        .bind(ballot.rating - before)
        .bind(ballot.movie)
        .expectRows(1);
    tx.count(isNew ? CAST : CHANGED, 1);
  }
}
