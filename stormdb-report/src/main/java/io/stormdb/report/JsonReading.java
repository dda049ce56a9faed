package io.stormdb.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A value of a JSON file, with its place for messages.
 *
 * @param file that it is in
 * @param path where in it, for example {@code bands[2].workers}; blank for all of it
 * @param node the value
 */
record JsonReading(Path file, String path, JsonNode node) {

  /** Times are exact to the nanosecond. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no JSON; the message says which file and why
   */
  static JsonReading of(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("cannot read %s: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    try {
      return new JsonReading(file, "", MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "cannot read %s: it is no JSON from line %s on; was it cut off?"
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
  }

  /** Returns a value, which must be there. */
  JsonReading get(String key) throws IOException {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IOException("%s has no '%s'; it is no study of StormDB".formatted(file, at(key)));
    }
    return new JsonReading(file, at(key), value);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return node.has(key);
  }

  String text(String key) throws IOException {
    return value(key, "a text", JsonNode::isTextual, JsonNode::textValue);
  }

  /** Returns a text, or blank for {@code null}. */
  String textOrBlank(String key) throws IOException {
    return get(key).node.isNull() ? "" : text(key);
  }

  long whole(String key) throws IOException {
    return value(key, "a whole number", JsonNode::isIntegralNumber, JsonNode::longValue);
  }

  double number(String key) throws IOException {
    return value(key, "a number", JsonNode::isNumber, JsonNode::doubleValue);
  }

  /** Returns a number; empty if there is none, as in files of older versions. */
  OptionalDouble optionalNumber(String key) throws IOException {
    return has(key) && optional(key).isPresent()
        ? OptionalDouble.of(number(key))
        : OptionalDouble.empty();
  }

  Duration millis(String key) throws IOException {
    return value(key, "a number", JsonNode::isNumber, JsonReading::duration);
  }

  private static Duration duration(JsonNode millis) {
    return Duration.ofNanos(millis.decimalValue().movePointRight(6).longValue());
  }

  private <T> T value(String key, String what, Test test, Function<JsonNode, T> reader)
      throws IOException {
    JsonReading value = get(key);
    if (!test.holds(value.node)) {
      throw new IOException(
          "%s: '%s' must be %s, was %s".formatted(file, value.path, what, value.node));
    }
    return reader.apply(value.node);
  }

  private interface Test {
    boolean holds(JsonNode node);
  }

  /** Returns a value, or empty for {@code null}. */
  Optional<JsonReading> optional(String key) throws IOException {
    JsonReading value = get(key);
    return value.node.isNull() ? Optional.empty() : Optional.of(value);
  }

  List<JsonReading> list(String key) throws IOException {
    JsonReading list = get(key);
    if (!list.node.isArray()) {
      throw new IOException(
          "%s: '%s' must be a list, was %s".formatted(file, list.path, list.node));
    }
    List<JsonReading> items = new ArrayList<>();
    for (JsonNode item : list.node) {
      items.add(new JsonReading(file, list.path + "[" + items.size() + "]", item));
    }
    return items;
  }

  Map<String, String> texts(String key) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    get(key).node.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }

  Map<String, Double> numbers(String key) throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    get(key).node.properties().forEach(one -> numbers.put(one.getKey(), one.getValue().asDouble()));
    return numbers;
  }
}
