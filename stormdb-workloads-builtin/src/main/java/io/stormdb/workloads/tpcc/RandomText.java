package io.stormdb.workloads.tpcc;

import io.stormdb.api.Rng;
import io.stormdb.api.RowWriter;

/**
 * The random texts of clause 4.3.2, written straight into rows. Keeps one buffer; belongs to one
 * thread.
 */
final class RandomText {

  /** 64 of them, so that six random bits choose one; 'e' and 't' come twice. */
  private static final byte[] ALPHABET =
      ascii("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789et");

  private static final byte[] ORIGINAL = ascii("ORIGINAL");
  private static final double ORIGINAL_SHARE = 0.1;
  private static final int BITS_A_LETTER = 6;
  private static final int LETTERS_A_NUMBER = 10;

  private final byte[] buffer = new byte[500];

  /** Adds a random a-string of {@code shortest} to {@code longest} letters and digits. */
  void letters(RowWriter row, Rng random, int shortest, int longest) {
    row.addAscii(buffer, fill(random, shortest, longest));
  }

  /** Adds a random a-string of which one in ten says ORIGINAL somewhere (clause 4.3.3.1). */
  void data(RowWriter row, Rng random, int shortest, int longest) {
    int length = fill(random, shortest, longest);
    if (random.chance(ORIGINAL_SHARE)) {
      int at = random.between(0, length - ORIGINAL.length);
      System.arraycopy(ORIGINAL, 0, buffer, at, ORIGINAL.length);
    }
    row.addAscii(buffer, length);
  }

  /** Adds a random n-string: digits, as many as asked for. */
  void digits(RowWriter row, Rng random, int length) {
    fillDigits(random, length);
    row.addAscii(buffer, length);
  }

  /** Adds a zip code of clause 4.3.2.7: four random digits and 11111. */
  void zip(RowWriter row, Rng random) {
    fillDigits(random, 4);
    for (int i = 4; i < 9; i++) {
      buffer[i] = '1';
    }
    row.addAscii(buffer, 9);
  }

  /** Adds what the addresses of warehouses, districts and customers have in common. */
  void address(RowWriter row, Rng random) {
    letters(row, random, 10, 20);
    letters(row, random, 10, 20);
    letters(row, random, 10, 20);
    letters(row, random, 2, 2);
    zip(row, random);
  }

  private int fill(Rng random, int shortest, int longest) {
    int length = shortest == longest ? shortest : random.between(shortest, longest);
    int i = 0;
    while (i < length) {
      long bits = random.nextLong();
      int end = Math.min(length, i + LETTERS_A_NUMBER);
      while (i < end) {
        buffer[i++] = ALPHABET[(int) bits & 63];
        bits >>>= BITS_A_LETTER;
      }
    }
    return length;
  }

  private void fillDigits(Rng random, int length) {
    for (int i = 0; i < length; i++) {
      buffer[i] = (byte) ('0' + random.between(0, 9));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
