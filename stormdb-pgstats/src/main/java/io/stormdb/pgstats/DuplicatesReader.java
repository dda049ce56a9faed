package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks for superfluous indexes in the catalog of the connected database. */
final class DuplicatesReader {

  /** Those that enforce something, or belong to something, are never superfluous. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */ * FROM (
        SELECT DISTINCT ON (i.indexrelid)
               n.nspname, t.relname, ic.relname, oc.relname,
               pg_relation_size(i.indexrelid) AS bytes
          FROM pg_index i
          JOIN pg_index o ON o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid
          JOIN pg_class ic ON ic.oid = i.indexrelid AND ic.relkind = 'i' AND NOT ic.relispartition
          JOIN pg_class oc ON oc.oid = o.indexrelid AND oc.relam = ic.relam
          JOIN pg_class t ON t.oid = i.indrelid
          JOIN pg_namespace n ON n.oid = t.relnamespace
         WHERE i.indkey::text = o.indkey::text AND i.indnkeyatts = o.indnkeyatts
           AND i.indclass::text = o.indclass::text
           AND i.indcollation::text = o.indcollation::text
           AND i.indoption::text = o.indoption::text
           AND pg_get_expr(i.indexprs, i.indrelid)
                 IS NOT DISTINCT FROM pg_get_expr(o.indexprs, o.indrelid)
           AND pg_get_expr(i.indpred, i.indrelid)
                 IS NOT DISTINCT FROM pg_get_expr(o.indpred, o.indrelid)
           AND NOT i.indisunique AND NOT i.indisexclusion AND NOT i.indisreplident
           AND NOT i.indisclustered AND i.indisvalid AND o.indisvalid
           AND (o.indisunique OR o.indisexclusion OR o.indexrelid < i.indexrelid)
           AND n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
         ORDER BY i.indexrelid, o.indisunique DESC, o.indexrelid)
        AS superfluous(schema, "table", name, original, bytes)
       ORDER BY bytes DESC, schema, "table", name LIMIT 20
      """;

  private DuplicatesReader() {}

  static Observed<List<DuplicateIndex>> read(Connection connection) throws SQLException {
    return new Observed.Seen<>(
        Rows.all(
            connection,
            SQL,
            row ->
                new DuplicateIndex(
                    row.getString("schema"),
                    row.getString("table"),
                    row.getString("name"),
                    row.getString("original"),
                    row.getLong("bytes"))));
  }
}
