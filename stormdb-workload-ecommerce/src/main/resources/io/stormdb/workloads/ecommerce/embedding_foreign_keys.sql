ALTER TABLE review_embeddings ADD FOREIGN KEY (product_id, user_id) REFERENCES reviews;
