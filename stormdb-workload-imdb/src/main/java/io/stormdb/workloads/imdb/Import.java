package io.stormdb.workloads.imdb;

import io.stormdb.api.LoadContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Data that is there already: files of IMDb, a dump, or a script. What it lacks and the workload
 * needs is added: a rating for each movie, and an audience if there is none.
 */
final class Import {

  private static final int MOST_MOVIES_WITH_AUDIENCE = 1_000_000;

  private static final String MISSING_RATINGS =
      """
      INSERT INTO ratings (movie_id, vote_count, rating_sum, comment_count)
      SELECT id, 0, 0, 0 FROM movies AS m
       WHERE NOT EXISTS (SELECT FROM ratings AS r WHERE r.movie_id = m.id)
      """;

  private static final String RATINGS_OF_AUDIENCE =
      """
      UPDATE ratings AS r
         SET vote_count = r.vote_count + a.votes, rating_sum = r.rating_sum + a.sum,
             comment_count = r.comment_count + a.comments
        FROM (SELECT movie_id, sum(votes) AS votes, sum(points) AS sum, sum(comments) AS comments
                FROM (SELECT movie_id, count(*) AS votes, sum(rating) AS points, 0 AS comments
                        FROM votes GROUP BY movie_id
                       UNION ALL
                      SELECT movie_id, 0, 0, count(*) FROM comments GROUP BY movie_id) AS either
               GROUP BY movie_id) AS a
       WHERE a.movie_id = r.movie_id
      """;

  private final DataLoading loading;
  private final Path path;
  private final String programs;

  /**
   * Prepares an import.
   *
   * @param programs where programs are looked for, separated as in the variable PATH
   */
  Import(DataLoading loading, String programs) {
    this.loading = loading;
    this.path = Path.of(loading.filepath());
    this.programs = programs;
  }

  /**
   * Looks whether all is there that is to be read.
   *
   * @throws IllegalArgumentException if it is not
   */
  void require() {
    if (loading.filepath().isBlank()) {
      throw new IllegalArgumentException(
          "data_loading.mode is %s, which needs data_loading.filepath: %s"
              .formatted(
                  loading.modeName(),
                  loading.mode() == DataLoading.Mode.SQL
                      ? "the path of a script"
                      : "the folder with the files of IMDb, or a dump by pg_dump"));
    }
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException(
          "data_loading.filepath names %s, which is not there or must not be read"
              .formatted(path.toAbsolutePath().normalize()));
    }
    try {
      if (loading.mode() == DataLoading.Mode.DUMP && Archive.is(path)) {
        var unused = Archive.of(path, programs);
      } else if (loading.mode() == DataLoading.Mode.DUMP && Files.isDirectory(path)) {
        var unused = files();
      } else if (Files.isDirectory(path)) {
        throw new IllegalArgumentException(
            "data_loading.filepath must be a script, but %s is a folder"
                .formatted(path.toAbsolutePath().normalize()));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Returns where each of IMDb's files is. */
  private Map<String, Path> files() {
    Map<String, Path> found = new LinkedHashMap<>();
    for (String name : ImdbFiles.ALL) {
      Path plain = path.resolve(name + ".tsv");
      Path compressed = path.resolve(name + ".tsv.gz");
      if (!Files.isReadable(plain) && !Files.isReadable(compressed)) {
        throw new IllegalArgumentException(
            "%s has neither %s nor %s; the files are offered at https://datasets.imdbws.com"
                .formatted(
                    path.toAbsolutePath().normalize(),
                    plain.getFileName(),
                    compressed.getFileName()));
      }
      found.put(name, Files.isReadable(plain) ? plain : compressed);
    }
    return found;
  }

  /** Reads all of it, adds what is missing, and then keys and indexes. */
  void load(LoadContext load) throws SQLException {
    load.remember("source", loading.modeName() + " " + path.getFileName());
    try {
      read(load);
    } catch (IOException e) {
      throw new SQLException("cannot read " + path + ": " + e.getMessage(), e);
    }
    if (isEmpty(load, "movies")) {
      throw new SQLException(path + " has left the table movies empty");
    }
    load.wrote("ratings", Finish.update(load, MISSING_RATINGS));
    if (isEmpty(load, "users")) {
      load.announce(path.getFileName() + " has no users: an audience is made up");
      new Audience(ranking(load), load.seed()).load(load);
      var unused = Finish.update(load, RATINGS_OF_AUDIENCE);
    }
    Finish.of(load);
  }

  private void read(LoadContext load) throws SQLException, IOException {
    boolean isDump = loading.mode() == DataLoading.Mode.DUMP;
    if (isDump && !Archive.is(path) && Files.isDirectory(path)) {
      new ImdbFiles(load, files(), loading).load();
      return;
    }
    ScriptRun run = new ScriptRun(load, String.valueOf(path.getFileName()), loading.maxMemoryMb());
    if (isDump && Archive.is(path)) {
      Archive.of(path, programs).<SQLException>read(run::run);
    } else {
      try (InputStream script = TsvFile.open(path)) {
        run.run(script, () -> {});
      }
    }
    for (String table : ImdbSchema.TABLES) {
      load.wrote(table, Finish.count(load, "SELECT count(*) FROM " + table));
    }
  }

  private static boolean isEmpty(LoadContext load, String table) throws SQLException {
    return Finish.count(load, "SELECT count(*) FROM (SELECT FROM " + table + " LIMIT 1) AS t") == 0;
  }

  private static Ranking ranking(LoadContext load) throws SQLException {
    String top = "SELECT movie_id FROM ratings ORDER BY imported_votes DESC, movie_id LIMIT ";
    long[] movies =
        new long
            [(int)
                Math.min(
                    MOST_MOVIES_WITH_AUDIENCE, Finish.count(load, "SELECT count(*) FROM ratings"))];
    load.connection().setAutoCommit(false);
    try (Statement statement = load.connection().createStatement()) {
      statement.setFetchSize(10_000);
      try (ResultSet rows = statement.executeQuery(top + movies.length)) {
        for (int i = 0; i < movies.length && rows.next(); i++) {
          movies[i] = rows.getLong(1);
        }
      }
    } finally {
      load.connection().rollback();
      load.connection().setAutoCommit(true);
    }
    return new Ranking.Listed(movies);
  }
}
