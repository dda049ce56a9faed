-- q01_thriller_directors
SELECT p.name, count(*) AS movies, round(avg(r.rating), 2) AS rating
  FROM genres AS g
  JOIN movie_genres AS mg ON mg.genre_id = g.id
  JOIN movies AS m ON m.id = mg.movie_id
  JOIN credits AS c ON c.movie_id = m.id
  JOIN people AS p ON p.id = c.person_id
  JOIN ratings AS r ON r.movie_id = m.id
 WHERE g.name = 'Thriller' AND c.category = 'director' AND m.year >= 2000
 GROUP BY p.id, p.name
 ORDER BY movies DESC, p.id
 LIMIT 20;

-- q02_directors_of_themselves
SELECT count(DISTINCT p.id) AS people, min(p.name) AS first_name, count(*) AS movies
  FROM credits AS d
  JOIN credits AS a ON a.movie_id = d.movie_id AND a.person_id = d.person_id
  JOIN people AS p ON p.id = d.person_id
  JOIN movies AS m ON m.id = d.movie_id
 WHERE d.category = 'director' AND a.category IN ('actor', 'actress');

-- q03_debut_years
SELECT debut / 10 * 10 AS decade, count(*) AS people, round(avg(debut - birth_year), 1) AS age
  FROM (SELECT p.id, p.birth_year, min(m.year) AS debut
          FROM people AS p
          JOIN credits AS c ON c.person_id = p.id
          JOIN movies AS m ON m.id = c.movie_id
         WHERE p.birth_year IS NOT NULL AND m.year IS NOT NULL
         GROUP BY p.id, p.birth_year) AS debuts
 GROUP BY 1
 ORDER BY 1;

-- q04_old_movies_watched_now
SELECT m.year / 10 * 10 AS decade, count(*) AS views, count(DISTINCT v.user_id) AS users
  FROM views AS v
  JOIN movies AS m ON m.id = v.movie_id
  JOIN users AS u ON u.id = v.user_id
 WHERE m.year < 1970 AND u.joined_at >= '2020-01-01 00:00+00' AND v.viewed_at >= '2025-10-01 00:00+00'
 GROUP BY 1
 ORDER BY 1;

-- q05_genres_of_active_voters
SELECT g.name, count(*) AS votes, round(avg(v.rating), 2) AS mean
  FROM (SELECT user_id FROM votes GROUP BY user_id HAVING count(*) >= 12) AS active
  JOIN votes AS v ON v.user_id = active.user_id
  JOIN movie_genres AS mg ON mg.movie_id = v.movie_id
  JOIN genres AS g ON g.id = mg.genre_id
 GROUP BY g.id, g.name
 ORDER BY votes DESC;

-- q06_box_office_by_genre
SELECT g.name, count(DISTINCT m.id) AS movies, sum(b.gross) AS gross
  FROM box_office AS b
  JOIN movies AS m ON m.id = b.movie_id
  JOIN movie_genres AS mg ON mg.movie_id = m.id
  JOIN genres AS g ON g.id = mg.genre_id
 WHERE m.year BETWEEN 2010 AND 2024
 GROUP BY g.id, g.name
 ORDER BY gross DESC;

-- q07_bankable_stars
SELECT p.name, sum(t.gross) AS gross, count(*) AS movies
  FROM (SELECT movie_id, sum(gross) AS gross FROM box_office GROUP BY movie_id) AS t
  JOIN credits AS c ON c.movie_id = t.movie_id
  JOIN people AS p ON p.id = c.person_id
 WHERE c.category IN ('actor', 'actress') AND c.ordering <= 4
 GROUP BY p.id, p.name
 ORDER BY gross DESC, p.id
 LIMIT 25;

-- q08_flops_with_good_ratings
SELECT min(m.title) AS title, count(*) AS movies, avg(r.rating) AS rating
  FROM movies AS m
  JOIN ratings AS r ON r.movie_id = m.id
  JOIN box_office AS b ON b.movie_id = m.id AND b.week = 1
 WHERE r.rating >= 7.5 AND b.gross < 1000000
   AND NOT EXISTS (SELECT FROM box_office AS later WHERE later.movie_id = m.id AND later.week = 4);

-- q09_horror_actresses_by_country
SELECT m.country, count(DISTINCT c.person_id) AS actresses, count(*) AS parts
  FROM genres AS g
  JOIN movie_genres AS mg ON mg.genre_id = g.id
  JOIN movies AS m ON m.id = mg.movie_id
  JOIN credits AS c ON c.movie_id = m.id
 WHERE g.name = 'Horror' AND c.category = 'actress' AND m.country IN ('JP', 'KR', 'US', 'IT')
 GROUP BY m.country
 ORDER BY parts DESC;

