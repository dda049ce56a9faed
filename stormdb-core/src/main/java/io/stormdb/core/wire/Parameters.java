package io.stormdb.core.wire;

import io.stormdb.api.Binding;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The parameters of one execution: their types, by the OIDs of {@code pg_type}, and their values as
 * the message Bind has them. The types and formats are those that the JDBC driver uses, so that the
 * server plans the same.
 */
final class Parameters implements Binding {

  private static final int INT4 = 23;
  private static final int INT8 = 20;
  private static final int FLOAT8 = 701;
  private static final int BOOL = 16;
  private static final int VARCHAR = 1043;
  private static final int NUMERIC = 1700;

  private static final int NULL_LENGTH = -1;

  private int[] types = new int[8];
  private boolean[] binary = new boolean[8];
  private ByteBuffer values = ByteBuffer.allocate(256);
  private int count;

  /** Forgets what was bound. */
  void clear() {
    count = 0;
    values.clear();
  }

  int count() {
    return count;
  }

  /**
   * Makes sure that a statement has all of its parameters and no more. The server would take more
   * of them in silence, and call fewer a violation of the protocol, as if the connection were lost.
   *
   * @throws SQLException as the driver would
   */
  void require(int wanted) throws SQLException {
    if (count > wanted) {
      throw new PSQLException(
          GT.tr(
              "The column index is out of range: {0}, number of columns: {1}.", wanted + 1, wanted),
          PSQLState.INVALID_PARAMETER_VALUE);
    }
    if (count < wanted) {
      throw new PSQLException(
          GT.tr("No value specified for parameter {0}.", count + 1),
          PSQLState.INVALID_PARAMETER_VALUE);
    }
  }

  /** Returns the type of a parameter, from 0. */
  int type(int parameter) {
    return types[parameter];
  }

  /** Returns whether a parameter, from 0, is in binary format. */
  boolean isBinary(int parameter) {
    return binary[parameter];
  }

  /** Returns whether the types are those of an earlier execution. */
  boolean areOf(int[] earlier) {
    return Arrays.equals(types, 0, count, earlier, 0, earlier.length);
  }

  int[] types() {
    return Arrays.copyOf(types, count);
  }

  /** Returns the values with their lengths, in the order of the message. */
  byte[] values() {
    return values.array();
  }

  /** Returns how many bytes of {@link #values} are used. */
  int length() {
    return values.position();
  }

  private ByteBuffer next(int type, boolean isBinary, int length) {
    if (count == types.length) {
      types = Arrays.copyOf(types, 2 * count);
      binary = Arrays.copyOf(binary, 2 * count);
    }
    types[count] = type;
    binary[count++] = isBinary;
    if (values.remaining() < Integer.BYTES + length) {
      values =
          ByteBuffer.allocate(Math.max(2 * values.capacity(), values.position() + 4 + length))
              .put(values.flip());
    }
    return values;
  }

  @Override
  public Binding bind(int value) {
    next(INT4, true, Integer.BYTES).putInt(Integer.BYTES).putInt(value);
    return this;
  }

  @Override
  public Binding bind(long value) {
    next(INT8, true, Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  @Override
  public Binding bind(double value) {
    next(FLOAT8, true, Double.BYTES).putInt(Double.BYTES).putDouble(value);
    return this;
  }

  @Override
  public Binding bind(boolean value) {
    next(BOOL, true, 1).putInt(1).put((byte) (value ? 1 : 0));
    return this;
  }

  @Override
  public Binding bind(@Nullable String value) {
    return text(VARCHAR, value);
  }

  @Override
  public Binding bind(@Nullable BigDecimal value) {
    return text(NUMERIC, value == null ? null : value.toString());
  }

  private Binding text(int type, @Nullable String value) {
    if (value == null) {
      next(type, false, 0).putInt(NULL_LENGTH);
      return this;
    }
    int length = value.length();
    ByteBuffer to = next(type, false, length).putInt(length);
    int start = to.position();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        count--;
        to.position(start - Integer.BYTES);
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        next(type, false, encoded.length).putInt(encoded.length).put(encoded);
        return this;
      }
      to.put((byte) c);
    }
    return this;
  }
}
