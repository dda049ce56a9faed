package io.stormdb.workloads.bulk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A batch as values for the parameters of statements, column by column. What JDBC has no type for
 * is text, as it is for most programs.
 */
final class ParameterBatch implements Batch {

  /** What a text costs beside its characters: two objects and their padding. */
  private static final int TEXT_OVERHEAD = 48;

  private static final List<String> LONG_TEXTS =
      RowGenerator.LONG_TEXTS.stream().map(ParameterBatch::text).toList();
  private static final List<String> STATUSES =
      RowGenerator.STATUSES.stream().map(ParameterBatch::text).toList();
  private static final List<String> DAYS =
      RowGenerator.DAYS.stream().map(ParameterBatch::text).toList();

  final String[] shortText;
  final String[] mediumText;
  final String[] longText;
  final int[] intValue;
  final long[] bigintValue;
  final String[] decimalValue;
  final double[] floatValue;
  final String[] createdTimestamp;
  final String[] eventDate;
  final String[] eventTime;
  final boolean[] isActive;
  final String[] metadata;
  final byte[][] dataBlob;
  final UUID[] externalId;
  final String[] status;
  final String[] tags;
  final String[] clientIp;
  final String[] location;

  private final Bytes scratch = new Bytes(64);
  private long bytes;

  ParameterBatch(int rows) {
    shortText = new String[rows];
    mediumText = new String[rows];
    longText = new String[rows];
    intValue = new int[rows];
    bigintValue = new long[rows];
    decimalValue = new String[rows];
    floatValue = new double[rows];
    createdTimestamp = new String[rows];
    eventDate = new String[rows];
    eventTime = new String[rows];
    isActive = new boolean[rows];
    metadata = new String[rows];
    dataBlob = new byte[rows][];
    externalId = new UUID[rows];
    status = new String[rows];
    tags = new String[rows];
    clientIp = new String[rows];
    location = new String[rows];
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  @Override
  public int rows() {
    return shortText.length;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void fill(RowGenerator generator, long firstNumber) {
    bytes = 0;
    for (int i = 0; i < rows(); i++) {
      set(i, generator.row(firstNumber + i));
    }
  }

  private void set(int i, BulkRow row) {
    shortText[i] = counted(row.shortText);
    mediumText[i] = counted(row.mediumText);
    longText[i] = LONG_TEXTS.get(row.longText);
    intValue[i] = row.intValue;
    bigintValue[i] = row.bigintValue;
    decimalValue[i] = counted(scratch.clear().decimal(row.decimalValue, 4));
    floatValue[i] = row.floatValue / 100.0;
    createdTimestamp[i] = counted(TextFormat.timestamp(row, scratch.clear()));
    eventDate[i] = DAYS.get(row.eventDay);
    eventTime[i] = counted(TextFormat.time(row.eventSecond, scratch.clear()));
    isActive[i] = row.active;
    metadata[i] = counted(row.metadata);
    dataBlob[i] = Arrays.copyOfRange(row.blob, row.blobFrom, row.blobFrom + row.blobLength);
    externalId[i] = new UUID(row.externalHigh, row.externalLow);
    status[i] = STATUSES.get(row.status);
    tags[i] = counted(TextFormat.tags(row, scratch.clear()));
    clientIp[i] = counted(TextFormat.ip(row, scratch.clear()));
    location[i] = counted(TextFormat.point(row, scratch.clear()));
    // the arrays' own slots, the bytes and the UUID
    bytes += 18 * 8 + row.blobLength + 24 + 32;
  }

  private String counted(Bytes text) {
    bytes += text.size() + TEXT_OVERHEAD;
    return text.toString();
  }
}
