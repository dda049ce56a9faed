package io.stormdb.core.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the values of a key look like that holds several. */
public sealed interface ListKind extends ValueKind {

  /** One host or several, each with a port of its own if need be. */
  record Hosts() implements ListKind {
    @Override
    public boolean accepts(String value) {
      try {
        return !HostNames.parse(value).isEmpty();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a host name, an IP address, or the folder of a Unix-domain socket (at most 92"
          + " characters), or several, such as a,b:5433,[::1]";
    }
  }

  /** One port, or one for each host. */
  record Ports() implements ListKind {
    @Override
    public boolean accepts(String value) {
      try {
        return !HostNames.ports(value).isEmpty();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a whole number from 1 to 65535, or one for each host, such as 5432,5433";
    }
  }

  /** Numbers of workers, each with its connections behind a slash if they are not as many. */
  record LevelsText() implements ListKind {
    private static final Pattern TEXT =
        Pattern.compile("\\s*\\[?\\s*([0-9/]+(?:\\s*,\\s*[0-9/]+)*)\\s*]?\\s*");
    private static final Pattern LEVEL = Pattern.compile("(\\d{1,5})(?:/(\\d{1,5}))?");
    private static final int MOST = 10_000;
    private static final int LONGEST = 100;

    /** Returns the levels of a valid value. */
    static List<ProgressiveSettings.Level> levels(String value) {
      Matcher all = TEXT.matcher(value);
      if (!all.matches()) {
        throw new IllegalArgumentException("not a list of levels: '" + value + "'");
      }
      return Arrays.stream(all.group(1).split(",", -1)).map(LevelsText::level).toList();
    }

    private static ProgressiveSettings.Level level(String text) {
      Matcher level = LEVEL.matcher(text.strip());
      if (!level.matches()) {
        throw new IllegalArgumentException("not a level: '" + text + "'");
      }
      int workers = Integer.parseInt(level.group(1));
      return new ProgressiveSettings.Level(
          workers, level.group(2) == null ? workers : Integer.parseInt(level.group(2)));
    }

    @Override
    public boolean accepts(String value) {
      try {
        List<ProgressiveSettings.Level> levels = levels(value);
        return levels.size() <= LONGEST
            && levels.stream().distinct().count() == levels.size()
            && levels.stream()
                .flatMapToInt(level -> IntStream.of(level.workers(), level.connections()))
                .allMatch(number -> number >= 1 && number <= MOST);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a list of 1 to %d numbers of workers from 1 to %d, each once, such as [1, 2, 4, 8/4]"
          .formatted(LONGEST, MOST);
    }
  }

  /** Not a value but a list of mappings, each with the keys of a phase. */
  record Phases() implements ListKind {
    @Override
    public boolean accepts(String value) {
      return true;
    }

    @Override
    public String describe() {
      return "a list of mappings with " + String.join(", ", PhaseKeys.names());
    }
  }

  /**
   * A list of ascending numbers greater than 0.
   *
   * @param most the greatest number
   * @param longest how many there may be
   * @param unit of the numbers, in the plural
   */
  record Numbers(BigDecimal most, int longest, String unit) implements ListKind {
    @Override
    public boolean accepts(String value) {
      try {
        List<BigDecimal> numbers = NumberList.parse(value);
        BigDecimal last = BigDecimal.ZERO;
        for (BigDecimal number : numbers) {
          if (number.compareTo(last) <= 0 || number.compareTo(most) > 0) {
            return false;
          }
          last = number;
        }
        return !numbers.isEmpty() && numbers.size() <= longest;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a list of 1 to %d ascending %s greater than 0, up to %s, such as [50, 99.9]"
          .formatted(longest, unit, most);
    }
  }

  /**
   * Not a value but a list of paths.
   *
   * @param what they lead to, in the plural
   */
  record Paths(String what) implements ListKind {
    // no NUL, which no path can have
    private static final ValueKind.Text ITEM = ValueKind.Text.notBlank("a path");

    @Override
    public boolean accepts(String value) {
      return ITEM.accepts(value);
    }

    @Override
    public String describe() {
      return "a list of paths of " + what;
    }
  }

  /**
   * Not a value but a mapping of names to values.
   *
   * @param description what is mapped to what
   */
  record Members(String description) implements ListKind {
    @Override
    public boolean accepts(String value) {
      return true;
    }

    @Override
    public String describe() {
      return description;
    }
  }
}
