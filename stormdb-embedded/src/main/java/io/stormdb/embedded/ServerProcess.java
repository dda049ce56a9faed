package io.stormdb.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of a server, with a guard that outlives ours: a shell whose watcher waits for the end
 * of a pipe which we hold open. When we close it, or are gone for whatever reason, the watcher
 * stops the server. The guard itself ends when the server does.
 */
final class ServerProcess {

  /**
   * The server gets a session of its own where there is setsid, because Ctrl-C in a terminal
   * signals the whole process group, and the server must not stop before the run has been ended in
   * order. INT is PostgreSQL's fast shutdown, QUIT its immediate one. Arguments: the folder to
   * remove if we are not there any more to do it, our process, and the command of the server.
   */
  private static final String GUARD =
      """
      trap '' INT TERM HUP
      exec 3<&0 </dev/null
      home=$1
      owner=$2
      shift 2
      if command -v setsid >/dev/null 2>&1; then setsid "$@" 3<&- & else "$@" 3<&- & fi
      server=$!
      (
        read -r _ <&3
        kill -INT $server
        waited=0
        while kill -0 $server; do
          sleep 0.05
          waited=$((waited + 1))
          [ $waited -eq 200 ] && kill -QUIT $server
          [ $waited -eq 400 ] && kill -KILL $server
        done
      ) 2>/dev/null &
      watcher=$!
      exec 3<&-
      wait $server
      kill -KILL $watcher 2>/dev/null
      kill -0 "$owner" 2>/dev/null || rm -rf -- "$home"
      exit 0
      """;

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LOG_LINES = 15;

  /** A primary, and a standby that can be read from. */
  private static final Set<String> READY = Set.of("ready", "standby");

  private final Process guard;
  private final Path data;

  private ServerProcess(Process guard, Path data) {
    this.guard = guard;
    this.data = data;
  }

  static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
  }

  /** Runs a program that ends by itself. */
  static void runToEnd(List<String> command, String name) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new EmbeddedException(name + " failed with status " + status + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedException(name + " was interrupted", e);
    }
  }

  /**
   * Starts a server and waits until it takes connections.
   *
   * @param home a folder for this start only, with the log; removed if this process is killed
   */
  static ServerProcess start(List<String> command, Path data, Path home, Duration limit)
      throws IOException {
    Path log = home.resolve("server.log");
    List<String> guarded = new ArrayList<>();
    if (!isWindows()) {
      guarded.addAll(List.of("sh", "-c", GUARD, "stormdb-guard"));
      guarded.addAll(List.of(home.toString(), Long.toString(ProcessHandle.current().pid())));
    }
    guarded.addAll(command);
    // of an earlier life: its ready line must not be taken for ours
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    Process guard =
        new ProcessBuilder(guarded)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    ServerProcess process = new ServerProcess(guard, data);
    long deadline = System.nanoTime() + limit.toNanos();
    while (!process.isReady()) {
      String why = process.problem(deadline - System.nanoTime() < 0, limit);
      if (!why.isEmpty()) {
        process.stop();
        throw new EmbeddedException(
            "the embedded PostgreSQL %s; its log ends with: %s".formatted(why, tail(log)));
      }
      LockSupport.parkNanos(process, POLL.toNanos());
    }
    return process;
  }

  private String problem(boolean late, Duration limit) {
    if (!guard.isAlive()) {
      return "did not start";
    }
    return late ? "did not take connections within " + limit.toSeconds() + " s" : "";
  }

  /** The eighth line of postmaster.pid is what pg_ctl waits for as well. */
  private boolean isReady() throws IOException {
    List<String> lines = pidFile();
    return lines.size() >= 8 && READY.contains(lines.get(7).strip());
  }

  private Optional<Long> pid() throws IOException {
    List<String> lines = pidFile();
    return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.get(0).strip()));
  }

  private List<String> pidFile() throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
  }

  private static String tail(Path log) throws IOException {
    if (!Files.isRegularFile(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join(
        System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  ProcessHandle postmaster() {
    try {
      return pid().flatMap(ProcessHandle::of).orElse(guard.toHandle());
    } catch (IOException e) {
      throw new EmbeddedException("cannot read " + data.resolve("postmaster.pid"), e);
    }
  }

  /** Kills the postmaster; its children end when they notice. */
  void crash() {
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    guard.onExit().join();
    // orphans that nobody reaps seem to live on; they hold nothing any more
    CompletableFuture<?>[] ends =
        children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends).completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
  }

  /** Stops the server in order and waits for it. */
  void stop() {
    try (OutputStream pipe = guard.getOutputStream()) {
      pipe.flush();
    } catch (IOException e) {
      // the guard has gone already, and the server with it
      guard.destroy();
    }
    if (isWindows()) {
      guard.destroy();
    }
    try {
      if (!guard.waitFor(60, TimeUnit.SECONDS)) {
        guard.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
