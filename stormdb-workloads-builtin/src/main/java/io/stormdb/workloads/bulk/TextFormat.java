package io.stormdb.workloads.bulk;

/**
 * Rows in the text format of COPY. None of the texts has a character that must be escaped there.
 */
final class TextFormat {

  private static final byte[] UTC = Bytes.ascii("+00");

  private TextFormat() {}

  static void put(BulkRow row, Bytes to) {
    to.put(row.shortText).put('\t');
    to.put(row.mediumText).put('\t');
    to.put(RowGenerator.LONG_TEXTS.get(row.longText)).put('\t');
    to.digits(row.intValue).put('\t');
    to.digits(row.bigintValue).put('\t');
    to.decimal(row.decimalValue, 4).put('\t');
    to.decimal(row.floatValue, 2).put('\t');
    timestamp(row, to).put('\t');
    to.put(RowGenerator.DAYS.get(row.eventDay)).put('\t');
    time(row.eventSecond, to).put('\t');
    to.put(row.active ? 't' : 'f').put('\t');
    to.put(row.metadata).put('\t');
    to.put('\\').put('\\').put('x').hex(row.blob, row.blobFrom, row.blobLength).put('\t');
    uuid(row, to).put('\t');
    to.put(RowGenerator.STATUSES.get(row.status)).put('\t');
    tags(row, to).put('\t');
    ip(row, to).put('\t');
    point(row, to).put('\n');
  }

  static Bytes timestamp(BulkRow row, Bytes to) {
    to.put(RowGenerator.DAYS.get(row.createdDay)).put(' ');
    time((int) (row.createdMicros / 1_000_000), to);
    return to.put('.').digits(row.createdMicros % 1_000_000, 6).put(UTC);
  }

  static Bytes time(int second, Bytes to) {
    to.digits(second / 3_600, 2).put(':');
    return to.digits(second / 60 % 60, 2).put(':').digits(second % 60, 2);
  }

  private static Bytes uuid(BulkRow row, Bytes to) {
    to.hex(row.externalHigh >>> 32, 8).put('-').hex(row.externalHigh >>> 16, 4).put('-');
    to.hex(row.externalHigh, 4).put('-').hex(row.externalLow >>> 48, 4).put('-');
    return to.hex(row.externalLow, 12);
  }

  static Bytes tags(BulkRow row, Bytes to) {
    to.put('{');
    for (int i = 0; i < row.tagCount; i++) {
      if (i > 0) {
        to.put(',');
      }
      to.put(RowGenerator.TAGS.get(row.tags[i]));
    }
    return to.put('}');
  }

  static Bytes ip(BulkRow row, Bytes to) {
    if (!row.ipv6) {
      to.digits((row.ipLow >>> 24) & 0xFF).put('.').digits((row.ipLow >>> 16) & 0xFF).put('.');
      return to.digits((row.ipLow >>> 8) & 0xFF).put('.').digits(row.ipLow & 0xFF);
    }
    for (int shift = 48; shift >= 0; shift -= 16) {
      to.hex(row.ipHigh >>> shift, 4).put(':');
    }
    for (int shift = 48; shift > 0; shift -= 16) {
      to.hex(row.ipLow >>> shift, 4).put(':');
    }
    return to.hex(row.ipLow, 4);
  }

  static Bytes point(BulkRow row, Bytes to) {
    to.put('(').decimal(row.longitude, 4).put(',');
    return to.decimal(row.latitude, 4).put(')');
  }
}
