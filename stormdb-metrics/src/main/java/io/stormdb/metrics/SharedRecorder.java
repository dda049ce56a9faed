package io.stormdb.metrics;

/**
 * Takes down what several workers do, who take turns by a lock. For thousands of workers, each of
 * which is seldom busy: a recorder each would need gigabytes, and long to read.
 */
final class SharedRecorder extends WorkerRecorder {

  SharedRecorder(int types, int statementKinds, boolean openLoop, boolean waits) {
    super(types, statementKinds, openLoop, waits, new SharedDetailRecorder());
  }

  @Override
  public synchronized void transaction(int type, Outcome outcome, int tries, long latencyNanos) {
    super.transaction(type, outcome, tries, latencyNanos);
  }

  @Override
  public synchronized void serviceTime(int type, long nanos) {
    super.serviceTime(type, nanos);
  }

  @Override
  public synchronized void startDelay(long nanos) {
    super.startDelay(nanos);
  }

  @Override
  public synchronized void connectionWait(long nanos) {
    super.connectionWait(nanos);
  }

  @Override
  public synchronized void statements(int kind, long number, long rowsReturnedOrChanged) {
    super.statements(kind, number, rowsReturnedOrChanged);
  }

  @Override
  public synchronized void count(int counter, long amount) {
    super.count(counter, amount);
  }
}
