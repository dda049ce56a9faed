package io.stormdb.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values of a workload's parameters: what was given, and the default where nothing was. */
public final class Parameters {

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Checks given values against their declarations.
   *
   * @param declared the parameters of a workload type
   * @param given values by name, as a user wrote them
   * @throws IllegalArgumentException naming every unknown name and every bad value at once
   */
  public static Parameters of(List<Parameter> declared, Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : declared) {
      String value = given.getOrDefault(parameter.name(), parameter.defaultValue());
      String problem = parameter.problemWith(value);
      if (problem != null) {
        problems.add(problem);
      }
      values.put(parameter.name(), value);
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        problems.add(
            "unknown parameter '%s'; available: %s"
                .formatted(name, values.isEmpty() ? "none" : String.join(", ", values.keySet())));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new Parameters(values);
  }

  /** Returns every value by name, defaults included, in the order of declaration. */
  public Map<String, String> asMap() {
    return Map.copyOf(values);
  }

  /** Returns the value of a {@link Parameter.Kind#TEXT} parameter. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' was declared");
    }
    return value;
  }

  /** Returns the items of a {@link Parameter.Kind#CHOICES} parameter, in the order given. */
  public List<String> texts(String name) {
    return items(text(name));
  }

  /** Returns the items of an {@link Parameter.Kind#INTEGERS} parameter, in the order given. */
  public List<Long> integers(String name) {
    return texts(name).stream().map(Long::valueOf).toList();
  }

  static List<String> items(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip).toList();
  }

  /** Returns the value of an {@link Parameter.Kind#INTEGER} parameter. */
  public long integer(String name) {
    return Long.parseLong(text(name));
  }

  /** Returns the value of a {@link Parameter.Kind#DECIMAL} parameter. */
  public double decimal(String name) {
    return Double.parseDouble(text(name));
  }

  /** Returns the value of a {@link Parameter.Kind#FLAG} parameter. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /** Returns the value of a {@link Parameter.Kind#DURATION} parameter. */
  public Duration duration(String name) {
    return GoDuration.parse(text(name));
  }
}
