package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** Values of a JSON result; {@code null} where there is no data. */
final class JsonValues {

  private static final MathContext SEVEN_DIGITS = new MathContext(7);
  private static final int PERCENT_DECIMALS = 4;

  private JsonValues() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns milliseconds, to the nanosecond. */
  static JsonNode millis(Duration duration) {
    return decimal(BigDecimal.valueOf(duration.toNanos(), 6));
  }

  static JsonNode millis(Optional<Duration> duration) {
    return duration.map(JsonValues::millis).orElse(NullNode.instance);
  }

  /** Returns a rate to seven digits. */
  static JsonNode rate(Optional<Double> perSecond) {
    return perSecond
        .<JsonNode>map(rate -> decimal(new BigDecimal(rate).round(SEVEN_DIGITS)))
        .orElse(NullNode.instance);
  }

  /** Returns a number a second over some time. */
  static JsonNode rate(long count, Duration time) {
    return rate(time.isZero() ? Optional.empty() : Optional.of(count / (time.toNanos() / 1e9)));
  }

  /** Returns a share in per cent, rounded down: 100 means all, without exception. */
  static JsonNode percent(long part, long whole) {
    return whole == 0
        ? NullNode.instance
        : decimal(
            BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(whole), PERCENT_DECIMALS, RoundingMode.DOWN));
  }

  /** Returns a count, or {@code null} when nothing was measured that could have been counted. */
  static JsonNode count(long count, boolean measured) {
    return measured ? LongNode.valueOf(count) : NullNode.instance;
  }

  /** Returns texts by name, sorted, so that equal maps give equal files. */
  static ObjectNode texts(Map<String, String> texts) {
    ObjectNode object = object();
    new TreeMap<>(texts).forEach(object::put);
    return object;
  }

  /** Returns a value, or {@code null} when there is none. */
  static <T> JsonNode optional(Optional<T> value, Function<T, JsonNode> toJson) {
    return value.map(toJson).orElse(NullNode.instance);
  }

  /** Returns a number to seven digits. */
  static JsonNode decimal(double value) {
    return decimal(new BigDecimal(value).round(SEVEN_DIGITS));
  }

  static JsonNode decimal(OptionalDouble value) {
    return value.isPresent() ? decimal(value.getAsDouble()) : NullNode.instance;
  }

  private static JsonNode decimal(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }
}
