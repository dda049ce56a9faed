package io.stormdb.workloads.tpcc;

import java.nio.charset.StandardCharsets;

/** The thousand last names of clause 4.3.2.3: three syllables, one for each digit of a number. */
final class LastNames {

  static final int COUNT = 1_000;

  private static final String[] SYLLABLES = {
    "BAR", "OUGHT", "ABLE", "PRI", "PRES", "ESE", "ANTI", "CALLY", "ATION", "EING"
  };
  private static final String[] NAMES = new String[COUNT];
  private static final byte[][] ASCII = new byte[COUNT][];

  static {
    for (int number = 0; number < COUNT; number++) {
      NAMES[number] =
          SYLLABLES[number / 100] + SYLLABLES[number / 10 % 10] + SYLLABLES[number % 10];
      ASCII[number] = NAMES[number].getBytes(StandardCharsets.US_ASCII);
    }
  }

  private LastNames() {}

  /** Returns a name by its number, from 0 to 999. */
  static String of(int number) {
    return NAMES[number];
  }

  /** Returns the same name in ASCII; shared, not to be changed. */
  static byte[] asciiOf(int number) {
    return ASCII[number];
  }
}
