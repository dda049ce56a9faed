package io.stormdb.api;

/** How a worker picks its next transaction from the weights of the types. */
public enum Mix {
  /** Each choice is independent; a type's probability is its weight over the sum of weights. */
  WEIGHTED,
  /**
   * A deck holds as many cards of a type as its weight says; it is shuffled, dealt to the last
   * card, and shuffled again. Weights must be whole numbers.
   */
  DECK
}
