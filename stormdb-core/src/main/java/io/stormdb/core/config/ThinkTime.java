package io.stormdb.core.config;

import io.stormdb.api.GoDuration;
import io.stormdb.api.Pause;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pauses as users write them: {@code 5ms}, {@code uniform(1ms,5ms)}, {@code exponential(10ms)}. */
final class ThinkTime {

  /** Where exponential pauses are cut off, in means: TPC-C clause 5.2.5.4. */
  private static final double CUT = 10;

  private static final Pattern UNIFORM = Pattern.compile("uniform\\(([^,()]*),([^,()]*)\\)");
  private static final Pattern EXPONENTIAL = Pattern.compile("exponential\\(([^,()]*)\\)");

  private ThinkTime() {}

  /**
   * Reads a pause.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Pause parse(String text) {
    Matcher uniform = UNIFORM.matcher(text.strip());
    if (uniform.matches()) {
      return new Pause.Uniform(
          GoDuration.parse(uniform.group(1)), GoDuration.parse(uniform.group(2)));
    }
    Matcher exponential = EXPONENTIAL.matcher(text.strip());
    if (exponential.matches()) {
      return new Pause.Exponential(GoDuration.parse(exponential.group(1)), CUT);
    }
    return new Pause.Constant(GoDuration.parse(text));
  }
}
