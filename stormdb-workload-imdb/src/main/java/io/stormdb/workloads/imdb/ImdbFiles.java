package io.stormdb.workloads.imdb;

import io.stormdb.api.CopyTable.RowSource;
import io.stormdb.api.LoadContext;
import io.stormdb.api.RowWriter;
import io.stormdb.workloads.imdb.Fields.BadValue;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The public files of IMDb, read straight into the tables: titles, names, ratings and principals.
 * The numbers of the keys become the numbers of the rows. Rows that cannot be read, that repeat a
 * key, or that refer to a key that is not there, are left out and counted.
 */
final class ImdbFiles {

  static final String TITLES = "title.basics";
  static final String RATINGS = "title.ratings";
  static final String PRINCIPALS = "title.principals";
  static final String NAMES = "name.basics";
  static final List<String> ALL = List.of(TITLES, RATINGS, PRINCIPALS, NAMES);

  private static final List<String> COLUMNS_OF_TITLES =
      List.of(
          "tconst",
          "titleType",
          "primaryTitle",
          "originalTitle",
          "isAdult",
          "startYear",
          "endYear",
          "runtimeMinutes",
          "genres");
  private static final List<String> COLUMNS_OF_RATINGS =
      List.of("tconst", "averageRating", "numVotes");
  private static final List<String> COLUMNS_OF_PRINCIPALS =
      List.of("tconst", "ordering", "nconst", "category", "job", "characters");
  private static final List<String> COLUMNS_OF_NAMES =
      List.of(
          "nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles");

  /** A set of keys for each of the four files, and one more when titles are read again. */
  private static final int SETS = 5;

  private final LoadContext load;
  private final Map<String, Path> paths;
  private final long batchSize;
  private final long largestKey;
  private final BitSet titles = new BitSet();
  private final BitSet names = new BitSet();
  private final Map<String, Integer> genres = new LinkedHashMap<>();
  private final StringBuilder details = new StringBuilder(200);
  private long lastTitle;
  private final BitSet orderings = new BitSet();

  /**
   * Prepares to read.
   *
   * @param paths where each of {@link #ALL} is
   */
  ImdbFiles(LoadContext load, Map<String, Path> paths, DataLoading loading) {
    this.load = load;
    this.paths = paths;
    this.batchSize = loading.batchSize();
    this.largestKey = loading.maxMemoryMb() * (1 << 20) / SETS * Byte.SIZE - 1;
  }

  /** Reads all files. */
  void load() throws SQLException {
    copy(
        NAMES,
        COLUMNS_OF_NAMES,
        this::name,
        true,
        "people",
        "id",
        "imdb_id",
        "name",
        "birth_year",
        "death_year",
        "profession");
    copy(
        TITLES,
        COLUMNS_OF_TITLES,
        titled(titles, this::title),
        true,
        "movies",
        "id",
        "imdb_id",
        "kind",
        "title",
        "year",
        "runtime_minutes",
        "overview",
        "details");
    loadGenres();
    BitSet rated = new BitSet();
    copy(
        RATINGS,
        COLUMNS_OF_RATINGS,
        (values, row) -> rating(values, row, rated),
        true,
        "ratings",
        "movie_id",
        "imported_votes",
        "imported_sum",
        "vote_count",
        "rating_sum",
        "comment_count");
    copy(
        PRINCIPALS,
        COLUMNS_OF_PRINCIPALS,
        this::principal,
        true,
        "credits",
        "movie_id",
        "ordering",
        "person_id",
        "category",
        "character");
  }

  /** Reads the titles again: a COPY fills one table, and genres are in another one. */
  private void loadGenres() throws SQLException {
    GenreRows rows = new GenreRows();
    copy(
        TITLES,
        COLUMNS_OF_TITLES,
        titled(new BitSet(), rows::take),
        false,
        "movie_genres",
        "movie_id",
        "genre_id");
    List<String> all = List.copyOf(genres.keySet());
    load.copy("genres", "id", "name")
        .rows(all.size(), (row, number, random) -> row.add(number).add(all.get((int) number - 1)));
  }

  /** Writes the row that a line stands for, or none; returns whether it did. */
  private interface Reading {
    boolean read(String[] values, RowWriter row) throws BadValue;
  }

  private interface Titled {
    boolean read(long id, String[] values, RowWriter row) throws BadValue;
  }

  private void copy(
      String file,
      List<String> columns,
      Reading reading,
      boolean reports,
      String table,
      String... into)
      throws SQLException {
    Path path = Objects.requireNonNull(paths.get(file), file);
    LeftOut leftOut = new LeftOut(file);
    long rows = 0;
    try (TsvFile tsv = new TsvFile(path, columns, leftOut)) {
      Batch batch = new Batch(tsv, reading);
      while (!batch.ended) {
        batch.left = batchSize;
        rows += load.copy(table, into).stream(batch);
      }
    } catch (IOException e) {
      throw new SQLException("cannot read " + path + ": " + e.getMessage(), e);
    }
    if (reports) {
      leftOut.report(load, rows);
      if (rows == 0) {
        throw new SQLException(path + " has no row that could be used");
      }
    }
  }

