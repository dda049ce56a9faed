package io.stormdb.benchmarks.pgbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program pgbench on a server.
 *
 * @param program its path
 * @param place the server
 */
record Pgbench(String program, Place place) {

  /** The shell tells the CPU time of what it ran: user and system, of itself and of children. */
  private static final String TIMED = "\"$@\"; status=$?; times; exit $status";

  private static final Pattern TPS =
      Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
  private static final Pattern TRANSACTIONS =
      Pattern.compile("number of transactions actually processed: ([0-9]+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");
  private static final Pattern CHILDREN =
      Pattern.compile("\\R([0-9]+)m([0-9.]+)s ([0-9]+)m([0-9.]+)s\\s*\\z");

  /** Makes the tables and fills them. */
  void initialise() throws IOException, InterruptedException {
    run(List.of("-i", "-q", "-s", Integer.toString(place.scale())));
  }

  /** Runs a script in prepared mode for some seconds. */
  Sample run(Script script, int clients, int threads, int seconds)
      throws IOException, InterruptedException {
    return read(
        run(
            List.of(
                script.flag(),
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(clients),
                "-j",
                Integer.toString(threads),
                "-T",
                Integer.toString(seconds))));
  }

  /** Returns what pgbench and the shell around it have printed, as numbers. */
  static Sample read(String output) {
    if (!find(FAILED, output).group(1).equals("0")) {
      throw new IllegalStateException("pgbench had failed transactions: " + output);
    }
    Matcher cpu = find(CHILDREN, output);
    double seconds = 60 * (number(cpu, 1) + number(cpu, 3)) + number(cpu, 2) + number(cpu, 4);
    double transactions = number(find(TRANSACTIONS, output), 1);
    return new Sample(number(find(TPS, output), 1), seconds * 1e6 / transactions);
  }

  private static double number(Matcher matcher, int group) {
    return Double.parseDouble(matcher.group(group));
  }

  private static Matcher find(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("pgbench printed no '%s': %s".formatted(pattern, output));
    }
    return matcher;
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", TIMED, "sh", program));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("PGHOST", place.host());
    environment.put("PGPORT", Integer.toString(place.port()));
    environment.put("PGDATABASE", place.database());
    environment.put("PGUSER", place.user());
    environment.put("PGPASSWORD", place.password());
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("pgbench ended with status %d: %s".formatted(status, output.strip()));
    }
    return output;
  }
}
