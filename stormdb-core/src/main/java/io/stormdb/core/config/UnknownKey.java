package io.stormdb.core.config;

import io.stormdb.core.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says what may have been meant by a key that nobody knows. */
final class UnknownKey {

  private UnknownKey() {}

  /**
   * Returns a sentence about a key.
   *
   * @param families names of blocks that are no keys of StormDB itself
   * @param listed the sections of which it was said already what would have worked; grows
   */
  static String describe(String name, Collection<String> families, Set<String> listed) {
    int colon = name.indexOf(':');
    if (colon > 0) {
      // what follows is a value, perhaps a password
      return "a blank is missing after the ':' of '" + name.substring(0, colon) + "'";
    }
    List<String> known = Stream.concat(Keys.spellings().stream(), families.stream()).toList();
    return Nearest.to(name, known)
        .or(() -> elsewhere(name, known))
        .map(near -> "unknown key '%s'; did you mean '%s'?".formatted(name, near))
        .orElseGet(
            () ->
                "unknown key '%s'%s"
                    .formatted(
                        name, listed.add(section(name)) ? "; " + available(name, known) : ""));
  }

  /** Returns the key of the same name in another section. */
  private static Optional<String> elsewhere(String name, List<String> known) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return known.stream().filter(k -> k.equals(last) || k.endsWith("." + last)).findFirst();
  }

  /** Returns the section that a key is in, with a dot behind it; empty at the top. */
  private static String section(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  private static String available(String name, List<String> known) {
    String section = section(name);
    Set<String> names = new TreeSet<>();
    for (String spelling : known) {
      if (spelling.startsWith(section)) {
        names.add(spelling.substring(section.length()).replaceFirst("\\..*", ""));
      }
    }
    return "available%s: %s"
        .formatted(
            section.isEmpty() ? "" : " in '" + section.substring(0, section.length() - 1) + "'",
            String.join(", ", names));
  }
}