-- q10_couples_on_screen
SELECT a.person_id, b.person_id, count(*) AS movies, min(m.year) AS first_year
  FROM credits AS a
  JOIN credits AS b ON b.movie_id = a.movie_id AND b.person_id > a.person_id
  JOIN movies AS m ON m.id = a.movie_id
 WHERE a.category = 'actor' AND b.category = 'actress' AND a.ordering <= 5 AND b.ordering <= 5
 GROUP BY a.person_id, b.person_id
HAVING count(*) >= 2
 ORDER BY movies DESC, a.person_id, b.person_id
 LIMIT 20;

-- q11_comments_of_harsh_voters
SELECT count(*) AS comments, count(DISTINCT c.user_id) AS users, min(m.title) AS title
  FROM votes AS v
  JOIN comments AS c ON c.movie_id = v.movie_id AND c.user_id = v.user_id
  JOIN ratings AS r ON r.movie_id = v.movie_id
  JOIN movies AS m ON m.id = v.movie_id
 WHERE v.rating <= r.rating - 2;

-- q12_watched_but_not_rated
SELECT u.country, count(*) AS views
  FROM views AS v
  JOIN users AS u ON u.id = v.user_id
 WHERE v.viewed_at >= '2025-12-01 00:00+00' AND v.viewed_at < '2025-12-15 00:00+00'
   AND NOT EXISTS (SELECT FROM votes AS o WHERE o.movie_id = v.movie_id AND o.user_id = v.user_id)
 GROUP BY u.country
 ORDER BY views DESC;

-- q13_weekend_devices
SELECT v.client->>'device' AS device, g.name, count(*) AS views
  FROM views AS v
  JOIN movie_genres AS mg ON mg.movie_id = v.movie_id
  JOIN genres AS g ON g.id = mg.genre_id
 WHERE v.viewed_at >= '2025-06-01 00:00+00' AND v.viewed_at < '2025-07-01 00:00+00'
   AND extract(isodow FROM v.viewed_at AT TIME ZONE 'UTC') >= 6
 GROUP BY 1, g.id, g.name
 ORDER BY views DESC;

-- q14_hours_of_genres
SELECT g.name, extract(hour FROM v.viewed_at AT TIME ZONE 'UTC') AS hour, count(*) AS views,
       rank() OVER (PARTITION BY g.name ORDER BY count(*) DESC) AS place
  FROM genres AS g
  JOIN movie_genres AS mg ON mg.genre_id = g.id
  JOIN views AS v ON v.movie_id = mg.movie_id
 WHERE g.name IN ('Horror', 'Family', 'Comedy')
   AND v.viewed_at >= '2025-03-01 00:00+00' AND v.viewed_at < '2025-04-01 00:00+00'
 GROUP BY g.name, 2;

-- q15_finished_or_not
SELECT m.kind, count(*) AS views,
       count(*) FILTER (WHERE v.seconds >= 50 * m.runtime_minutes) AS finished
  FROM views AS v
  JOIN movies AS m ON m.id = v.movie_id
  JOIN ratings AS r ON r.movie_id = m.id
 WHERE r.rating < 6 AND v.viewed_at >= '2025-11-01 00:00+00'
 GROUP BY m.kind
 ORDER BY m.kind;

-- q16_sequels
SELECT count(*) AS pairs, min(a.title) AS title, avg(rb.rating - ra.rating) AS change
  FROM movies AS a
  JOIN movies AS b ON b.title = a.title || ' 2'
  JOIN ratings AS ra ON ra.movie_id = a.id
  JOIN ratings AS rb ON rb.movie_id = b.id;

-- q17_remakes
SELECT m.title, count(*) AS movies, max(m.year) - min(m.year) AS span,
       count(DISTINCT c.person_id) AS directors
  FROM movies AS m
  JOIN ratings AS r ON r.movie_id = m.id
  JOIN credits AS c ON c.movie_id = m.id AND c.category = 'director'
 WHERE r.vote_count > 0
 GROUP BY m.title
HAVING count(*) > 2
 ORDER BY movies DESC, m.title
 LIMIT 25;

