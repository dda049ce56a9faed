package io.stormdb.workloads.vector;

import io.stormdb.api.Rng;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A batch of rows (bucket, embedding) in the binary format of COPY (PostgreSQL manual, COPY,
 * "Binary Format"). All batches of one size have the same length, so that the buffer is made once.
 * Belongs to one worker.
 */
final class CopyBatch {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int FLAGS_AND_EXTENSION = 8;
  private static final int ROW_OVERHEAD = 2 + 4 + 4 + 4 + 4;
  private static final int TRAILER = 2;

  private final Writing writing;
  private final ByteBuffer buffer;

  CopyBatch(int count, Embeddings embeddings) {
    this.writing = new Writing(count, embeddings);
    this.buffer =
        ByteBuffer.allocate(
            SIGNATURE.length
                + FLAGS_AND_EXTENSION
                + count * (ROW_OVERHEAD + 4 * embeddings.dimensions())
                + TRAILER);
  }

  void draw(Rng random) {
    writing.draw(random);
    buffer.clear().put(SIGNATURE).putLong(0);
    for (int i = 0; i < writing.vectors.length; i++) {
      float[] vector = writing.vectors[i];
      buffer.putShort((short) 2).putInt(4).putInt(writing.buckets[i]);
      buffer.putInt(4 + 4 * vector.length).putShort((short) vector.length).putShort((short) 0);
      for (float element : vector) {
        buffer.putFloat(element);
      }
    }
    buffer.putShort((short) -1);
  }

  byte[] bytes() {
    return buffer.array();
  }
}
