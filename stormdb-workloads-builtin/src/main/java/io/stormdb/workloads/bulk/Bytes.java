package io.stormdb.workloads.bulk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that are put one behind another, in a buffer that grows as needed and is used again.
 * Numbers in binary form are big-endian, as PostgreSQL sends them. Belongs to one thread at a time.
 */
final class Bytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS_OF_LONG = 20;

  private byte[] buffer;
  private int size;

  Bytes(int room) {
    this.buffer = new byte[room];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  Bytes clear() {
    size = 0;
    return this;
  }

  int size() {
    return size;
  }

  /** Returns the buffer, of which the first {@link #size} bytes count. */
  byte[] buffer() {
    return buffer;
  }

  /** Returns how many bytes of memory the buffer takes. */
  int capacity() {
    return buffer.length;
  }

  Bytes put(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
    return this;
  }

  Bytes put(byte[] source) {
    return put(source, 0, source.length);
  }

  Bytes put(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, buffer, size, length);
    size += length;
    return this;
  }

  Bytes put(Bytes other) {
    return put(other.buffer, 0, other.size);
  }

  Bytes int2(int value) {
    ensure(2);
    buffer[size++] = (byte) (value >> 8);
    buffer[size++] = (byte) value;
    return this;
  }

  Bytes int4(int value) {
    ensure(4);
    buffer[size++] = (byte) (value >> 24);
    buffer[size++] = (byte) (value >> 16);
    buffer[size++] = (byte) (value >> 8);
    buffer[size++] = (byte) value;
    return this;
  }

  Bytes int8(long value) {
    return int4((int) (value >> 32)).int4((int) value);
  }

  /** Puts a whole number in decimal digits. */
  Bytes digits(long value) {
    return digits(value, 1);
  }

  /**
   * Puts a whole number in decimal digits, with zeros in front.
   *
   * @param value greater than {@link Long#MIN_VALUE}
   * @param least how many digits there are at least
   */
  Bytes digits(long value, int least) {
    ensure(DIGITS_OF_LONG + least);
    if (value < 0) {
      buffer[size++] = '-';
    }
    long rest = Math.abs(value);
    int digits = 1;
    for (long power = rest; power >= 10; power /= 10) {
      digits++;
    }
    digits = Math.max(digits, least);
    for (int i = size + digits - 1; i >= size; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /**
   * Puts an exact decimal number, {@code unscaled} over ten to the power of {@code scale}.
   *
   * @param scale digits after the point, at least 1
   */
  Bytes decimal(long unscaled, int scale) {
    long unit = 1;
    for (int i = 0; i < scale; i++) {
      unit *= 10;
    }
    if (unscaled < 0) {
      put('-');
    }
    long magnitude = Math.abs(unscaled);
    return digits(magnitude / unit).put('.').digits(magnitude % unit, scale);
  }

  Bytes hex(byte[] source, int from, int length) {
    ensure(2 * length);
    for (int i = from; i < from + length; i++) {
      buffer[size++] = HEX[(source[i] >> 4) & 0xF];
      buffer[size++] = HEX[source[i] & 0xF];
    }
    return this;
  }

  /** Puts the lowest digits of a number to the base of 16. */
  Bytes hex(long value, int digits) {
    ensure(digits);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      buffer[size++] = HEX[(int) (value >> shift) & 0xF];
    }
    return this;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length + buffer.length / 4, size + more));
    }
  }

  /** Returns the bytes as text. */
  @Override
  public String toString() {
    return new String(buffer, 0, size, StandardCharsets.US_ASCII);
  }
}
