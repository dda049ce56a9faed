package io.stormdb.pgstats;

import io.stormdb.api.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the name that a load has for a statement by the text that the server has of it. */
final class StatementNames {

  private final Map<String, Set<String>> byKey = new HashMap<>();
  private final Map<String, Set<String>> byKeyWithoutLists = new HashMap<>();

  StatementNames(Collection<Sql> statements) {
    for (Sql sql : statements) {
      add(byKey, SqlText.key(sql.text()), sql.name());
      add(byKeyWithoutLists, SqlText.keyWithoutLists(sql.text()), sql.name());
    }
  }

  private static void add(Map<String, Set<String>> names, String key, String name) {
    names.computeIfAbsent(key, unknown -> new TreeSet<>()).add(name);
  }

  /**
   * Returns the name of a statement; all of them if there are several for what is the same to the
   * server, or that begin with the same words as a statement whose end is left out.
   */
  Optional<String> of(String text) {
    if (text.endsWith(SqlText.LEFT_OUT)) {
      return beginning(text.substring(0, text.length() - SqlText.LEFT_OUT.length()));
    }
    Set<String> names = byKey.get(SqlText.key(text));
    if (names == null) {
      // from version 18 on, the server shows one value for a list of them
      names = byKeyWithoutLists.get(SqlText.keyWithoutLists(text));
    }
    return Optional.ofNullable(names).map(found -> String.join(" or ", found));
  }

  private Optional<String> beginning(String text) {
    String key = SqlText.key(text);
    // the last word may be half a word
    String whole = key.substring(0, Math.max(0, key.lastIndexOf(' ')));
    TreeSet<String> names = new TreeSet<>();
    byKey.forEach(
        (of, found) -> {
          if (!whole.isEmpty() && of.startsWith(whole)) {
            names.addAll(found);
          }
        });
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", names));
  }
}
