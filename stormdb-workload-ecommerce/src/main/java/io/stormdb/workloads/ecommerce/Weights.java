package io.stormdb.workloads.ecommerce;

import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mix of transactions as a user writes it, for example {@code checkout=10, search=90}: those that
 * are named run, and no other.
 */
final class Weights {

  private final Map<String, Double> byName = new LinkedHashMap<>();

  /**
   * Reads a mix.
   *
   * @throws IllegalArgumentException if a part is not a name, an equals sign and a number that is
   *     positive and finite, or if a name occurs twice
   */
  Weights(String text) {
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      Double weight = sides.length == 2 ? weightOf(sides[1].strip()) : null;
      if (weight == null || byName.put(sides[0].strip(), weight) != null) {
        throw new IllegalArgumentException(
            "'mix' must be names with positive weights, each name once, such as 'checkout=10,"
                + " search=90', was '"
                + text
                + "'");
      }
    }
  }

  private static @Nullable Double weightOf(String text) {
    try {
      double weight = Double.parseDouble(text);
      return weight > 0 && Double.isFinite(weight) ? weight : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Returns the transactions that are named, with their weights.
   *
   * @throws IllegalArgumentException if there is no transaction of a name
   */
  List<TransactionType> of(List<TransactionType> all) {
    List<TransactionType> chosen = new ArrayList<>();
    Map<String, Double> left = new LinkedHashMap<>(byName);
    for (TransactionType type : all) {
      Double weight = left.remove(type.name());
      if (weight != null) {
        chosen.add(type.weight(weight));
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "'mix' names %s; available: %s"
              .formatted(
                  String.join(", ", left.keySet()),
                  String.join(", ", all.stream().map(TransactionType::name).sorted().toList())));
    }
    return chosen;
  }
}
