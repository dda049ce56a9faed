package io.stormdb.core;

import io.stormdb.api.TransactionType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which transactions of a workload run, and how often: those that are named, and no other.
 * Immutable.
 *
 * @param byName weights by name of the type of transaction, in any unit; positive and finite; at
 *     least one
 */
public record MixWeights(Map<String, Double> byName) {

  private static final String WANTED =
      "a mix must be names with positive weights, each name once, such as 'checkout=10, search=90', was '%s'";

  /** Checks the weights. */
  public MixWeights {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    if (byName.isEmpty()
        || !byName.values().stream().allMatch(weight -> weight > 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(WANTED.formatted(text(byName)));
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static MixWeights parse(String text) {
    Map<String, Double> byName = new LinkedHashMap<>();
    try {
      for (String part : text.split(",", -1)) {
        String[] sides = part.split("=", -1);
        String name = sides[0].strip();
        if (sides.length != 2
            || name.isEmpty()
            || byName.put(name, new BigDecimal(sides[1].strip()).doubleValue()) != null) {
          throw new IllegalArgumentException(WANTED.formatted(text));
        }
      }
      return new MixWeights(byName);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(WANTED.formatted(text), e);
    }
  }

  /**
   * Returns the types that are named, with their weights, in the order of the workload.
   *
   * @param workload its name
   * @throws StormDbException if it has no type of a name
   */
  List<TransactionType> of(String workload, List<TransactionType> all) {
    List<String> names = all.stream().map(TransactionType::name).toList();
    for (String name : byName.keySet()) {
      if (!names.contains(name)) {
        throw StormDbException.usage(
            "the mix names transaction '%s'; workload '%s' has: %s%s"
                .formatted(
                    name,
                    workload,
                    String.join(", ", new TreeSet<>(names)),
                    Nearest.to(name, names)
                        .map(near -> ". Did you mean '" + near + "'?")
                        .orElse("")));
      }
    }
    List<TransactionType> chosen = new ArrayList<>();
    for (TransactionType type : all) {
      Double weight = byName.get(type.name());
      if (weight != null) {
        chosen.add(type.weight(weight));
      }
    }
    return chosen;
  }

  /** Returns for example {@code checkout=10, search=90}. */
  @Override
  public String toString() {
    return text(byName);
  }

  private static String text(Map<String, Double> byName) {
    return byName.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + number(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String number(double weight) {
    return Double.isFinite(weight)
        ? BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString()
        : Double.toString(weight);
  }
}
