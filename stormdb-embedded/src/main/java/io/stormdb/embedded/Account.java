package io.stormdb.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Under which account the server runs. PostgreSQL refuses to run as root, so root needs another:
 * that of nobody, or root in a user namespace of its own, where the server sees nobody's number.
 */
final class Account {

  private static final List<String> NAMESPACE = List.of("unshare", "--user");
  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
  private static final List<String> PREFIX = choose();

  private Account() {}

  private static List<String> choose() {
    if (!"root".equals(System.getProperty("user.name")) || ServerProcess.isWindows()) {
      return List.of();
    }
    for (List<String> candidate : List.of(NAMESPACE, NOBODY)) {
      if (works(candidate)) {
        return candidate;
      }
    }
    throw new EmbeddedException(
        "PostgreSQL refuses to run as root, and neither '%s' nor '%s' works here to give root away; run as an ordinary user, or use a server of your own with --host"
            .formatted(String.join(" ", NAMESPACE), String.join(" ", NOBODY)));
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "test $(id -u) != 0"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns a command that runs another under the server's account. */
  static List<String> wrap(List<String> command) {
    List<String> wrapped = new ArrayList<>(PREFIX);
    wrapped.addAll(command);
    return wrapped;
  }

  /** Gives a file or a folder with everything in it to the server's account. */
  static void owns(Path path) throws IOException {
    if (!PREFIX.equals(NOBODY)) {
      return;
    }
    var nobody = nobody(path);
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.setOwner(each, nobody);
      }
    }
  }

  private static UserPrincipal nobody(Path path) throws IOException {
    try {
      return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    } catch (UserPrincipalNotFoundException e) {
      throw new EmbeddedException("there is no account 'nobody' for the server to run under", e);
    }
  }
}
