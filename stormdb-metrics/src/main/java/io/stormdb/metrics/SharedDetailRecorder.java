package io.stormdb.metrics;

/** Takes down details of several workers, who take turns by a lock. */
final class SharedDetailRecorder extends DetailRecorder {

  @Override
  public synchronized void value(int measure, double value) {
    super.value(measure, value);
  }

  @Override
  public synchronized void statement(int statement, long nanos, long rows) {
    super.statement(statement, nanos, rows);
  }

  @Override
  public synchronized void statementError(int statement) {
    super.statementError(statement);
  }

  @Override
  public synchronized void wakeUp(long nanos) {
    super.wakeUp(nanos);
  }
}
