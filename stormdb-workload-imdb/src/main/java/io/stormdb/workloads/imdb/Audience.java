package io.stormdb.workloads.imdb;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Rng;
import io.stormdb.api.RowWriter;
import io.stormdb.api.random.Permutation;
import io.stormdb.api.random.Zipf;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Those who watch movies, vote for them and write about them: by a power law, over one year. What a
 * row holds depends on the seed and the row's number alone. Immutable.
 */
final class Audience {

  private static final double OF_MOVIES = 0.8;
  private static final double OF_USERS = 0.4;
  private static final Instant FIRST_JOINED = Instant.parse("2015-01-01T00:00:00Z");
  private static final long SECONDS_OF_JOINING = 10L * 365 * 86_400;

  private final Cardinality rows;
  private final Ranking ranking;
  private final PowerLaw votes;
  private final PowerLaw comments;
  private final Zipf movieRanks;
  private final Zipf userRanks;
  private final Permutation userPlaces;
  private final long ofQuality;
  private final long ofVotes;
  private final long ofVoters;

  /** What a generator needs over and over, one for each thread. */
  private final ThreadLocal<StringBuilder> texts =
      ThreadLocal.withInitial(() -> new StringBuilder(200));

  Audience(Ranking ranking, long seed) {
    this.rows = Cardinality.of(ranking.size());
    this.ranking = ranking;
    this.votes = new PowerLaw(rows.votes(), ranking.size(), OF_MOVIES);
    this.comments = new PowerLaw(rows.comments(), ranking.size(), OF_MOVIES);
    this.movieRanks = new Zipf(ranking.size(), OF_MOVIES);
    this.userRanks = new Zipf(rows.users(), OF_USERS);
    this.userPlaces = new Permutation(rows.users(), Rng.seedOf(seed, "users"));
    this.ofQuality = Rng.seedOf(seed, "quality");
    this.ofVotes = Rng.seedOf(seed, "votes");
    this.ofVoters = Rng.seedOf(seed, "voters");
  }

  /** Fills the tables that belong to the audience. */
  void load(LoadContext load) throws SQLException {
    load.copy("users", "id", "name", "country", "joined_at").rows(rows.users(), this::user);
    load.copy("votes", "movie_id", "user_id", "rating", "voted_at")
        .groups(ranking.size(), this::votesFor);
    load.copy("comments", "id", "movie_id", "user_id", "written_at", "edited_at", "body")
        .groups(ranking.size(), this::commentsOn);
    load.copy("views", "movie_id", "user_id", "viewed_at", "seconds", "client")
        .rows(rows.views(), this::view);
  }

  /** Returns how many people vote for the movie with a rank: fewer than there are. */
  int votes(long rank) {
    return (int) Math.min(votes.of(rank), rows.users() / 2);
  }

  /** Returns how many comments there are on the movie with a rank. */
  int comments(long rank) {
    return comments.of(rank);
  }

  /** Returns what somebody thinks of a movie, 1 to 10: around what all think of it. */
  int rating(long movie, int vote) {
    double quality = 6.5 + 1.1 * new Rng(Rng.stateOf(ofQuality, movie)).nextGaussian();
    double opinion = quality + 1.6 * new Rng(Rng.stateOf(ofVotes + vote, movie)).nextGaussian();
    return (int) Math.max(1, Math.min(10, Math.round(opinion)));
  }

  /** Returns any user, the active ones more often. */
  private long user(Rng random) {
    return 1 + userPlaces.of(userRanks.next(random) - 1);
  }

  private StringBuilder text() {
    StringBuilder text = texts.get();
    text.setLength(0);
    return text;
  }

  private void user(RowWriter row, long number, Rng random) {
    row.add(number);
    StringBuilder name = text();
    name.append(Words.any(Words.ADJECTIVES, random)).append(Words.any(Words.NOUNS, random));
    row.add(name.append(number)).add(Words.of(Words.COUNTRIES, random));
    long joined = (long) (SECONDS_OF_JOINING * ((number - 1) / (double) rows.users()));
    row.add(FIRST_JOINED.plusSeconds(joined));
  }

  private void votesFor(RowWriter row, long rank, Rng random) {
    long movie = ranking.movie(rank);
    int count = votes(rank);
    // a stride of which all votes together stay within one round: another user for each
    Rng ofUsers = new Rng(Rng.stateOf(ofVoters, movie));
    long stride = ofUsers.between(1L, Math.max(1, rows.users() / (count + 1)));
    long first = ofUsers.between(0, rows.users() - 1);
    for (int vote = 0; vote < count; vote++) {
      row.add(movie).add(1 + (first + vote * stride) % rows.users());
      row.add(rating(movie, vote)).add(Year2025.any(random));
      row.end();
    }
  }

  private void commentsOn(RowWriter row, long rank, Rng random) {
    long movie = ranking.movie(rank);
    long before = comments.upTo(rank - 1);
    int count = comments(rank);
    for (int comment = 1; comment <= count; comment++) {
      Instant written = Year2025.any(random);
      row.add(before + comment).add(movie).add(user(random)).add(written);
      if (random.chance(0.1)) {
        row.add(Year2025.after(written, random));
      } else {
        row.addNull();
      }
      String[] opinions = rating(movie, comment) > 5 ? Words.PRAISE : Words.BLAME;
      row.add(
          text()
              .append(Words.any(opinions, random))
              .append(' ')
              .append(Words.any(opinions, random)));
      row.end();
    }
  }

  private void view(RowWriter row, long number, Rng random) {
    row.add(ranking.movie(movieRanks.next(random))).add(user(random));
    row.add(Year2025.at((number - 1) / (double) rows.views(), random));
    row.add(random.chance(0.6) ? random.between(4_200, 9_000) : random.between(60, 4_199));
    row.add(
        text()
            .append("{\"device\": \"")
            .append(Words.of(Words.DEVICES, random))
            .append("\", \"version\": ")
            .append(random.between(30, 42))
            .append('}'));
  }
}