-- q18_heist_movies_of_studios
SELECT m.details->>'studio' AS studio, count(DISTINCT m.id) AS movies, avg(r.rating) AS rating
  FROM movies AS m
  JOIN ratings AS r ON r.movie_id = m.id
  JOIN movie_genres AS mg ON mg.movie_id = m.id
  JOIN genres AS g ON g.id = mg.genre_id
 WHERE m.details @> '{"keywords": ["heist"]}' AND g.name IN ('Crime', 'Action', 'Comedy')
 GROUP BY 1
 ORDER BY movies DESC;

-- q19_keywords_that_sell
SELECT k.keyword, count(DISTINCT m.id) AS movies, sum(b.gross) AS gross
  FROM movies AS m
 CROSS JOIN LATERAL jsonb_array_elements_text(m.details->'keywords') AS k (keyword)
  JOIN box_office AS b ON b.movie_id = m.id
 WHERE m.year >= 2005
 GROUP BY k.keyword
 ORDER BY gross DESC
 LIMIT 20;

-- q20_spies_in_the_text
SELECT count(*) AS movies, min(p.name) AS director, avg(r.rating) AS rating
  FROM movies AS m
  JOIN ratings AS r ON r.movie_id = m.id
  JOIN credits AS c ON c.movie_id = m.id AND c.category = 'director'
  JOIN people AS p ON p.id = c.person_id
 WHERE m.words @@ to_tsquery('english', 'spy & (steal | betray)') AND m.year > 1990;

-- q21_late_starters
SELECT count(*) AS people, min(p.name) AS name
  FROM people AS p
 WHERE p.birth_year < 1950
   AND EXISTS (SELECT FROM credits AS c JOIN movies AS m ON m.id = c.movie_id
                WHERE c.person_id = p.id AND m.year >= 2015)
   AND NOT EXISTS (SELECT FROM credits AS c JOIN movies AS m ON m.id = c.movie_id
                    WHERE c.person_id = p.id AND m.year < 2000);

-- q22_posthumous_releases
SELECT count(*) AS credits, count(DISTINCT p.id) AS people, min(m.title) AS title
  FROM people AS p
  JOIN credits AS c ON c.person_id = p.id
  JOIN movies AS m ON m.id = c.movie_id
 WHERE p.death_year IS NOT NULL AND m.year > p.death_year;

-- q23_versatile_people
SELECT p.name, count(DISTINCT c.category) AS professions, count(DISTINCT mg.genre_id) AS genres
  FROM people AS p
  JOIN credits AS c ON c.person_id = p.id
  JOIN movie_genres AS mg ON mg.movie_id = c.movie_id
 WHERE p.birth_year BETWEEN 1960 AND 1980
 GROUP BY p.id, p.name
HAVING count(DISTINCT c.category) >= 3
 ORDER BY genres DESC, p.id
 LIMIT 20;

-- q24_same_taste
SELECT a.user_id, b.user_id, count(*) AS shared
  FROM votes AS a
  JOIN votes AS b ON b.movie_id = a.movie_id AND b.user_id > a.user_id AND b.rating = a.rating
  JOIN ratings AS r ON r.movie_id = a.movie_id
 WHERE a.rating >= 9 AND r.vote_count BETWEEN 5 AND 40
 GROUP BY a.user_id, b.user_id
 ORDER BY shared DESC, a.user_id, b.user_id
 LIMIT 20;

-- q25_local_favourites
SELECT u.country, count(*) AS votes,
       round(avg(v.rating) FILTER (WHERE m.country = u.country), 2) AS of_own_country,
       round(avg(v.rating) FILTER (WHERE m.country <> u.country), 2) AS of_others
  FROM votes AS v
  JOIN users AS u ON u.id = v.user_id
  JOIN movies AS m ON m.id = v.movie_id
 GROUP BY u.country
 ORDER BY votes DESC;

-- q26_growth_of_new_users
SELECT date_trunc('quarter', v.voted_at) AS quarter, count(*) AS votes,
       count(DISTINCT v.user_id) AS users, avg(length(c.body)) AS words
  FROM users AS u
  JOIN votes AS v ON v.user_id = u.id
  LEFT JOIN comments AS c ON c.user_id = u.id AND c.movie_id = v.movie_id
 WHERE u.joined_at >= '2024-01-01 00:00+00'
 GROUP BY 1
 ORDER BY 1;

