package io.stormdb.benchmarks.pgbench;

import io.stormdb.core.Driver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An {@link Engine} in a Java runtime with the flags that the launcher gives to the real one. */
final class EngineProcess implements AutoCloseable {

  /** Those of the launcher {@code stormdb} that have to do with speed. */
  static final List<String> FLAGS =
      List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10", "-XX:-UsePerfData");

  private final Process process;
  private final PrintStream questions;
  private final BufferedReader answers;

  private EngineProcess(Process process) {
    this.process = process;
    this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Starts one; more options for Java are in {@code STORMDB_JAVA_OPTS}, as for the launcher. */
  static EngineProcess start(Place place, Script script, int clients, Driver driver)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    String more = System.getenv().getOrDefault("STORMDB_JAVA_OPTS", "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+", -1)));
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Engine.class.getName(),
            place.host(),
            Integer.toString(place.port()),
            place.database(),
            place.user(),
            Integer.toString(place.scale()),
            script.text(),
            Integer.toString(clients),
            driver.name()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(Engine.PASSWORD, place.password());
    return new EngineProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Runs for some seconds. */
  Sample run(int seconds) throws IOException {
    questions.println(seconds);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the engine's process has ended; what it said is above");
    }
    String[] numbers = answer.split(" ", -1);
    return new Sample(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
  }

  /**
   * Lets it end, after it has checked the data.
   *
   * @throws IOException if the data is wrong; what is wrong, it has said
   */
  @Override
  public void close() throws IOException {
    questions.close();
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException("the engine's process has ended with status %d".formatted(status));
    }
  }
}
