package io.stormdb.core;

import io.stormdb.api.PluginInfo;
import io.stormdb.api.RequiredExtension;
import io.stormdb.api.WorkloadPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of a plug-in from its properties, and refuses what cannot be understood. */
final class MetadataFile {

  private static final List<String> KEYS =
      List.of(
          "name",
          "version",
          "description",
          "author",
          "api",
          "workloads",
          "families",
          "patterns",
          "postgresql",
          "extensions");
  private static final String INSTALL = "install.";

  private static final String NAME = "[a-z][a-z0-9_]{0,54}";
  private static final Pattern WORKLOAD =
      Pattern.compile("(" + NAME + ")(?:\\s*\\(\\s*(" + NAME + "(?:\\s+" + NAME + ")*)\\s*\\))?");
  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9_]*\\*[a-z0-9_*]*");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final String where;
  private final Map<String, String> values = new TreeMap<>();

  /** What is wrong with the text, in words to follow the place. */
  private static final class Malformed extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Properties forget all but the last of two values; a file that has two is wrong. */
  private static final class Once extends Properties {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new IllegalArgumentException("'" + key + "' is there twice");
      }
      return super.put(key, value);
    }

    @Override
    public synchronized boolean equals(Object other) {
      return this == other;
    }

    @Override
    public synchronized int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /**
   * Reads the lines.
   *
   * @param where names the file in messages
   * @throws StormDbException if it is not a properties file in UTF-8
   */
  MetadataFile(String where, InputStream in) throws IOException {
    this.where = where;
    Properties properties = new Once();
    try {
      Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
      properties.load(text);
    } catch (CharacterCodingException e) {
      throw malformed("it is not in UTF-8");
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key).strip();
      // it is shown on terminals, which some characters command
      if (CONTROL.matcher(key + value).find()) {
        throw malformed("'" + CONTROL.matcher(key).replaceAll("?") + "' has a control character");
      }
      values.put(key, value);
    }
  }

  /**
   * Returns what the file says of a class.
   *
   * @throws StormDbException if it was made for a later version of the API, or says anything that
   *     cannot be
   */
  PluginMetadata read(String className) {
    try {
      // first, because a later version may have keys that this one does not know
      int api = number("api", 1, required("api"));
      if (api > WorkloadPlugin.API_VERSION) {
        throw StormDbException.usage(
            "%s: plug-in '%s' was built for version %d of stormdb-api, and this StormDB has version %d; use a newer StormDB, or a plug-in that was built for this one"
                .formatted(
                    where,
                    values.getOrDefault("name", className),
                    api,
                    WorkloadPlugin.API_VERSION));
      }
      refuseUnknownKeys();
      PluginInfo info =
          new PluginInfo(
              required("name"),
              required("version"),
              required("description"),
              required("author"),
              number(
                  "postgresql",
                  1,
                  values.getOrDefault(
                      "postgresql", Integer.toString(PluginInfo.OLDEST_POSTGRESQL))),
              extensions());
      return new PluginMetadata(className, api, info, workloads(), families(), patterns());
    } catch (Malformed | IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private StormDbException malformed(String problem) {
    return StormDbException.usage(
        "%s: the metadata cannot be understood: %s; see docs/plugins.md".formatted(where, problem));
  }

  private String required(String key) throws Malformed {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new Malformed("'" + key + "' is missing");
    }
    return value;
  }

  private static int number(String key, int least, String value) throws Malformed {
    if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < least) {
      throw new Malformed(
          "'%s' must be a whole number from %d up, was '%s'".formatted(key, least, value));
    }
    return Integer.parseInt(value);
  }

  private void refuseUnknownKeys() throws Malformed {
    Set<String> needed =
        new TreeSet<>(items("extensions").stream().map(MetadataFile::head).toList());
    for (String key : values.keySet()) {
      boolean known =
          key.startsWith(INSTALL)
              ? needed.contains(key.substring(INSTALL.length()))
              : KEYS.contains(key);
      if (!known) {
        throw new Malformed(
            "unknown key '%s'; %s"
                .formatted(
                    key,
                    Nearest.to(key, KEYS)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("available: " + String.join(", ", KEYS) + ", install.EXTENSION")));
      }
    }
  }

  private List<String> items(String key) {
    return Arrays.stream(values.getOrDefault(key, "").split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static String head(String item) {
    return item.split("\\s+", 2)[0];
  }

  private List<RequiredExtension> extensions() throws Malformed {
    List<RequiredExtension> extensions = new ArrayList<>();
    for (String item : items("extensions")) {
      String[] parts = item.split("\\s+", -1);
      if (parts.length > 2) {
        throw new Malformed(
            "'extensions' must be names, each with the version that is needed if any, such as"
                + " 'vector 0.7, pg_trgm', was '"
                + item
                + "'");
      }
      extensions.add(
          new RequiredExtension(
              parts[0],
              parts.length > 1 ? parts[1] : "",
              values.getOrDefault(INSTALL + parts[0], "")));
    }
    return extensions;
  }

  private Map<String, List<String>> workloads() throws Malformed {
    required("workloads");
    Map<String, List<String>> workloads = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>();
    for (String item : items("workloads")) {
      Matcher workload = WORKLOAD.matcher(item);
      if (!workload.matches()) {
        throw new Malformed(
            "'workloads' must be names, each with its aliases in brackets if any, such as"
                + " 'shop (store market), shop_read', was '"
                + item
                + "'");
      }
      List<String> aliases =
          workload.group(2) == null ? List.of() : List.of(workload.group(2).split("\\s+"));
      workloads.put(Objects.requireNonNull(workload.group(1)), aliases);
      names.add(workload.group(1));
      names.addAll(aliases);
    }
    int all = workloads.size() + workloads.values().stream().mapToInt(List::size).sum();
    if (workloads.size() < items("workloads").size() || names.size() < all) {
      throw new Malformed("'workloads' has a name twice: '" + values.get("workloads") + "'");
    }
    return workloads;
  }

  private Set<String> families() throws Malformed {
    required("families");
    for (String family : items("families")) {
      if (!family.matches(NAME)) {
        throw new Malformed("'families' must be names, was '" + family + "'");
      }
    }
    return new TreeSet<>(items("families"));
  }

  private List<String> patterns() throws Malformed {
    for (String pattern : items("patterns")) {
      if (!PATTERN.matcher(pattern).matches()) {
        throw new Malformed(
            "'patterns' must be names with a '*' in them, such as 'shop_*', was '" + pattern + "'");
      }
    }
    return items("patterns");
  }
}
