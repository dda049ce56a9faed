package io.stormdb.workloads.bulk;

/** The values of one row, in a form from which each method makes its own. Used again and again. */
final class BulkRow {

  /** The most tags that a row has. */
  static final int MOST_TAGS = 5;

  long number;
  final Bytes shortText = new Bytes(64);
  final Bytes mediumText = new Bytes(512);
  int longText;
  int intValue;
  long bigintValue;

  /** In units of a ten-thousandth. */
  long decimalValue;

  /** In units of a hundredth. */
  long floatValue;

  /** From the first of {@link RowGenerator#DAYS}. */
  int createdDay;

  /** Since midnight UTC. */
  long createdMicros;

  int eventDay;
  int eventSecond;
  boolean active;
  final Bytes metadata = new Bytes(512);
  byte[] blob = new byte[0];
  int blobFrom;
  int blobLength;
  long externalHigh;
  long externalLow;
  int status;
  final int[] tags = new int[MOST_TAGS];
  int tagCount;
  boolean ipv6;
  long ipHigh;
  long ipLow;

  /** In units of a ten-thousandth of a degree. */
  int longitude;

  /** In units of a ten-thousandth of a degree. */
  int latitude;
}
