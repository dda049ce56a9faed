package io.stormdb.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whole numbers of a command line, each given as {@code --name number}.
 *
 * @param values by name, without the dashes; what was not given has its default
 */
record Arguments(Map<String, Integer> values) {

  /**
   * Reads a command line.
   *
   * @param defaults names all that may be given
   * @throws IllegalArgumentException naming the first word that is not understood
   */
  static Arguments parse(String[] words, Map<String, Integer> defaults) {
    Map<String, Integer> values = new LinkedHashMap<>(defaults);
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (!defaults.containsKey(name)) {
        throw new IllegalArgumentException(
            "unknown option '%s'; available: --%s"
                .formatted(
                    words[i], String.join(", --", defaults.keySet().stream().sorted().toList())));
      }
      values.put(name, number(words[i], i + 1 < words.length ? words[i + 1] : ""));
    }
    return new Arguments(Map.copyOf(values));
  }

  private static int number(String option, String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 1 to 999999, was '%s'".formatted(option, text));
    }
    return Integer.parseInt(text);
  }

  /** Returns the value of an option that has a default. */
  int get(String name) {
    Integer value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no option --" + name + " was declared");
    }
    return value;
  }
}
