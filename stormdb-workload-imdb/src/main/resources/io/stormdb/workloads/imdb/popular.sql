INSERT INTO popular (kind, place, id)
SELECT 'movie', row_number() OVER (ORDER BY vote_count DESC, movie_id), movie_id
  FROM (SELECT movie_id, vote_count FROM ratings
         ORDER BY vote_count DESC, movie_id LIMIT 1000000) AS top;
INSERT INTO popular (kind, place, id)
SELECT 'person', row_number() OVER (ORDER BY credits DESC, person_id), person_id
  FROM (SELECT person_id, count(*) AS credits FROM credits GROUP BY person_id
         ORDER BY credits DESC, person_id LIMIT 1000000) AS top;
INSERT INTO popular (kind, place, id)
SELECT 'user', row_number() OVER (ORDER BY views DESC, user_id), user_id
  FROM (SELECT u.id AS user_id, count(v.user_id) AS views
          FROM users AS u LEFT JOIN views AS v ON v.user_id = u.id
         GROUP BY u.id ORDER BY views DESC, u.id LIMIT 1000000) AS top;
