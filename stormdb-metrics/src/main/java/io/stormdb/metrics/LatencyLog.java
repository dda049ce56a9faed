package io.stormdb.metrics;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of a run, interval by interval, in the log format of HdrHistogram: from it any
 * percentile of any stretch of time can be computed later, with the tools of that library.
 *
 * <p>Each line has a tag that says what was timed: {@code balance} response times of transactions
 * of that type that did not fail, {@code balance.service} their service times where those differ,
 * and {@code balance.failed} response times of those that failed. Values are nanoseconds, the
 * column of the longest is in milliseconds. What is added is handed to the operating system at
 * once, so that a killed run leaves what it had; nothing is kept in memory. Belongs to one thread.
 */
public final class LatencyLog implements Closeable {

  private static final double NANOS_A_MILLISECOND = 1e6;

  private final Failing out;
  private final HistogramLogWriter writer;
  private final PrintStream print;
  private final List<String> types;

  /**
   * Writes the head of a log.
   *
   * @param out where the log goes; is closed with this
   * @param started the moment that intervals count from
   * @param types names of the types of transactions, in the order of {@link Tally#types}
   * @throws IOException if it cannot be written
   */
  public LatencyLog(OutputStream out, Instant started, List<String> types) throws IOException {
    this.out = new Failing(new BufferedOutputStream(out));
    this.print = new PrintStream(this.out, false, StandardCharsets.UTF_8);
    this.writer = new HistogramLogWriter(print);
    this.types = List.copyOf(types);
    writer.outputComment("[Latencies in nanoseconds, measured part of the run only]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(started.toEpochMilli());
    writer.outputLegend();
    flush();
  }

  /**
   * Adds an interval.
   *
   * @param start from the start of the run
   * @param length how long it was
   * @param tally what happened in it
   * @throws IOException if it cannot be written
   */
  public void add(Duration start, Duration length, Tally tally) throws IOException {
    double from = seconds(start);
    double to = seconds(start.plus(length));
    for (int type = 0; type < types.size(); type++) {
      TypeTally of = tally.types().get(type);
      write(types.get(type), from, to, of.latencies());
      if (of.serviceTimes() != of.latencies()) {
        write(types.get(type) + ".service", from, to, of.serviceTimes());
      }
      write(types.get(type) + ".failed", from, to, of.failedLatencies());
    }
    flush();
  }

  private void write(String tag, double from, double to, Latencies latencies) {
    if (latencies.count() > 0) {
      // a copy, because the tag belongs to the histogram, which others read
      Histogram tagged = latencies.histogram().copy();
      // what would end a column or a line cannot be in one
      tagged.setTag(tag.replaceAll("[\\s,]", "_"));
      writer.outputIntervalHistogram(from, to, tagged, NANOS_A_MILLISECOND);
    }
  }

  private void flush() throws IOException {
    print.flush();
    out.throwIfFailed();
  }

  @Override
  public void close() throws IOException {
    print.close();
    out.throwIfFailed();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Keeps why writing failed, which {@link PrintStream} does not tell. */
  private static final class Failing extends OutputStream {

    private final OutputStream out;
    private @Nullable IOException failure;

    Failing(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      doing(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      doing(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      doing(out::flush);
    }

    @Override
    public void close() throws IOException {
      doing(out::close);
    }

    void throwIfFailed() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    private interface Step {
      void run() throws IOException;
    }

    private void doing(Step step) throws IOException {
      try {
        step.run();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
