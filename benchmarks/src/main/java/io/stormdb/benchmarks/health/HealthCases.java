package io.stormdb.benchmarks.health;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs whose driver is the bottleneck, more and more, and runs whose driver is not: by its own
 * processor time, by others that want the same processor, and by garbage. Prints a line for each.
 * For Linux with {@code taskset} and two processors: the client has one of them, and the server the
 * other.
 *
 * <p>Options: {@code --seconds} (8) each, {@code --rounds} (3).
 */
public final class HealthCases {

  private static final String CLIENT = "1";

  private final EmbeddedServer server;
  private final int seconds;

  /**
   * One way to be weak.
   *
   * @param name says how
   * @param options of the Java of the client
   * @param rivals how many others want its processor all the time
   * @param arguments of the run
   */
  private record Case(String name, List<String> options, int rivals, List<String> arguments) {

    static Case of(String name, String... arguments) {
      return new Case(name, List.of("-Xmx256m"), 0, List.of(arguments));
    }

    Case rivals(int number) {
      return new Case(name, options, number, arguments);
    }

    Case options(String... others) {
      return new Case(name, List.of(others), rivals, arguments);
    }
  }

  private HealthCases(EmbeddedServer server, int seconds) {
    this.server = server;
    this.seconds = seconds;
  }

  /** Runs all cases, round after round. */
  public static void main(String[] words) throws Exception {
    int seconds = 8;
    int rounds = 3;
    for (int i = 0; i + 1 < words.length; i += 2) {
      switch (words[i]) {
        case "--seconds" -> seconds = Integer.parseInt(words[i + 1]);
        case "--rounds" -> rounds = Integer.parseInt(words[i + 1]);
        default -> throw new IllegalArgumentException("unknown option '%s'".formatted(words[i]));
      }
    }
    try (EmbeddedServer server =
        EmbeddedServer.start(ServerOptions.defaults().setting("fsync", "off"))) {
      HealthCases cases = new HealthCases(server, seconds);
      for (int round = 1; round <= rounds; round++) {
        for (Case one : all()) {
          System.out.printf("%d %-28s ", round, one.name);
          System.out.println(cases.run(one));
        }
      }
    }
  }

  private static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.add(Case.of("open, idle", "workers=32", "rate=200"));
    cases.add(Case.of("closed, idle", "workers=8", "rate=0"));
    // shares of one processor: 200 a second of so many microseconds
    for (int cpu : List.of(1_500, 2_500, 3_250, 3_750, 4_250, 4_750, 5_500)) {
      cases.add(Case.of("open, own work " + cpu, "workers=32", "rate=200", "cpu=" + cpu));
    }
    for (int cpu : List.of(200, 400, 600, 800, 1_200)) {
      cases.add(Case.of("closed, own work " + cpu, "workers=8", "rate=0", "cpu=" + cpu));
    }
    for (int rivals : List.of(1, 2, 4)) {
      cases.add(
          Case.of("open, rivals " + rivals, "workers=32", "rate=200", "cpu=500").rivals(rivals));
      cases.add(
          Case.of("closed, rivals " + rivals, "workers=8", "rate=0", "cpu=100").rivals(rivals));
    }
    for (int heap : List.of(300, 200, 160, 140)) {
      cases.add(
          Case.of("open, heap " + heap, "workers=32", "rate=200", "garbage=256", "kept=2048")
              .options("-Xmx" + heap + "m", "-XX:+UseSerialGC"));
    }
    return cases;
  }

  private String run(Case one) throws IOException, InterruptedException {
    List<Process> rivals = new ArrayList<>();
    try {
      for (int i = 0; i < one.rivals; i++) {
        rivals.add(
            new ProcessBuilder("taskset", "-c", CLIENT, "sh", "-c", "while :; do :; done").start());
      }
      Process client =
          new ProcessBuilder(
                  Stream.of(
                          Stream.of(
                              "taskset",
                              "-c",
                              CLIENT,
                              Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                          one.options.stream(),
                          Stream.of(
                              "-cp",
                              System.getProperty("java.class.path"),
                              HealthRun.class.getName(),
                              "port=" + server.port(),
                              "password=" + server.password(),
                              "seconds=" + seconds),
                          one.arguments.stream())
                      .flatMap(part -> part)
                      .toList())
              .redirectErrorStream(true)
              .start();
      String printed =
          new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int status = client.waitFor();
      return status == 0
          ? printed.lines().reduce((before, last) -> last).orElse("nothing was printed")
          : "failed with status %d: %s".formatted(status, printed);
    } finally {
      rivals.forEach(Process::destroy);
    }
  }
}
