package io.stormdb.workloads.imdb;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Rng;
import io.stormdb.api.RowWriter;
import io.stormdb.api.random.Permutation;
import io.stormdb.api.random.Zipf;
import java.sql.SQLException;

/**
 * Movies that were never made, by people who do not exist. What a row holds depends on the seed and
 * the row's number alone.
 */
final class ImdbLoader {

  private static final double OF_PEOPLE = 0.6;
  private static final int LAST_YEAR = 2024;
  private static final int YEARS = 94;
  private static final int FIRST_YEAR_OF_BOX_OFFICE = 1980;
  private static final int FEWEST_CREDITS = 3;

  private final LoadContext load;
  private final Cardinality rows;
  private final Ranking.Scattered ranking;
  private final Audience audience;
  private final Zipf personRanks;
  private final Permutation personPlaces;
  private final long ofMovies;

  /** What a generator needs over and over, one for each thread. */
  private final ThreadLocal<StringBuilder> texts =
      ThreadLocal.withInitial(() -> new StringBuilder(400));

  ImdbLoader(LoadContext load) {
    this.load = load;
    this.rows = Cardinality.of((long) load.scale());
    this.ranking = new Ranking.Scattered(rows.movies(), load.seed());
    this.audience = new Audience(ranking, load.seed());
    this.personRanks = new Zipf(rows.people(), OF_PEOPLE);
    this.personPlaces = new Permutation(rows.people(), Rng.seedOf(load.seed(), "people"));
    this.ofMovies = Rng.seedOf(load.seed(), "movie facts");
  }

  /** Fills all tables, then adds keys and indexes. */
  void load() throws SQLException {
    load.copy("genres", "id", "name")
        .rows(
            Words.GENRES.length,
            (row, number, random) -> row.add(number).add(Words.GENRES[(int) number - 1]));
    load.copy("people", "id", "imdb_id", "name", "birth_year", "death_year", "profession")
        .rows(rows.people(), this::person);
    load.copy(
            "movies",
            "id",
            "imdb_id",
            "kind",
            "title",
            "year",
            "runtime_minutes",
            "country",
            "overview",
            "details")
        .rows(rows.movies(), this::movie);
    load.copy("movie_genres", "movie_id", "genre_id").groups(rows.movies(), this::genres);
    load.copy("credits", "movie_id", "ordering", "person_id", "category", "character")
        .groups(rows.movies(), this::credits);
    load.copy("box_office", "movie_id", "week", "gross").groups(rows.movies(), this::boxOffice);
    load.copy("ratings", "movie_id", "vote_count", "rating_sum", "comment_count")
        .rows(rows.movies(), this::rating);
    audience.load(load);
    Finish.of(load);
  }

  private StringBuilder text() {
    StringBuilder text = texts.get();
    text.setLength(0);
    return text;
  }

  /** Returns random numbers for what several tables must agree on: kind and year. */
  private Rng facts(long movie) {
    return new Rng(Rng.stateOf(ofMovies, movie));
  }

  private static String kind(Rng facts) {
    return Words.of(Words.KINDS, facts);
  }

  /** Returns a year: the newer, the more of them. */
  private static int year(Rng facts) {
    return LAST_YEAR - (int) (YEARS * Math.pow(facts.nextDouble(), 2.2));
  }

  static String imdbId(String prefix, long number) {
    String digits = Long.toString(number);
    return prefix + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
  }

  private void person(RowWriter row, long number, Rng random) {
    row.add(number).add(imdbId("nm", number)).add(Words.name(text(), random));
    int born = 2002 - (int) (100 * Math.pow(random.nextDouble(), 1.4));
    row.add(born);
    if (born < 1950 && random.chance(0.7)) {
      row.add(Math.min(LAST_YEAR, born + random.between(40, 95)));
    } else {
      row.addNull();
    }
    row.add(Words.of(Words.PROFESSIONS, random));
  }

  private void movie(RowWriter row, long number, Rng random) {
    Rng facts = facts(number);
    String kind = kind(facts);
    row.add(number).add(imdbId("tt", number)).add(kind).add(Words.title(text(), random));
    row.add(year(facts));
    row.add(
        kind.equals("short")
            ? random.between(4, 40)
            : (int) Math.max(45, Math.min(240, 100 + 18 * random.nextGaussian())));
    int country = Words.place(Words.COUNTRIES.length, random);
    row.add(Words.COUNTRIES[country]).add(Words.overview(text(), random));
    StringBuilder details = text();
    details.append("{\"language\": \"").append(Words.LANGUAGES[country]);
    details.append("\", \"certificate\": \"").append(Words.of(Words.CERTIFICATES, random));
    details.append("\", \"studio\": \"").append(Words.of(Words.STUDIOS, random));
    details.append("\", \"awards\": ").append(Words.place(9, random)).append(", \"keywords\": [");
    int keywords = random.between(2, 4);
    for (int keyword = 0; keyword < keywords; keyword++) {
      details.append(keyword == 0 ? "\"" : ", \"").append(Words.of(Words.KEYWORDS, random));
      details.append('"');
    }
    row.add(details.append("]}"));
  }

  /** One to three, each once. */
  private void genres(RowWriter row, long number, Rng random) {
    int count = random.between(1, 3);
    int first = Words.place(Words.GENRES.length, random);
    for (int genre = 0; genre < count; genre++) {
      row.add(number).add(1 + (first + genre * 7) % Words.GENRES.length);
      row.end();
    }
  }

  private void credits(RowWriter row, long number, Rng random) {
    int count = FEWEST_CREDITS + Words.place(10, random);
    for (int ordering = 1; ordering <= count; ordering++) {
      row.add(number).add(ordering);
      row.add(1 + personPlaces.of(personRanks.next(random) - 1));
      if (ordering <= 2) {
        row.add(ordering == 1 ? "director" : "writer").addNull();
      } else {
        row.add(random.chance(0.55) ? "actor" : "actress");
        row.add(
            text()
                .append(Words.of(Words.FIRST_NAMES, random))
                .append(" the ")
                .append(Words.of(Words.ROLES, random)));
      }
      row.end();
    }
  }

  /** Weeks in cinemas, each with about three fifths of what the one before had. */
  private void boxOffice(RowWriter row, long number, Rng random) {
    Rng facts = facts(number);
    boolean isMovie = kind(facts).equals("movie");
    if (isMovie && year(facts) >= FIRST_YEAR_OF_BOX_OFFICE && random.chance(0.5)) {
      double gross = 3e6 * Math.exp(1.5 * random.nextGaussian());
      int weeks = 1 + Words.place(12, random);
      for (int week = 1; week <= weeks; week++) {
        row.add(number).add(week).add((long) gross);
        row.end();
        gross *= 0.5 + 0.2 * random.nextDouble();
      }
    }
  }

  private void rating(RowWriter row, long number, Rng random) {
    long rank = ranking.rank(number);
    int votes = audience.votes(rank);
    long sum = 0;
    for (int vote = 0; vote < votes; vote++) {
      sum += audience.rating(number, vote);
    }
    row.add(number).add(votes).addDecimal(sum * 10, 1).add(audience.comments(rank));
  }
}
