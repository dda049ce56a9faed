package io.stormdb.workloads.bulk;

/**
 * Rows in the binary format of COPY: each value as the receive function of its type reads it
 * (PostgreSQL's {@code src/backend/utils/adt}).
 */
final class BinaryFormat {

  private static final int TEXT_OID = 25;
  private static final int IPV4_FAMILY = 2;
  private static final int IPV6_FAMILY = 3;

  private BinaryFormat() {}

  static void put(BulkRow row, Bytes to) {
    to.int2(BulkSchema.COLUMNS.size());
    text(row.shortText, to);
    text(row.mediumText, to);
    text(RowGenerator.LONG_TEXTS.get(row.longText), to);
    to.int4(4).int4(row.intValue);
    to.int4(8).int8(row.bigintValue);
    numeric(row.decimalValue, to);
    float8(row.floatValue / 100.0, to.int4(8));
    to.int4(8)
        .int8(
            (RowGenerator.FIRST_DAY + row.createdDay) * RowGenerator.MICROS_A_DAY
                + row.createdMicros);
    to.int4(4).int4(RowGenerator.FIRST_DAY + row.eventDay);
    to.int4(8).int8(row.eventSecond * 1_000_000L);
    to.int4(1).put(row.active ? 1 : 0);
    // jsonb is sent as a version and its text
    to.int4(1 + row.metadata.size()).put(1).put(row.metadata);
    to.int4(row.blobLength).put(row.blob, row.blobFrom, row.blobLength);
    to.int4(16).int8(row.externalHigh).int8(row.externalLow);
    text(RowGenerator.STATUSES.get(row.status), to);
    tags(row, to);
    inet(row, to);
    float8(row.latitude / 10_000.0, float8(row.longitude / 10_000.0, to.int4(16)));
  }

  private static void text(Bytes text, Bytes to) {
    to.int4(text.size()).put(text);
  }

  private static void text(byte[] text, Bytes to) {
    to.int4(text.length).put(text);
  }

  private static Bytes float8(double value, Bytes to) {
    return to.int8(Double.doubleToLongBits(value));
  }

  /**
   * Digits to the base of 10,000: how many, the weight of the first, the sign, digits behind the
   * point, then the digits. Zeros at either end are left out.
   *
   * @param tenThousandths from 0 to less than 10,000 to the power of 3
   */
  private static void numeric(long tenThousandths, Bytes to) {
    int high = (int) (tenThousandths / 100_000_000);
    int low = (int) (tenThousandths / 10_000 % 10_000);
    int fraction = (int) (tenThousandths % 10_000);
    int first = high != 0 ? 1 : low != 0 ? 0 : -1;
    int last = fraction != 0 ? -1 : low != 0 ? 0 : 1;
    int count = tenThousandths == 0 ? 0 : first - last + 1;
    to.int4(8 + 2 * count).int2(count).int2(count == 0 ? 0 : first).int2(0).int2(4);
    for (int weight = first; count > 0 && weight >= last; weight--) {
      to.int2(weight == 1 ? high : weight == 0 ? low : fraction);
    }
  }

  private static void tags(BulkRow row, Bytes to) {
    if (row.tagCount == 0) {
      to.int4(12).int4(0).int4(0).int4(TEXT_OID);
      return;
    }
    int size = 20;
    for (int i = 0; i < row.tagCount; i++) {
      size += 4 + RowGenerator.TAGS.get(row.tags[i]).length;
    }
    // one dimension, no nulls, and subscripts from 1
    to.int4(size).int4(1).int4(0).int4(TEXT_OID).int4(row.tagCount).int4(1);
    for (int i = 0; i < row.tagCount; i++) {
      text(RowGenerator.TAGS.get(row.tags[i]), to);
    }
  }

  private static void inet(BulkRow row, Bytes to) {
    if (row.ipv6) {
      to.int4(20).put(IPV6_FAMILY).put(128).put(0).put(16).int8(row.ipHigh).int8(row.ipLow);
    } else {
      to.int4(8).put(IPV4_FAMILY).put(32).put(0).put(4).int4((int) row.ipLow);
    }
  }
}
