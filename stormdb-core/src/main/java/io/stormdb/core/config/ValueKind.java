package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Rate;
import io.stormdb.core.Until;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of a key look like. */
public sealed interface ValueKind {

  /** Returns whether a value may be written so. */
  boolean accepts(String value);

  /** Returns what may be written, to follow "must be", for example {@code true or false}. */
  String describe();

  /**
   * A text of a certain form.
   *
   * @param pattern a regular expression for all of it
   * @param description the form in words
   */
  record Text(String pattern, String description) implements ValueKind {
    static Text notBlank(String description) {
      // no NUL: neither a path nor a name in PostgreSQL can have one
      return new Text("[^\\x00]*[^\\s\\x00][^\\x00]*", description);
    }

    @Override
    public boolean accepts(String value) {
      return value.matches(pattern);
    }

    @Override
    public String describe() {
      return description;
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  record Whole(long least, long most) implements ValueKind {
    @Override
    public boolean accepts(String value) {
      try {
        long number = Long.parseLong(value);
        return number >= least && number <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      if (most < Long.MAX_VALUE) {
        return "a whole number from " + least + " to " + most;
      }
      return least > Long.MIN_VALUE ? "a whole number from " + least + " up" : "a whole number";
    }
  }

  /** A duration from {@code least} to {@code most}. */
  record Time(Duration least, Duration most) implements ValueKind {
    @Override
    public boolean accepts(String value) {
      try {
        Duration duration = GoDuration.parse(value);
        return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a duration such as 500ms, 30s or 1m30s, from "
          + GoDuration.format(least)
          + " to "
          + GoDuration.format(most);
    }
  }

  /**
   * One of a few texts; upper case, and blanks, dashes or underscores between words, are the same.
   */
  record Choice(List<String> choices) implements ValueKind {
    /** Keeps a copy. */
    public Choice {
      choices = List.copyOf(choices);
    }

    static Choice of(String... choices) {
      return new Choice(List.of(choices));
    }

    /** Returns the choice that was meant. */
    Optional<String> meantBy(String value) {
      return choices.stream().filter(choice -> plain(choice).equals(plain(value))).findFirst();
    }

    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
    }

    @Override
    public boolean accepts(String value) {
      return meantBy(value).isPresent();
    }

    @Override
    public String describe() {
      return "one of " + String.join(", ", choices);
    }
  }

  /**
   * The one text that this version knows.
   *
   * @param value the text
   * @param reason why there is no other
   */
  record Only(String value, String reason) implements ValueKind {
    @Override
    public boolean accepts(String text) {
      return text.equals(value);
    }

    @Override
    public String describe() {
      return value + " (" + reason + ")";
    }
  }

  /** Names with weights. */
  record MixText() implements ValueKind {
    @Override
    public boolean accepts(String value) {
      try {
        return !MixWeights.parse(value).byName().isEmpty();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "names with positive weights, each name once, such as 'checkout=10, search=90'";
    }
  }

  /** {@code true} or {@code false}. */
  record YesNo() implements ValueKind {
    @Override
    public boolean accepts(String value) {
      return value.equals("true") || value.equals("false");
    }

    @Override
    public String describe() {
      return "true or false";
    }
  }

  /** A pause: a duration, or the name of a distribution with its durations. */
  record PauseText() implements ValueKind {
    @Override
    public boolean accepts(String value) {
      try {
        return ThinkTime.parse(value) != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a duration such as 5ms, or uniform(1ms,5ms), or exponential(10ms)";
    }
  }

  /**
   * A number of transactions in a time.
   *
   * @param positive whether it must be more than none
   */
  record RateText(boolean positive) implements ValueKind {
    @Override
    public boolean accepts(String value) {
      try {
        return Rate.parse(value).perSecond() > 0 || !positive;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a "
          + (positive ? "positive " : "")
          + "number of transactions a second or a minute, such as 500/s or 30000/m";
    }
  }

  /** A percentage from 0 to 100, with its sign. */
  record Percentage() implements ValueKind {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*%");

    /** Returns a valid value as a share, from 0 to 1. */
    static double share(String value) {
      Matcher matcher = TEXT.matcher(value.strip());
      return matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : Double.NaN;
    }

    @Override
    public boolean accepts(String value) {
      return share(value) <= 1;
    }

    @Override
    public String describe() {
      return "a percentage from 0% to 100%";
    }
  }

  /** Not a value but a list of mappings, each with the keys of a phase. */
  record Phases() implements ValueKind {
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
  record Numbers(BigDecimal most, int longest, String unit) implements ValueKind {
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

  /** How well TPS is to be known before a run ends, and the longest time for it. */
  record UntilText() implements ValueKind {
    @Override
    public boolean accepts(String value) {
      try {
        return Until.parse(value).percent() > 0;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String describe() {
      return "a width in per cent and the longest time, such as ci 2% or 10m";
    }
  }

  /**
   * Not a value but a mapping of names to values.
   *
   * @param description what is mapped to what
   */
  record Members(String description) implements ValueKind {
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
