package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a server as a session has it, by {@code pg_settings}. Immutable.
 *
 * @param name such as {@code max_wal_size}
 * @param shown its value with the unit that suits it, such as {@code 1GB}; {@link #HIDDEN} if it
 *     could be a secret
 * @param value its value without a unit, such as {@code 1024}; {@link #HIDDEN} likewise
 * @param unit the unit of that value, such as {@code MB} or {@code 8kB}; empty if it has none
 * @param source where the server has it from, such as {@code default} or {@code configuration file}
 */
public record Setting(
    String name, String shown, String value, Optional<String> unit, String source) {

  /** Stands for a value that could be a secret. */
  public static final String HIDDEN = "(hidden)";

  /** Values that nobody chose. */
  private static final Set<String> UNTOUCHED = Set.of("default", "override", "dynamic default");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)conninfo|command|passphrase|password|secret|token|salt|credential|key|_file$"
              + "|_directory$|^cluster_name$");

  private static final Pattern UNIT = Pattern.compile("(\\d*)([a-zA-Z]+)");

  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "kB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

  private static final Map<String, Duration> TIMES =
      Map.of(
          "us", Duration.ofNanos(1_000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  /** Hides a value that could be a secret. */
  public Setting {
    if (SECRET.matcher(name).find()) {
      shown = HIDDEN;
      value = HIDDEN;
    }
  }

  /** Returns whether somebody has set it, wherever that was. */
  public boolean isSet() {
    return !UNTOUCHED.contains(source);
  }

  /** Returns whether it is a switch that is on. */
  public boolean isOn() {
    return value.equals("on");
  }

  /** Returns the size that it is; empty if it is none, or is negative, which stands for a rule. */
  public Optional<Long> bytes() {
    Matcher matcher = UNIT.matcher(unit.orElse(""));
    if (!matcher.matches() || !BYTES.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    return amount().map(amount -> amount * times(matcher) * BYTES.get(matcher.group(2)));
  }

  /** Returns the time that it is; empty if it is none, or is negative, which stands for a rule. */
  public Optional<Duration> time() {
    Matcher matcher = UNIT.matcher(unit.orElse(""));
    if (!matcher.matches() || !TIMES.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    return amount()
        .map(amount -> TIMES.get(matcher.group(2)).multipliedBy(amount * times(matcher)));
  }

  private static long times(Matcher unit) {
    return unit.group(1).isEmpty() ? 1 : Long.parseLong(unit.group(1));
  }

  private Optional<Long> amount() {
    return value.matches("\\d{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }
}
