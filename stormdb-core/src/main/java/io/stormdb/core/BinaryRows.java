package io.stormdb.core;

import io.stormdb.api.RowWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Rows in the binary format of COPY (PostgreSQL manual, COPY, "Binary Format"), put one behind
 * another into a buffer. Belongs to one thread.
 */
final class BinaryRows implements RowWriter {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;
  private static final long POSTGRES_EPOCH_DAYS = 10_957L;
  private static final int MOST_DECIMALS = 16;
  private static final short NEGATIVE = 0x4000;
  private static final long[] POWERS_OF_TEN = new long[19];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  private final String table;
  private final List<String> columns;
  private final ColumnType[] types;
  private final short[] groups = new short[16];
  private byte[] buffer = new byte[256 * 1024];
  private int position;
  private int column;
  private long rows;

  BinaryRows(String table, List<String> columns, ColumnType[] types) {
    this.table = table;
    this.columns = columns;
    this.types = types;
  }

  static byte[] header() {
    return SIGNATURE.clone();
  }

  static byte[] trailer() {
    return new byte[] {(byte) 0xFF, (byte) 0xFF};
  }

  /** Returns how many rows have been ended. */
  long rows() {
    return rows;
  }

  /** Returns how many bytes are in the buffer. */
  int size() {
    return position;
  }

  /** Returns the buffer and goes on with an empty one. */
  byte[] swap(byte[] empty) {
    byte[] full = buffer;
    buffer = empty;
    position = 0;
    return full;
  }

  /** Ends a row; refuses one that has too few values. */
  @Override
  public void end() {
    if (column != types.length) {
      throw new IllegalArgumentException(
          "table %s: a row has %d values for %d columns (%s)"
              .formatted(table, column, types.length, String.join(", ", columns)));
    }
    column = 0;
    rows++;
  }

  /** Insists that no row is half written. */
  void requireRowEnded() {
    if (column != 0) {
      throw new IllegalArgumentException(
          "table " + table + ": a group ended in the middle of a row; call end() after each row");
    }
  }

  @Override
  public RowWriter add(long value) {
    switch (nextColumn()) {
      case INT2 -> {
        require(value == (short) value, value);
        length(2);
        int2((int) value);
      }
      case INT4 -> {
        require(value == (int) value, value);
        length(4);
        int4((int) value);
      }
      case INT8 -> {
        length(8);
        int8(value);
      }
      case FLOAT4 -> {
        length(4);
        int4(Float.floatToIntBits((float) value));
      }
      case FLOAT8 -> {
        length(8);
        int8(Double.doubleToLongBits((double) value));
      }
      case NUMERIC -> numeric(value, 0);
      case TEXT -> digits(value);
      default -> throw unsuitable(value);
    }
    return this;
  }

  @Override
  public RowWriter add(double value) {
    switch (nextColumn()) {
      case FLOAT4 -> {
        length(4);
        int4(Float.floatToIntBits((float) value));
      }
      case FLOAT8 -> {
        length(8);
        int8(Double.doubleToLongBits(value));
      }
      default -> throw unsuitable(value);
    }
    return this;
  }

