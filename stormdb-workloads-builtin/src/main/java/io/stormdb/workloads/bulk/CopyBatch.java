package io.stormdb.workloads.bulk;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A batch in one of the formats of COPY (PostgreSQL manual, COPY, "File Formats"). */
final class CopyBatch implements Batch {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  /** As much as is sent at once, so that the server can work while the rest is on its way. */
  private static final int CHUNK = 1 << 16;

  private final int rows;
  private final boolean binary;
  private final Bytes bytes;

  CopyBatch(int rows, boolean binary) {
    this.rows = rows;
    this.binary = binary;
    this.bytes = new Bytes(4_096);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return bytes.capacity();
  }

  Bytes content() {
    return bytes;
  }

  @Override
  public void fill(RowGenerator generator, long firstNumber) {
    bytes.clear();
    if (binary) {
      bytes.put(SIGNATURE).int8(0);
    }
    for (long number = firstNumber; number < firstNumber + rows; number++) {
      BulkRow row = generator.row(number);
      if (binary) {
        BinaryFormat.put(row, bytes);
      } else {
        TextFormat.put(row, bytes);
      }
    }
    if (binary) {
      bytes.int2(-1);
    }
  }

  /** Sends all rows and returns how many the server took. */
  long send(Connection connection) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(binary ? BulkSchema.COPY_BINARY : BulkSchema.COPY);
    try {
      for (int from = 0; from < bytes.size(); from += CHUNK) {
        copy.writeToCopy(bytes.buffer(), from, Math.min(CHUNK, bytes.size() - from));
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
