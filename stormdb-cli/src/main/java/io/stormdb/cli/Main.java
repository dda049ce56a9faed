package io.stormdb.cli;

import io.stormdb.core.StormDb;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Where the process starts. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its status.
   *
   * @param arguments what was typed behind {@code stormdb}
   */
  public static void main(String[] arguments) {
    // scripts read what we print: digits and points must not depend on who runs them
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
      // asked for often and by scripts: nothing else is loaded for it
      out.println("StormDB " + StormDb.version());
      System.exit(ended(ExitStatus.DONE, out, err));
    }
    Terminal terminal = new Terminal(out, err, Integer.getInteger("stormdb.columns", 0));
    int status = new CommandLineTool(terminal, System.getenv()).run(List.of(arguments));
    System.exit(ended(status, out, err));
  }

  /** A result that nobody got is no success: the disk may be full, or the reader gone. */
  private static int ended(int status, PrintWriter out, PrintWriter err) {
    boolean lost = out.checkError();
    if (lost) {
      err.println("stormdb: not everything could be written to the standard output");
    }
    err.flush();
    return lost && status == ExitStatus.DONE ? ExitStatus.FAILED : status;
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
