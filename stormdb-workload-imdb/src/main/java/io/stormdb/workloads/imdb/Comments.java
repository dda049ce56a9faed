package io.stormdb.workloads.imdb;

import io.stormdb.api.Counter;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import io.stormdb.api.Worker;
import java.sql.SQLException;

/** Users write, edit and delete comments; the number of a movie's comments follows. */
final class Comments {

  static final Counter WRITTEN = Counter.of("comments_written");
  static final Counter EDITED = Counter.of("comments_edited");
  static final Counter DELETED = Counter.of("comments_deleted");

  private static final Sql INSERT =
      Sql.of(
          "insert_comment",
          "INSERT INTO comments (movie_id, user_id, written_at, body) VALUES (?, ?, now(), ?)");

  private static final Sql ADD =
      Sql.of(
          "add_to_comments",
          "UPDATE ratings SET comment_count = comment_count + ? WHERE movie_id = ?");

  /** The newest comment on a movie; edited at once, it must not seem to be edited before. */
  static final Sql EDIT =
      Sql.of(
          "edit_comment",
          """
          UPDATE comments
             SET body = ?, edited_at = greatest(now(), written_at)
           WHERE id = (SELECT id FROM comments WHERE movie_id = ?
                        ORDER BY written_at DESC LIMIT 1)
          """);

  static final Sql DELETE =
      Sql.of(
          "delete_oldest_comment",
          """
          DELETE FROM comments
           WHERE id = (SELECT id FROM comments WHERE movie_id = ?
                        ORDER BY written_at LIMIT 1 FOR UPDATE SKIP LOCKED)
          """);

  private static final class Comment {
    long movie;
    long user;
    String body = "";
  }

  private Comments() {}

  static TransactionType writing(double weight, Catalogue catalogue) {
    return TransactionType.of(
        "write_comment", weight, Comment::new, drawing(catalogue), Comments::write);
  }

  static TransactionType editing(double weight, Catalogue catalogue) {
    return TransactionType.single(
        EDIT.name(),
        weight,
        Comment::new,
        drawing(catalogue),
        (tx, comment) ->
            tx.count(EDITED, tx.update(EDIT).bind(comment.body).bind(comment.movie).execute()));
  }

  static TransactionType deleting(double weight, Catalogue catalogue) {
    return TransactionType.of(
        "delete_comment", weight, Comment::new, drawing(catalogue), Comments::delete);
  }

  private static TransactionType.Draw<Comment> drawing(Catalogue catalogue) {
    return (Worker worker, Comment comment) -> {
      Rng random = worker.random();
      comment.movie = catalogue.movie(random);
      comment.user = catalogue.user(random);
      comment.body = Words.any(random.chance(0.7) ? Words.PRAISE : Words.BLAME, random);
    };
  }

  private static void write(Tx tx, Comment comment) throws SQLException {
    tx.update(INSERT).bind(comment.movie).bind(comment.user).bind(comment.body).expectRows(1);
    tx.update(ADD).bind(1).bind(comment.movie).expectRows(1);
    tx.count(WRITTEN, 1);
  }

  private static void delete(Tx tx, Comment comment) throws SQLException {
    long deleted = tx.update(DELETE).bind(comment.movie).execute();
    if (deleted > 0) {
      tx.update(ADD).bind((int) -deleted).bind(comment.movie).expectRows(1);
    }
    tx.count(DELETED, deleted);
  }
}
