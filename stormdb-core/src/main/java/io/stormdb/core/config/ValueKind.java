package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of a key look like. */
public sealed interface ValueKind
    permits ValueKind.Text,
        ValueKind.Whole,
        ValueKind.Time,
        ValueKind.Choice,
        ValueKind.Only,
        ValueKind.YesNo,
        ValueKind.Percentage,
        ListKind,
        LoadKind {

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
}
