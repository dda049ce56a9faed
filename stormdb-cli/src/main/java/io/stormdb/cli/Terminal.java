package io.stormdb.cli;

import java.io.PrintWriter;

/**
 * Where the command line speaks.
 *
 * @param out results, which may go into a file or another program
 * @param err everything said on the way to them
 * @param columns how wide the terminal is that {@code err} is; 0 if it is none, so that no line can
 *     be drawn again
 */
record Terminal(PrintWriter out, PrintWriter err, int columns) {

  /** Says something on the way to a result. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Prints a result. */
  void print(String text) {
    out.print(text);
    out.flush();
  }
}
