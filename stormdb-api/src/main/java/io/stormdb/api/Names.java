package io.stormdb.api;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Things that were given a name while transactions ran: one for each name. Finding one again takes
 * no lock and allocates nothing. Safe for use by many threads.
 *
 * @param <T> what has a name
 */
final class Names<T> {

  /** Beyond this, names are made of data, and a report would be a list of the data. */
  static final int MOST = 1_000;

  private final Map<String, T> byName = new ConcurrentHashMap<>();
  private final String what;
  private final Function<String, T> make;

  /**
   * Makes an empty collection.
   *
   * @param what has the names, in the plural, for the message
   * @param make makes one for a name that is new
   */
  Names(String what, Function<String, T> make) {
    this.what = what;
    this.make = make;
  }

  /**
   * Returns the one with a name.
   *
   * @throws IllegalStateException if there are {@value #MOST} others already
   */
  T named(String name) {
    T known = byName.get(Objects.requireNonNull(name, "name"));
    return known == null ? add(name) : known;
  }

  private T add(String name) {
    if (byName.size() >= MOST) {
      throw new IllegalStateException(
          "there are %,d %s already, and '%s' would be one more; a name must say what is meant, and never be made of data"
              .formatted(MOST, what, name));
    }
    return byName.computeIfAbsent(name, make);
  }
}
