package io.stormdb.workloads.imdb;

import io.stormdb.api.Check;
import java.util.List;

/** What holds of the data at any moment, as queries that find what breaks it. */
final class Invariants {

  static final List<Check> ALL =
      List.of(
          Check.always(
              "ratings",
              "number and sum of a movie's votes are those it came with and those in the table",
              """
              SELECT r.movie_id, r.vote_count, r.rating_sum, v.number, v.sum
                FROM ratings AS r
                LEFT JOIN (SELECT movie_id, count(*) AS number, sum(rating) AS sum
                             FROM votes GROUP BY movie_id) AS v ON v.movie_id = r.movie_id
               WHERE r.vote_count <> r.imported_votes + coalesce(v.number, 0)
                  OR r.rating_sum <> r.imported_sum + coalesce(v.sum, 0)
              """),
          Check.always(
              "means",
              "the rating of a movie is the mean of its votes, from 1 to 10",
              """
              SELECT movie_id, rating, rating_sum, vote_count FROM ratings
               WHERE rating IS DISTINCT FROM round(rating_sum / nullif(vote_count, 0), 2)
                  OR rating NOT BETWEEN 1 AND 10
              """),
          Check.always(
              "comments",
              "the number of a movie's comments is that of the table",
              """
              SELECT r.movie_id, r.comment_count, c.number
                FROM ratings AS r
                LEFT JOIN (SELECT movie_id, count(*) AS number
                             FROM comments GROUP BY movie_id) AS c ON c.movie_id = r.movie_id
               WHERE r.comment_count <> coalesce(c.number, 0)
              """),
          Check.always(
              "rated movies",
              "each movie has a rating, if only one without votes",
              """
              SELECT m.id, m.title FROM movies AS m
               WHERE NOT EXISTS (SELECT FROM ratings AS r WHERE r.movie_id = m.id)
              """),
          Check.always(
              "months",
              "the views of a movie in a month are those in the log",
              """
              SELECT movie_id, month, m.views, l.views AS logged
                FROM movie_months AS m
                FULL JOIN (SELECT movie_id, count(*) AS views,
                                  date_trunc('month', viewed_at AT TIME ZONE 'UTC')::date AS month
                             FROM views GROUP BY 1, 3) AS l USING (movie_id, month)
               WHERE m.views IS DISTINCT FROM l.views
              """),
          Check.always(
              "partitions",
              "a view is in the partition of its month, or of runs if it is of none of 2025",
              """
              SELECT tableoid::regclass AS partition, movie_id, viewed_at FROM views
               WHERE (SELECT relname FROM pg_class WHERE oid = views.tableoid) <>
                     CASE WHEN extract(year FROM viewed_at AT TIME ZONE 'UTC') = 2025
                          THEN to_char(viewed_at AT TIME ZONE 'UTC', '"views_"YYYY"_"MM')
                          ELSE 'views_of_runs' END
              """),
          Check.always(
              "sequence of events",
              "nobody votes, writes or watches before joining",
              """
              SELECT u.id, u.joined_at, v.voted_at AS happened
                FROM votes AS v JOIN users AS u ON u.id = v.user_id
               WHERE v.voted_at < u.joined_at
              UNION ALL
              SELECT u.id, u.joined_at, c.written_at
                FROM comments AS c JOIN users AS u ON u.id = c.user_id
               WHERE c.written_at < u.joined_at
              UNION ALL
              SELECT u.id, u.joined_at, w.viewed_at
                FROM views AS w JOIN users AS u ON u.id = w.user_id
               WHERE w.viewed_at < u.joined_at
              """),
          Check.always(
              "box office",
              "the weeks of a movie's box office follow each other from the first",
              """
              SELECT movie_id, count(*) AS weeks, max(week) AS last_week
                FROM box_office GROUP BY movie_id HAVING count(*) <> max(week)
              """));

  private Invariants() {}
}