  @Override
  public RowWriter addDecimal(long unscaled, int scale) {
    require(nextColumn() == ColumnType.NUMERIC, unscaled);
    if (scale < 0 || scale > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "digits after the point must be from 0 to " + MOST_DECIMALS + ", was " + scale);
    }
    numeric(unscaled, scale);
    return this;
  }

  @Override
  public RowWriter add(CharSequence value) {
    ColumnType type = nextColumn();
    require(type == ColumnType.TEXT || type == ColumnType.JSONB, value);
    int extra = type == ColumnType.JSONB ? 1 : 0;
    int size = value.length();
    ensure(4 + extra + size);
    int start = position;
    position += 4;
    if (extra == 1) {
      buffer[position++] = 1;
    }
    for (int i = 0; i < size; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        position = start + 4 + extra;
        byte[] utf8 = value.toString().getBytes(StandardCharsets.UTF_8);
        bytes(utf8, utf8.length);
        break;
      }
      buffer[position++] = (byte) c;
    }
    int end = position;
    position = start;
    int4(end - start - 4);
    position = end;
    return this;
  }

  @Override
  public RowWriter addAscii(byte[] ascii, int length) {
    require(nextColumn() == ColumnType.TEXT, "text");
    length(length);
    bytes(ascii, length);
    return this;
  }

  @Override
  public RowWriter add(byte[] value) {
    require(nextColumn() == ColumnType.BYTEA, "bytes");
    length(value.length);
    bytes(value, value.length);
    return this;
  }

  /** As {@code vector_recv} of pgvector reads it: dimensions, an unused 0, then the elements. */
  @Override
  public RowWriter add(float[] values) {
    require(nextColumn() == ColumnType.VECTOR, "a vector");
    length(4 + 4 * values.length);
    int2(values.length);
    int2(0);
    for (float value : values) {
      int4(Float.floatToIntBits(value));
    }
    return this;
  }

  @Override
  public RowWriter add(boolean value) {
    require(nextColumn() == ColumnType.BOOL, value);
    length(1);
    ensure(1);
    buffer[position++] = (byte) (value ? 1 : 0);
    return this;
  }

  @Override
  public RowWriter add(Instant value) {
    require(nextColumn() == ColumnType.TIMESTAMP, value);
    length(8);
    int8((value.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000L + value.getNano() / 1_000);
    return this;
  }

  @Override
  public RowWriter add(LocalDate value) {
    require(nextColumn() == ColumnType.DATE, value);
    length(4);
    int4((int) (value.toEpochDay() - POSTGRES_EPOCH_DAYS));
    return this;
  }

  @Override
  public RowWriter add(UUID value) {
    require(nextColumn() == ColumnType.UUID, value);
    length(16);
    int8(value.getMostSignificantBits());
    int8(value.getLeastSignificantBits());
    return this;
  }

  @Override
  public RowWriter addNull() {
    nextColumn();
    length(-1);
    return this;
  }

  private ColumnType nextColumn() {
    if (column == types.length) {
      throw new IllegalArgumentException(
          "table %s: a row has more values than columns (%s)"
              .formatted(table, String.join(", ", columns)));
    }
    if (column == 0) {
      int2(types.length);
    }
    return types[column++];
  }

  private void require(boolean suitable, Object value) {
    if (!suitable) {
      throw unsuitable(value);
    }
  }

  private IllegalArgumentException unsuitable(Object value) {
    return new IllegalArgumentException(
        "column %s.%s of type %s does not take %s"
            .formatted(table, columns.get(column - 1), types[column - 1], value));
  }

  /**
   * Digits to the base of 10,000, as {@code numeric_recv} reads them: how many, the weight of the
   * first, the sign, digits after the point, then the digits.
   */
  private void numeric(long unscaled, int scale) {
    long magnitude = Math.abs(unscaled);
    long whole = magnitude / POWERS_OF_TEN[scale];
    int fractionGroups = (scale + 3) / 4;
    long fraction = magnitude % POWERS_OF_TEN[scale] * POWERS_OF_TEN[fractionGroups * 4 - scale];
    int first = groups.length;
    for (int i = 0; i < fractionGroups; i++) {
      groups[--first] = (short) (fraction % 10_000);
      fraction /= 10_000;
    }
    int weight = -1;
    while (whole > 0) {
      groups[--first] = (short) (whole % 10_000);
      whole /= 10_000;
      weight++;
    }
    int last = groups.length;
    while (first < last && groups[first] == 0) {
      first++;
      weight--;
    }
    while (first < last && groups[last - 1] == 0) {
      last--;
    }
    length(8 + 2 * (last - first));
    int2(last - first);
    int2(first == last ? 0 : weight);
    int2(unscaled < 0 ? NEGATIVE : 0);
    int2(scale);
    for (int i = first; i < last; i++) {
      int2(groups[i]);
    }
  }

  private void digits(long value) {
    String text = Long.toString(value);
    length(text.length());
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[position++] = (byte) text.charAt(i);
    }
  }

  private void length(int bytes) {
    int4(bytes);
  }

  private void bytes(byte[] source, int length) {
    ensure(length);
    System.arraycopy(source, 0, buffer, position, length);
    position += length;
  }

  private void int2(int value) {
    ensure(2);
    buffer[position++] = (byte) (value >> 8);
    buffer[position++] = (byte) value;
  }

  private void int4(int value) {
    ensure(4);
    buffer[position++] = (byte) (value >> 24);
    buffer[position++] = (byte) (value >> 16);
    buffer[position++] = (byte) (value >> 8);
    buffer[position++] = (byte) value;
  }

  private void int8(long value) {
    int4((int) (value >> 32));
    int4((int) value);
  }

  private void ensure(int more) {
    if (position + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, position + more));
    }
  }
}
