package io.stormdb.benchmarks.pgbench;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the engine with pgbench: the same transactions on the same server, in turn. Ends with
 * status 1 if a ratio that is asked for was not reached, 2 if the comparison could not be made.
 *
 * <p>Options: see {@link Options}. The program is that of {@code PGBENCH}, or {@code pgbench} of
 * the search path.
 */
public final class VersusPgbench {

  private final Options options;
  private final EmbeddedServer server;
  private boolean missed;

  private VersusPgbench(Options options, EmbeddedServer server) {
    this.options = options;
    this.server = server;
  }

  /** Compares, and ends the process. */
  public static void main(String[] words) throws Exception {
    Options options;
    try {
      options = Options.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println("versus-pgbench: " + e.getMessage());
      System.exit(2);
      return;
    }
    int most = options.clients().stream().mapToInt(Integer::intValue).max().orElseThrow();
    // what the disk does in each commit would hide what a client costs
    ServerOptions served =
        ServerOptions.defaults()
            .unsafe(true)
            .setting("autovacuum", "off")
            .setting("max_connections", Integer.toString(most + 20));
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      System.exit(new VersusPgbench(options, server).compare() ? 1 : 0);
    }
  }

  private boolean compare() throws IOException, InterruptedException {
    print("%s", server.describe());
    print(
        "%d rounds of %d s each in turn, after %d s of warm-up of StormDB; ratios StormDB / pgbench"
            + " as median (min to max) of the rounds, to the better of pgbench's thread counts",
        options.rounds(), options.seconds(), options.warmup());
    pgbench("tcp").initialise();
    for (Script script : options.scripts()) {
      for (int clients : options.clients()) {
        for (String transport : options.transports()) {
          compare(script, transport, clients);
        }
      }
    }
    return missed;
  }

  private void compare(Script script, String transport, int clients)
      throws IOException, InterruptedException {
    Pgbench pgbench = pgbench(transport);
    List<Integer> threads = Stream.of(Math.min(2, clients), clients).distinct().toList();
    List<Sample> ours = new ArrayList<>();
    List<List<Sample>> theirs = new ArrayList<>();
    threads.forEach(each -> theirs.add(new ArrayList<>()));
    try (EngineProcess engine =
        EngineProcess.start(pgbench.place(), script, clients, options.driver())) {
      // in runs as long as those that count: the end of a run makes Java compile some code again
      for (int warmed = 0; warmed < options.warmup(); warmed += options.seconds()) {
        engine.run(options.seconds());
      }
      for (int round = 0; round < options.rounds(); round++) {
        ours.add(engine.run(options.seconds()));
        for (int i = 0; i < threads.size(); i++) {
          theirs.get(i).add(pgbench.run(script, clients, threads.get(i), options.seconds()));
        }
        print("  round %d: StormDB %s%s", round + 1, ours.get(round), last(threads, theirs));
      }
    }
    Comparison comparison = new Comparison(ours, theirs);
    Comparison.Ratios tps = comparison.of(Sample::tps);
    Comparison.Ratios cpu = comparison.of(Sample::cpuMicros);
    Gate gate = Gate.of(script, transport, clients);
    boolean reached = gate.isReached(tps.median(), cpu.median());
    missed |= !reached;
    print(
        "%-6s %-4s %3d clients: TPS %s, client CPU a transaction %s; pgbench -j %d; %s %s",
        script.text(),
        transport,
        clients,
        tps,
        cpu,
        threads.get(comparison.better()),
        gate,
        reached ? "reached" : "MISSED");
  }

  private static String last(List<Integer> threads, List<List<Sample>> theirs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < threads.size(); i++) {
      Sample sample = theirs.get(i).get(theirs.get(i).size() - 1);
      text.append("; pgbench -j ").append(threads.get(i)).append(' ').append(sample);
    }
    return text.toString();
  }

  private Pgbench pgbench(String transport) {
    String host =
        transport.equals("unix")
            ? server.socketDirectory().map(Path::toString).orElseThrow()
            : server.host();
    return new Pgbench(
        System.getenv().getOrDefault("PGBENCH", "pgbench"),
        new Place(
            host,
            server.port(),
            server.database(),
            server.user(),
            server.password(),
            options.scale()));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