  /** So many rows of a file; the next ones are for another COPY. */
  private static final class Batch implements RowSource {
    private final TsvFile tsv;
    private final Reading reading;
    private long left;
    private boolean ended;

    Batch(TsvFile tsv, Reading reading) {
      this.tsv = tsv;
      this.reading = reading;
    }

    @Override
    public boolean next(RowWriter row) throws IOException {
      while (left > 0) {
        String[] values = tsv.next();
        if (values == null) {
          ended = true;
          return false;
        }
        try {
          if (reading.read(values, row)) {
            row.end();
            left--;
            return true;
          }
        } catch (BadValue e) {
          tsv.leaveOut(String.valueOf(e.getMessage()));
        }
      }
      return false;
    }
  }

  private void add(BitSet keys, long key, String column) throws BadValue {
    if (key > largestKey) {
      throw new BadValue(
          "%s %d is too large for data_loading.max_memory_mb".formatted(column, key));
    }
    if (keys.get((int) key)) {
      throw new BadValue("%s %d was there before".formatted(column, key));
    }
    keys.set((int) key);
  }

  private static long known(BitSet keys, String column, long key) throws BadValue {
    if (key > Integer.MAX_VALUE || !keys.get((int) key)) {
      throw new BadValue("there is no %s %d".formatted(column, key));
    }
    return key;
  }

  private boolean name(String[] values, RowWriter row) throws BadValue {
    long id = Fields.key("nconst", "nm", values[0]);
    String name = Fields.text("primaryName", values[1]);
    Integer born = Fields.number("birthYear", values[2]);
    Integer died = Fields.number("deathYear", values[3]);
    add(names, id, "nconst");
    row.add(id).add(values[0]).add(name);
    add(row, born);
    add(row, died);
    add(row, Fields.optional(values[4]));
    return true;
  }

  private Reading titled(BitSet keys, Titled then) {
    return (values, row) -> {
      long id = Fields.key("tconst", "tt", values[0]);
      var unusedTitle = Fields.text("primaryTitle", values[2]);
      var unusedYear = Fields.number("startYear", values[5]);
      var unusedMinutes = Fields.number("runtimeMinutes", values[7]);
      add(keys, id, "tconst");
      return then.read(id, values, row);
    };
  }

  private boolean title(long id, String[] values, RowWriter row) throws BadValue {
    String title = values[2];
    String original = values[3].equals(TsvFile.NOTHING) ? title : values[3];
    row.add(id).add(values[0]).add(values[1]).add(title);
    add(row, Fields.number("startYear", values[5]));
    add(row, Fields.number("runtimeMinutes", values[7]));
    row.add(original.equals(title) ? "" : original);
    details.setLength(0);
    details.append("{\"adult\": ").append(values[4].equals("1")).append(", \"original\": ");
    Fields.json(details, original);
    row.add(details.append('}'));
    return true;
  }

  /** One row after another of what a line has several of. */
  private final class GenreRows {
    private boolean take(long id, String[] values, RowWriter row) {
      String list = values[8];
      if (list.equals(TsvFile.NOTHING) || list.isEmpty()) {
        return false;
      }
      boolean isFirst = true;
      for (String genre : new LinkedHashSet<>(List.of(list.split(",", -1)))) {
        if (!isFirst) {
          row.end();
        }
        isFirst = false;
        row.add(id).add(genres.computeIfAbsent(genre, name -> genres.size() + 1));
      }
      return true;
    }
  }

  private boolean rating(String[] values, RowWriter row, BitSet rated) throws BadValue {
    long id = known(titles, "tconst", Fields.key("tconst", "tt", values[0]));
    int tenths = Fields.tenths("averageRating", values[1]);
    Integer votes = Fields.number("numVotes", values[2]);
    if (votes == null || votes == 0) {
      throw new BadValue("numVotes must be at least 1, was '" + values[2] + "'");
    }
    add(rated, id, "tconst");
    long sum = (long) tenths * votes;
    row.add(id).add(votes).addDecimal(sum, 1).add(votes).addDecimal(sum, 1).add(0);
    return true;
  }

  private boolean principal(String[] values, RowWriter row) throws BadValue {
    long title = known(titles, "tconst", Fields.key("tconst", "tt", values[0]));
    long name = known(names, "nconst", Fields.key("nconst", "nm", values[2]));
    Integer ordering = Fields.number("ordering", values[1]);
    if (ordering == null || ordering > 100_000) {
      throw new BadValue("ordering must be from 0 to 100000, was '" + values[1] + "'");
    }
    String category = Fields.text("category", values[3]);
    if (title != lastTitle) {
      lastTitle = title;
      orderings.clear();
    }
    if (orderings.get(ordering)) {
      throw new BadValue("ordering %d of tconst %d was there before".formatted(ordering, title));
    }
    orderings.set(ordering);
    row.add(title).add(ordering).add(name).add(category);
    add(row, Fields.characters(values[5]));
    return true;
  }

  private static void add(RowWriter row, @Nullable Integer value) {
    var unused = value == null ? row.addNull() : row.add((long) value);
  }

  private static void add(RowWriter row, @Nullable String value) {
    var unused = value == null ? row.addNull() : row.add(value);
  }
}
