package io.stormdb.benchmarks.pgbench;

import io.stormdb.core.Driver;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to compare.
 *
 * @param scripts what runs
 * @param transports {@code tcp} and {@code unix}, or one of them
 * @param clients how many connections, one setting after the other
 * @param rounds how often each side runs in each setting
 * @param seconds how long it runs
 * @param warmup for how many seconds at least ours runs before the first round, in runs of {@code
 *     seconds}
 * @param scale of the tables
 * @param driver who sends the statements of StormDB
 */
record Options(
    List<Script> scripts,
    List<String> transports,
    List<Integer> clients,
    int rounds,
    int seconds,
    int warmup,
    int scale,
    Driver driver) {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "scripts", "select",
          "transports", "tcp,unix",
          "clients", "1,8,32,128",
          "rounds", "9",
          "seconds", "5",
          "warmup", "30",
          "scale", "10",
          "driver", "auto");

  /**
   * Reads a command line of {@code --name value}.
   *
   * @throws IllegalArgumentException naming the first word that is not understood
   */
  static Options parse(String... words) {
    Map<String, String> given = new LinkedHashMap<>(DEFAULTS);
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (!DEFAULTS.containsKey(name) || i + 1 == words.length) {
        throw new IllegalArgumentException(
            "'%s' is not an option with a value; available: --%s"
                .formatted(words[i], String.join(", --", new TreeSet<>(DEFAULTS.keySet()))));
      }
      given.put(name, words[i + 1]);
    }
    return new Options(
        list(given, "scripts").stream().map(Script::named).toList(),
        list(given, "transports").stream().map(Options::transport).toList(),
        list(given, "clients").stream().map(text -> number("clients", text)).toList(),
        number("rounds", given.get("rounds")),
        number("seconds", given.get("seconds")),
        number("warmup", given.get("warmup")),
        number("scale", given.get("scale")),
        driver(given.getOrDefault("driver", "")));
  }

  private static Driver driver(String text) {
    return Arrays.stream(Driver.values())
        .filter(driver -> driver.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown driver '%s'; available: auto, jdbc".formatted(text)));
  }

  private static List<String> list(Map<String, String> given, String name) {
    return Arrays.asList(given.getOrDefault(name, "").split(",", -1));
  }

  private static String transport(String text) {
    if (!text.equals("tcp") && !text.equals("unix")) {
      throw new IllegalArgumentException(
          "unknown transport '%s'; available: tcp, unix".formatted(text));
    }
    return text;
  }

  private static int number(String name, @Nullable String text) {
    if (text == null || !text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "--%s must be made of whole numbers from 1 to 9999, was '%s'".formatted(name, text));
    }
    return Integer.parseInt(text);
  }
}
