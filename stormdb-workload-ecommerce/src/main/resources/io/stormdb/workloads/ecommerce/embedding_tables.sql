CREATE TABLE review_embeddings (
  product_id bigint NOT NULL,
  user_id bigint NOT NULL,
  embedding vector(32) NOT NULL);
