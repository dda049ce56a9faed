DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_opclass
              WHERE opcname = 'gin_trgm_ops' AND pg_opclass_is_visible(oid)) THEN
    CREATE INDEX movies_trigrams ON movies USING gin (title gin_trgm_ops);
  END IF;
END
$$;
