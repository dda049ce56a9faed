package io.stormdb.workloads.bulk;

/**
 * Rows that go to the server together, in the form in which a method sends them. Made once and
 * filled again and again, by one thread at a time.
 */
sealed interface Batch permits CopyBatch, ParameterBatch {

  /** Returns how many rows it has when it is full. */
  int rows();

  /** Overwrites all rows with those from the given number on. */
  void fill(RowGenerator generator, long firstNumber);

  /** Returns about how many bytes of memory it takes, filled. */
  long bytes();
}
