package io.stormdb.workloads.bulk;

import io.stormdb.api.Rng;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes rows. A row depends on the seed and its number alone, so that any thread may make any of
 * them. Belongs to one thread.
 */
final class RowGenerator {

  /** The days that rows are about: a year, written as the server writes dates. */
  static final List<byte[]> DAYS =
      IntStream.range(0, 365)
          .mapToObj(day -> Bytes.ascii(LocalDate.of(2025, 1, 1).plusDays(day).toString()))
          .toList();

  /** Days from the server's own epoch, 2000-01-01, to the first of {@link #DAYS}. */
  static final int FIRST_DAY =
      (int) (LocalDate.of(2025, 1, 1).toEpochDay() - LocalDate.of(2000, 1, 1).toEpochDay());

  static final long MICROS_A_DAY = 86_400_000_000L;

  static final List<byte[]> STATUSES =
      texts("pending", "processing", "completed", "failed", "cancelled");

  static final List<byte[]> TAGS =
      texts(
          "urgent",
          "archived",
          "verified",
          "draft",
          "public",
          "internal",
          "billing",
          "shipping",
          "returns",
          "support",
          "seasonal",
          "wholesale",
          "retail",
          "export",
          "import",
          "audit",
          "trial",
          "legacy");

  static final List<byte[]> LONG_TEXTS =
      texts(
          "The parcel left the warehouse in the morning and was scanned at the first depot before"
              + " noon. From there it went on by rail, because the road over the pass was closed."
              + " The receiver asked for a delivery in the evening and was told that this could be"
              + " arranged for a small fee. Nobody was at home at the first attempt, so a card was"
              + " left, and the parcel was kept at the nearest shop for a week.",
          "During the second shift the pressure in line four fell below its limit three times. The"
              + " operator slowed the line down, looked for a leak, and found a worn seal at the"
              + " inlet of the second pump. It was replaced within forty minutes from stock. The"
              + " line has run at full speed since, and the limit was not reached again. A new seal"
              + " has been ordered, and the other pumps are to be looked at before the weekend.",
          "The customer has moved and wants all letters to go to the new address from next month"
              + " on. The contract stays as it is, the account from which the fee is paid as well."
              + " She asked whether the second meter can be given up, which depends on the notice"
              + " period. A colleague will call back with the exact date. Until then nothing has to"
              + " be changed in the books.");

  private static final List<byte[]> PHRASES =
      texts(
          "checked on arrival and found complete",
          "one corner of the packaging is damaged, the contents are not",
          "to be called before delivery, in the afternoon if possible",
          "paid in advance by bank transfer",
          "second reminder, sent by letter",
          "price agreed by telephone with the sales office in the north",
          "replaces an earlier order that was cancelled by mistake",
          "see the attached report of the laboratory for the exact figures");

  private static final List<byte[]> PRIORITIES = texts("low", "normal", "high", "critical");
  private static final List<byte[]> SOURCES = texts("api", "batch", "import", "web", "mobile");
  private static final List<byte[]> REGIONS = texts("north", "south", "east", "west");

  private static final byte[] PREFIX = Bytes.ascii("row_");
  private static final byte[] VERSION = Bytes.ascii("{\"version\": ");
  private static final byte[] PRIORITY = Bytes.ascii(", \"priority\": \"");
  private static final byte[] SOURCE = Bytes.ascii("\", \"source\": \"");
  private static final byte[] SCORE = Bytes.ascii("\", \"score\": ");
  private static final byte[] ATTEMPTS = Bytes.ascii(", \"attempts\": ");
  private static final byte[] NESTED = Bytes.ascii(", \"origin\": {\"region\": \"");
  private static final byte[] SHARD = Bytes.ascii("\", \"shard\": ");

  private static final int MOST_BLOB = 1_024;
  private static final int POOL = 1 << 16;

  private final long seed;
  private final byte[] pool = new byte[POOL + MOST_BLOB];
  private final Rng random = new Rng(0);
  private final BulkRow row = new BulkRow();

  RowGenerator(long seed) {
    this.seed = Rng.seedOf(seed, "bulk rows");
    new Rng(Rng.seedOf(seed, "bulk bytes")).nextBytes(pool);
  }

  private static List<byte[]> texts(String... texts) {
    return List.of(texts).stream().map(Bytes::ascii).toList();
  }

  /**
   * Returns a row; it holds until the next call.
   *
   * @param number from 1
   */
  BulkRow row(long number) {
    random.restore(Rng.stateOf(seed, number));
    row.number = number;
    row.shortText.clear().put(PREFIX).digits(number, 6);
    mediumText();
    row.longText = random.between(0, LONG_TEXTS.size() - 1);
    row.intValue = random.between(0, 999_999);
    row.bigintValue = random.nextLong() >>> 1;
    row.decimalValue = random.between(0L, 999_999_999L);
    row.floatValue = random.between(-1_000_000L, 1_000_000L);
    row.createdDay = random.between(0, DAYS.size() - 1);
    row.createdMicros = random.between(0L, MICROS_A_DAY - 1);
    row.eventDay = random.between(0, DAYS.size() - 1);
    row.eventSecond = random.between(0, 86_399);
    row.active = random.chance(0.8);
    metadata();
    row.blob = pool;
    row.blobFrom = random.between(0, POOL);
    row.blobLength = random.between(0, MOST_BLOB);
    // the version and the variant of random UUIDs (RFC 4122, section 4.4)
    row.externalHigh = (random.nextLong() & ~0xF000L) | 0x4000L;
    row.externalLow = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    row.status = random.between(0, STATUSES.size() - 1);
    tags();
    row.ipv6 = !random.chance(0.9);
    // documentation prefix 2001:db8::/32 and private network 10.0.0.0/8: nobody's addresses
    row.ipHigh = 0x2001_0db8_0000_0000L | (random.nextLong() >>> 32);
    row.ipLow = row.ipv6 ? random.nextLong() : (10L << 24) | (random.nextLong() >>> 40);
    row.longitude = random.between(-1_800_000, 1_800_000);
    row.latitude = random.between(-900_000, 900_000);
    return row;
  }

  private void mediumText() {
    int count = random.between(2, 4);
    int from = random.between(0, PHRASES.size() - 1);
    Bytes text = row.mediumText.clear();
    for (int i = 0; i < count; i++) {
      // three apart, so that none comes twice
      text.put(PHRASES.get((from + 3 * i) % PHRASES.size()));
      if (i < count - 1) {
        text.put(';').put(' ');
      }
    }
  }

  private void metadata() {
    Bytes json = row.metadata.clear();
    json.put(VERSION).digits(random.between(1, 9));
    json.put(PRIORITY).put(oneOf(PRIORITIES)).put(SOURCE).put(oneOf(SOURCES));
    json.put(SCORE).decimal(random.between(0L, 1_000L), 1);
    json.put(ATTEMPTS).digits(random.between(0, 5));
    if (random.chance(0.3)) {
      json.put(NESTED).put(oneOf(REGIONS)).put(SHARD).digits(random.between(0, 63)).put('}');
    }
    json.put('}');
  }

  private void tags() {
    row.tagCount = random.between(0, BulkRow.MOST_TAGS);
    int from = random.between(0, TAGS.size() - 1);
    for (int i = 0; i < row.tagCount; i++) {
      // five apart, and 18 is no multiple of that: none comes twice
      row.tags[i] = (from + 5 * i) % TAGS.size();
    }
  }

  private byte[] oneOf(List<byte[]> texts) {
    return texts.get(random.between(0, texts.size() - 1));
  }
}
