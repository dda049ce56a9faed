package io.stormdb.core;

import java.util.ArrayList;
import java.util.List;

/**
 * All connections of a run.
 *
 * @param writes of transactions that are not split off
 * @param reads of those that only read, if they are split off; otherwise the same
 */
record Supplies(Supply writes, Supply reads) implements AutoCloseable {

  /** Returns what a worker, from 0, has its sessions from. */
  Lanes forWorker(int number) {
    return isSplit()
        ? new Lanes(writes.forWorker(number), reads.forWorker(number))
        : Lanes.one(writes.forWorker(number));
  }

  /** Returns sessions that somebody keeps in every mode; those of reads are opened when needed. */
  Lanes forItself() {
    return isSplit()
        ? new Lanes(writes.forItself(), reads.forLater())
        : Lanes.one(writes.forItself());
  }

  boolean isSplit() {
    return writes != reads;
  }

  /** Returns how many connections were opened to be kept or shared. */
  long opened() {
    return writes.opened() + (isSplit() ? reads.opened() : 0);
  }

  /** Returns how many connections were opened for one transaction each. */
  long openedEach() {
    return writes.openedEach() + (isSplit() ? reads.openedEach() : 0);
  }

  /** Returns the servers that connections went to; one that served both kinds is there twice. */
  List<ServerUse> servers() {
    List<ServerUse> servers = new ArrayList<>(writes.servers());
    if (isSplit()) {
      servers.addAll(reads.servers());
    }
    return servers;
  }

  @Override
  public void close() {
    try {
      writes.close();
    } finally {
      if (isSplit()) {
        reads.close();
      }
    }
  }
}
