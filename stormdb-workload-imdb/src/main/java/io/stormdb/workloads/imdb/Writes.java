package io.stormdb.workloads.imdb;

import io.stormdb.api.Counter;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import java.util.List;

/** What changes the data. */
final class Writes {

  static final Counter WEEKS = Counter.of("box_office_weeks");

  static final Sql UPDATE_DETAILS =
      Sql.of(
          "update_details",
          """
          UPDATE movies
             SET details = jsonb_set(details, '{awards}',
                                     to_jsonb(coalesce((details->>'awards')::int, 0) + 1))
           WHERE id = ?
          """);

  static final Sql REPORT_WEEK =
      Sql.of(
          "report_box_office",
          """
          INSERT INTO box_office (movie_id, week, gross)
          SELECT ?, coalesce(max(week), 0) + 1, ? FROM box_office WHERE movie_id = ?
              ON CONFLICT DO NOTHING
          """);

  private Writes() {}

  static List<TransactionType> all(Catalogue catalogue) {
    return List.of(
        LogView.type(40, catalogue),
        CastVote.type(30, catalogue),
        Comments.writing(12, catalogue),
        Comments.editing(5, catalogue),
        Comments.deleting(2, catalogue),
        AddMovie.type(2, catalogue),
        TransactionType.single(
            UPDATE_DETAILS.name(),
            5,
            Key::new,
            (worker, key) -> key.number = catalogue.movie(worker.random()),
            (tx, key) -> tx.update(UPDATE_DETAILS).bind(key.number).expectRows(1)),
        TransactionType.single(
            REPORT_WEEK.name(),
            4,
            Key::new,
            (worker, key) -> {
              key.number = catalogue.movie(worker.random());
              key.other = worker.random().between(10_000L, 5_000_000L);
            },
            (tx, key) ->
                tx.count(
                    WEEKS,
                    tx.update(REPORT_WEEK)
                        .bind(key.number)
                        .bind(key.other)
                        .bind(key.number)
                        .execute())));
  }
}
