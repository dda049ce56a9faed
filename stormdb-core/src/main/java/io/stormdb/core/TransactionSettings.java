package io.stormdb.core;

import io.stormdb.api.Isolation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a transaction sets for itself before its first statement, where nothing can be set for a
 * session: in a pool in transaction mode. None of it outlives the transaction. Immutable.
 */
final class TransactionSettings {

  /** Their values are lists of names: as a text in quotes they would be one name. */
  private static final Set<String> NAMES = Set.of("search_path", "temp_tablespaces");

  private final String[] texts;

  /**
   * Prepares the texts.
   *
   * @param settings of the server, by name
   */
  TransactionSettings(Map<String, String> settings) {
    String local =
        settings.entrySet().stream()
            .map(setting -> local(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining("; "));
    Isolation[] levels = Isolation.values();
    texts = new String[2 * levels.length];
    for (Isolation level : levels) {
      String begin = "SET TRANSACTION ISOLATION LEVEL " + level.sql();
      texts[index(level, false)] = begin + "; " + local;
      texts[index(level, true)] = begin + " READ ONLY; " + local;
    }
  }

  /** Returns what StormDB needs for questions of its own. */
  static String ofQuestions(String schema, String applicationName) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("application_name", applicationName);
    settings.put("search_path", Database.quoted(schema) + ", public");
    // no question shall be cut short, nor a lock be lost, because nobody has asked for a while
    settings.put("idle_in_transaction_session_timeout", "0");
    return settings.entrySet().stream()
        .map(setting -> local(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining("; "));
  }

  @SuppressWarnings("EnumOrdinal") // an array by level, without a look-up in the load
  static int index(Isolation level, boolean readOnly) {
    return 2 * level.ordinal() + (readOnly ? 1 : 0);
  }

  /** Returns the statements, separated by semicolons, for an {@link #index}. */
  String text(int index) {
    return texts[index];
  }

  /** Returns how many texts there are. */
  int size() {
    return texts.length;
  }

  private static String local(String name, String value) {
    String quotedName =
        Arrays.stream(name.split("\\.", -1)).map(Database::quoted).collect(Collectors.joining("."));
    boolean asWritten = NAMES.contains(name) && !value.isBlank();
    return "SET LOCAL " + quotedName + " = " + (asWritten ? value : Database.literal(value));
  }
}
