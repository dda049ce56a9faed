ALTER TABLE review_embeddings ADD PRIMARY KEY (product_id, user_id);
CREATE INDEX review_embeddings_near ON review_embeddings USING hnsw (embedding vector_cosine_ops) WITH (m = 8, ef_construction = 32);
