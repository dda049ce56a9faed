package io.stormdb.api;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of load that can be asked for by name.
 *
 * <p>Types of one {@code family} share a schema and its data: {@code simple_read} runs on what
 * {@code simple} has loaded.
 *
 * @param name lower-case letters, digits and underscores, for example {@code simple_read}
 * @param aliases other names for the same type
 * @param family the name under which data is kept; the schema is {@code stormdb_} and the family
 * @param description one sentence
 * @param scaleMeaning what one unit of scale is, for example {@code warehouses}
 * @param defaultScale the scale when none is asked for; from 1 to {@code maxScale}
 * @param maxScale the largest scale that the workload's key types can hold
 * @param parameters what can be configured
 * @param comparesConnections whether it is there to compare connections that are kept with new
 *     ones: it runs in the connection mode {@code mixed} then, unless another one is named
 */
public record WorkloadType(
    String name,
    List<String> aliases,
    String family,
    String description,
    String scaleMeaning,
    int defaultScale,
    int maxScale,
    List<Parameter> parameters,
    boolean comparesConnections) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,54}");

  /** Checks names and the range of the scale. */
  public WorkloadType {
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    requireName(name);
    requireName(family);
    aliases.forEach(WorkloadType::requireName);
    if (defaultScale < 1 || maxScale < defaultScale) {
      throw new IllegalArgumentException(
          "scale of '%s' must satisfy 1 <= default <= maximum, was default %d, maximum %d"
              .formatted(name, defaultScale, maxScale));
    }
  }

  /** Makes a type that does not compare connections. */
  public WorkloadType(
      String name,
      List<String> aliases,
      String family,
      String description,
      String scaleMeaning,
      int defaultScale,
      int maxScale,
      List<Parameter> parameters) {
    this(
        name,
        aliases,
        family,
        description,
        scaleMeaning,
        defaultScale,
        maxScale,
        parameters,
        false);
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a workload name must be lower-case letters, digits and underscores, at most 55 of them,"
              + " was '"
              + name
              + "'");
    }
  }
}
