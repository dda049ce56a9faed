package io.stormdb.progressive.maths;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Workers that think and then wait in one line for one of c servers, event by event: what the
 * formulas of queues are checked against.
 *
 * @param servers c
 * @param demandSeconds D, mean time of service
 * @param variation C² of the time of service: 0 if all are the same, 1 if exponential, more if
 *     hyperexponential with two branches of the same share of the work
 * @param thinkSeconds Z, mean of exponential pauses
 */
record SimulatedQueue(int servers, double demandSeconds, double variation, double thinkSeconds) {

  private static final int WARM_UP = 2_000;

  private record Event(double at, int worker, boolean isServed) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return Double.compare(at, other.at);
    }
  }

  /** Returns a level as it would be measured over a number of transactions. */
  Measured measure(int workers, int transactions, Random random) {
    PriorityQueue<Event> events = new PriorityQueue<>();
    for (int worker = 0; worker < workers; worker++) {
      events.add(new Event(think(random), worker, false));
    }
    Deque<Integer> waiting = new ArrayDeque<>();
    double[] arrived = new double[workers];
    int busy = 0;
    int done = -Math.min(WARM_UP, transactions / 5);
    double began = 0;
    double sum = 0;
    double squares = 0;
    double now = 0;
    while (done < transactions) {
      Event event = events.remove();
      now = event.at();
      if (event.isServed()) {
        if (done >= 0) {
          double response = now - arrived[event.worker()];
          sum += response;
          squares += response * response;
        }
        done++;
        began = done == 0 ? now : began;
        events.add(new Event(now + think(random), event.worker(), false));
        busy--;
      } else {
        arrived[event.worker()] = now;
        waiting.add(event.worker());
      }
      while (busy < servers && !waiting.isEmpty()) {
        events.add(new Event(now + service(random), waiting.remove(), true));
        busy++;
      }
    }
    double throughput = transactions / (now - began);
    double mean = sum / transactions;
    return new Measured(
        workers,
        throughput,
        0.005 * throughput,
        mean,
        Double.NaN,
        Double.NaN,
        0,
        Math.sqrt(squares / transactions - mean * mean));
  }

  private double think(Random random) {
    return thinkSeconds * -Math.log(1 - random.nextDouble());
  }

  private double service(Random random) {
    if (variation == 0) {
      return demandSeconds;
    }
    double exponential = -Math.log(1 - random.nextDouble());
    double share = (1 + Math.sqrt((variation - 1) / (variation + 1))) / 2;
    boolean isShort = random.nextDouble() < share;
    return demandSeconds * exponential / (2 * (isShort ? share : 1 - share));
  }
}
