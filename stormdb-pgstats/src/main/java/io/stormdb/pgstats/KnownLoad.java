package io.stormdb.pgstats;

import io.stormdb.api.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a load to those who run it, which the server cannot tell. Immutable.
 *
 * @param schema the schema of its tables; empty if they may be anywhere
 * @param statements those that it ran
 */
public record KnownLoad(Optional<String> schema, Collection<Sql> statements) {

  /** Of a load of which nothing is known. */
  public static final KnownLoad NOTHING = new KnownLoad(Optional.empty(), List.of());

  /** Keeps a copy. */
  public KnownLoad {
    statements = List.copyOf(statements);
  }
}
