package io.stormdb.progressive.maths;

/**
 * A parameter of a model.
 *
 * @param name as in the formula, such as {@code κ}
 * @param meaning what it says of the server
 * @param unit {@code 1} if it has none
 */
public record Symbol(String name, String meaning, String unit) {

  static final String RATE = "transactions/s";
  static final String PER_LEVEL = "1/N";

  /** Checks that there is a name. */
  public Symbol {
    Rules.require(!name.isBlank(), "name", "a symbol", "'" + name + "'");
  }
}
