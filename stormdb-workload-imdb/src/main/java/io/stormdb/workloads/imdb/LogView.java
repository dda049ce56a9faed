package io.stormdb.workloads.imdb;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.Rng;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Tx;
import java.sql.SQLException;

/**
 * Somebody has watched a movie: a line in the log, and one more in the month's sum. The sum comes
 * last, because its row is the one that others wait for.
 */
final class LogView {

  static final Counter LOGGED = Counter.of("views_logged");
  static final Measure WATCHED = Measure.of("watched", "s");

  private static final Sql LOG =
      Sql.of(
          "log",
          """
          INSERT INTO views (movie_id, user_id, viewed_at, seconds, client)
          VALUES (?, ?, now(), ?, ?::jsonb)
          """);

  static final Sql ADD =
      Sql.of(
          "add_to_month",
          """
          INSERT INTO movie_months AS m (movie_id, month, views)
          VALUES (?, date_trunc('month', now() AT TIME ZONE 'UTC')::date, 1)
              ON CONFLICT (movie_id, month) DO UPDATE SET views = m.views + 1
          """);

  private static final String[] CLIENTS = clients();

  private static final class View {
    long movie;
    long user;
    int seconds;
    String client = "";
  }

  private LogView() {}

  private static String[] clients() {
    String[] clients = new String[Words.DEVICES.length];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = "{\"device\": \"" + Words.DEVICES[i] + "\", \"version\": 43}";
    }
    return clients;
  }

  static TransactionType type(double weight, Catalogue catalogue) {
    return TransactionType.of(
        "log_view",
        weight,
        View::new,
        (worker, view) -> {
          Rng random = worker.random();
          view.movie = catalogue.movie(random);
          view.user = catalogue.user(random);
          view.seconds =
              random.chance(0.6) ? random.between(4_200, 9_000) : random.between(60, 4_199);
          view.client = Words.of(CLIENTS, random);
        },
        LogView::log);
  }

  private static void log(Tx tx, View view) throws SQLException {
    tx.update(LOG)
        .bind(view.movie)
        .bind(view.user)
        .bind(view.seconds)
        .bind(view.client)
        .expectRows(1);
    tx.update(ADD).bind(view.movie).expectRows(1);
    tx.count(LOGGED, 1);
    tx.measure(WATCHED, view.seconds);
  }
}
