package io.stormdb.workloads.simple;

import io.stormdb.api.Rng;
import java.nio.charset.StandardCharsets;

/** Text without meaning, that no compression makes smaller than six bits a character. */
final class RandomText {

  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int BITS = 6;
  private static final int CHARACTERS_A_DRAW = Long.SIZE / BITS;

  private RandomText() {}

  /** Overwrites all of {@code text} with ASCII characters. */
  static void fill(byte[] text, Rng random) {
    long bits = 0;
    int left = 0;
    for (int i = 0; i < text.length; i++) {
      if (left == 0) {
        bits = random.nextLong();
        left = CHARACTERS_A_DRAW;
      }
      text[i] = ALPHABET[(int) (bits & (ALPHABET.length - 1))];
      bits >>>= BITS;
      left--;
    }
  }
}
