package io.stormdb.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * On which processors of this machine programs run, as Linux tells in {@code /proc}; nothing is
 * known elsewhere. Source: proc_pid_stat(5).
 *
 * @param proc where the kernel tells it
 */
record Processors(Path proc) {

  /** Stands for a processor or a thread that the system does not tell. */
  static final int UNKNOWN = -1;

  /** What the program of a server is called, in the processes of all its sessions. */
  private static final String SERVER = "(postgres) ";

  /** How many fields there are before that of the processor, after the name of the program. */
  private static final int FIELDS_BEFORE = 36;

  static Processors ofThisMachine() {
    return new Processors(Path.of("/proc"));
  }

  /** Returns the number of the calling thread, for {@link #ofThread}. */
  int currentThread() {
    try {
      Path self = proc.resolve("thread-self").toRealPath().getFileName();
      return self == null ? UNKNOWN : Integer.parseInt(self.toString());
    } catch (IOException | NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /** Returns where a thread of this process ran last, from 0. */
  int ofThread(int thread) {
    return in(proc.resolve("self/task/" + thread + "/stat"), ") ");
  }

  /** Returns where a process of a PostgreSQL server ran last, from 0; unknown if it is not one. */
  int ofServerProcess(int process) {
    return in(proc.resolve(process + "/stat"), SERVER);
  }

  private static int in(Path stat, String name) {
    String line;
    try {
      line = Files.readString(stat);
    } catch (IOException e) {
      // it has ended, or is none of our business
      return UNKNOWN;
    }
    int from = line.lastIndexOf(") ") + 2;
    if (!line.startsWith(name, from - name.length())) {
      return UNKNOWN;
    }
    for (int i = 0; i < FIELDS_BEFORE && from > 0; i++) {
      from = line.indexOf(' ', from) + 1;
    }
    int to = line.indexOf(' ', from);
    return from > 0 && to > 0 ? Integer.parseInt(line, from, to, 10) : UNKNOWN;
  }
}