-- q27_best_of_each_genre_and_decade
SELECT genre, decade, title, rating
  FROM (SELECT g.name AS genre, m.year / 10 * 10 AS decade, m.title, r.rating,
               row_number() OVER (PARTITION BY g.id, m.year / 10
                                  ORDER BY r.rating DESC, r.vote_count DESC, m.id) AS place
          FROM genres AS g
          JOIN movie_genres AS mg ON mg.genre_id = g.id
          JOIN movies AS m ON m.id = mg.movie_id
          JOIN ratings AS r ON r.movie_id = m.id
         WHERE r.vote_count >= 3) AS ranked
 WHERE place = 1
 ORDER BY genre, decade;

-- q28_months_of_success
SELECT t.month, count(*) AS movies, sum(t.views) AS views, min(m.title) AS title
  FROM movie_months AS t
  JOIN movies AS m ON m.id = t.movie_id
  JOIN ratings AS r ON r.movie_id = m.id
  JOIN movie_genres AS mg ON mg.movie_id = m.id
  JOIN genres AS g ON g.id = mg.genre_id
 WHERE g.name = 'Documentary' AND r.rating >= 7 AND t.views >= 2
 GROUP BY t.month
 ORDER BY t.month;

-- q29_climbers
SELECT m.title, now.views, before.views AS views_before
  FROM movie_months AS now
  JOIN movie_months AS before ON before.movie_id = now.movie_id
                             AND before.month = (now.month - interval '1 month')
  JOIN movies AS m ON m.id = now.movie_id
 WHERE now.month = '2025-12-01' AND now.views > 2 * before.views
 ORDER BY now.views DESC, m.id
 LIMIT 25;

-- q30_writers_without_box_office
SELECT count(DISTINCT p.id) AS writers, min(p.name) AS name
  FROM people AS p
  JOIN credits AS c ON c.person_id = p.id AND c.category = 'writer'
 WHERE NOT EXISTS (SELECT FROM credits AS o
                     JOIN box_office AS b ON b.movie_id = o.movie_id
                    WHERE o.person_id = p.id);

-- q31_two_steps_from_the_busiest
WITH RECURSIVE busiest AS (
  SELECT person_id FROM credits GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 1
), reached (person_id, distance) AS (
  SELECT person_id, 0 FROM busiest
   UNION
  SELECT theirs.person_id, reached.distance + 1
    FROM reached
    JOIN credits AS mine ON mine.person_id = reached.person_id AND mine.ordering <= 3
    JOIN credits AS theirs ON theirs.movie_id = mine.movie_id AND theirs.ordering <= 3
   WHERE reached.distance < 2)
SELECT distance, count(*) AS people
  FROM (SELECT person_id, min(distance) AS distance FROM reached GROUP BY person_id) AS nearest
 GROUP BY distance
 ORDER BY distance;

-- q32_rank_of_countries_over_time
SELECT decade, country, rating, opening,
       rank() OVER (PARTITION BY decade ORDER BY rating DESC) AS place
  FROM (SELECT m.year / 10 * 10 AS decade, m.country, avg(r.rating) AS rating,
               sum(b.gross) AS opening
          FROM movies AS m
          JOIN ratings AS r ON r.movie_id = m.id
          LEFT JOIN box_office AS b ON b.movie_id = m.id AND b.week = 1
         WHERE r.vote_count >= 3 AND m.country IS NOT NULL
         GROUP BY 1, 2
        HAVING count(*) >= 5) AS by_decade
 ORDER BY decade, place;

-- q33_short_movies_of_feature_directors
SELECT count(*) AS shorts, count(DISTINCT d.person_id) AS directors, min(s.title) AS title
  FROM movies AS s
  JOIN credits AS d ON d.movie_id = s.id AND d.category = 'director'
  JOIN credits AS o ON o.person_id = d.person_id AND o.category = 'director'
  JOIN movies AS f ON f.id = o.movie_id
  JOIN ratings AS r ON r.movie_id = f.id
 WHERE s.kind = 'short' AND f.kind = 'movie' AND f.year < s.year AND r.rating > 7;

-- q34_fans_of_a_director
SELECT p.name, count(DISTINCT v.user_id) AS fans
  FROM (SELECT person_id FROM credits WHERE category = 'director'
         GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 5) AS best
  JOIN people AS p ON p.id = best.person_id
  JOIN credits AS c ON c.person_id = p.id AND c.category = 'director'
  JOIN votes AS v ON v.movie_id = c.movie_id AND v.rating >= 8
  JOIN users AS u ON u.id = v.user_id
 GROUP BY p.id, p.name
 ORDER BY fans DESC, p.id;
