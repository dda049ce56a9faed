package io.stormdb.core;

import java.util.Map;

/** How COPY wants the values of a column in its binary format, by the name of the type. */
enum ColumnType {
  INT2,
  INT4,
  INT8,
  FLOAT4,
  FLOAT8,
  NUMERIC,
  TEXT,
  JSONB,
  BYTEA,
  BOOL,
  DATE,
  TIMESTAMP,
  UUID,
  /** Of the extension pgvector. */
  VECTOR;

  private static final Map<String, ColumnType> BY_NAME =
      Map.ofEntries(
          Map.entry("int2", INT2),
          Map.entry("int4", INT4),
          Map.entry("int8", INT8),
          Map.entry("float4", FLOAT4),
          Map.entry("float8", FLOAT8),
          Map.entry("numeric", NUMERIC),
          Map.entry("text", TEXT),
          Map.entry("varchar", TEXT),
          Map.entry("bpchar", TEXT),
          Map.entry("json", TEXT),
          Map.entry("jsonb", JSONB),
          Map.entry("bytea", BYTEA),
          Map.entry("bool", BOOL),
          Map.entry("date", DATE),
          Map.entry("timestamp", TIMESTAMP),
          Map.entry("timestamptz", TIMESTAMP),
          Map.entry("uuid", UUID),
          Map.entry("vector", VECTOR));

  /**
   * Returns the type with a name of {@code pg_type}.
   *
   * @param column table and column, for the message
   * @throws IllegalArgumentException if rows with such a column cannot be loaded
   */
  static ColumnType of(String typeName, String column) {
    ColumnType type = BY_NAME.get(typeName);
    if (type == null) {
      throw new IllegalArgumentException(
          "column %s has type %s, which COPY is not prepared for; types that it takes: %s"
              .formatted(
                  column,
                  typeName,
                  String.join(", ", BY_NAME.keySet().stream().sorted().toList())));
    }
    return type;
  }
}
