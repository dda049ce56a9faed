package io.stormdb.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to encode a row of TPC-C's largest table, order_line, for COPY. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RowEncodingBenchmark {

  private static final int FULL_BYTES = 200 * 1024;
  private static final Instant DELIVERED = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] DISTRICT =
      "abcdefghijklmnopqrstuvwx".getBytes(StandardCharsets.US_ASCII);

  private static final List<String> COLUMNS =
      List.of(
          "ol_w_id",
          "ol_d_id",
          "ol_o_id",
          "ol_number",
          "ol_i_id",
          "ol_supply_w_id",
          "ol_delivery_d",
          "ol_quantity",
          "ol_amount",
          "ol_dist_info");

  private static final ColumnType[] TYPES = {
    ColumnType.INT4,
    ColumnType.INT2,
    ColumnType.INT4,
    ColumnType.INT2,
    ColumnType.INT4,
    ColumnType.INT4,
    ColumnType.TIMESTAMP,
    ColumnType.INT2,
    ColumnType.NUMERIC,
    ColumnType.TEXT
  };

  private final BinaryRows rows = new BinaryRows("order_line", COLUMNS, TYPES);
  private final BinaryRows texts =
      new BinaryRows("texts", List.of("text"), new ColumnType[] {ColumnType.TEXT});
  private byte[] empty = new byte[256 * 1024];
  private long number;

  /** All ten columns. */
  @Benchmark
  public int orderLine() {
    long line = ++number;
    rows.add(line & 3).add(line & 7).add(line & 2_047).add(line & 15).add(line & 65_535);
    rows.add(line & 3).add(DELIVERED).add(5).addDecimal(line & 524_287, 2);
    rows.addAscii(DISTRICT, DISTRICT.length);
    return end(rows);
  }

  /** A table of nothing but the text of that row: what to compare with. */
  @Benchmark
  public int text() {
    texts.addAscii(DISTRICT, DISTRICT.length);
    return end(texts);
  }

  private int end(BinaryRows table) {
    table.end();
    int size = table.size();
    if (size >= FULL_BYTES) {
      empty = table.swap(empty);
    }
    return size;
  }
}
