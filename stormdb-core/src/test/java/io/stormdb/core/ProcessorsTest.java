package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Where programs run is what Linux says. */
class ProcessorsTest {

  /** The fields of proc_pid_stat(5) from the third on; that of the processor is the 39th. */
  private static final String FIELDS =
      " S 1 42 42 0 -1 4194560 1007 0 2 0 31 12 0 0 20 0 1 0 8514 6456745984 4021"
          + " 18446744073709551615 1 1 0 0 0 0 0 4096 536871425 0 0 0 17 %s 0 0 0 0 0 0 0 0\n";

  @TempDir Path proc;

  /** Returns what Linux tells of a program. */
  static String line(String name, String processor) {
    return "42 (" + name + ")" + FIELDS.formatted(processor);
  }

  private Processors telling(String file, String text) throws IOException {
    Path stat = proc.resolve(file);
    Files.createDirectories(stat.getParent());
    Files.writeString(stat, text);
    return new Processors(proc);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "11, 11"})
  void readsTheProcessorOfAServerProcess(String told, int expected) throws IOException {
    assertThat(telling("42/stat", line("postgres", told)).ofServerProcess(42)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stormdb-loop-1", "a name", "a) S 1 (b", "()"})
  void readsTheProcessorOfAThreadWhateverItsName(String name) throws IOException {
    assertThat(telling("self/task/43/stat", line(name, "3")).ofThread(43)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgrest", "sh", "not postgres", "(postgres) S 1 (sh"})
  void doesNotTakeAnotherProgramForAServer(String program) throws IOException {
    assertThat(telling("42/stat", line(program, "1")).ofServerProcess(42))
        .isEqualTo(Processors.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "42", "42 (postgres) S 1 2 3\n", "42 (postgres)"})
  void knowsNothingOfALineThatIsTooShort(String line) throws IOException {
    Processors processors = telling("42/stat", line);
    assertThat(processors.ofServerProcess(42)).isEqualTo(Processors.UNKNOWN);
  }

  @Test
  void knowsNothingWhereTheSystemDoesNotTell() {
    Processors processors = new Processors(proc);
    assertThat(processors.currentThread()).isEqualTo(Processors.UNKNOWN);
    assertThat(processors.ofThread(1)).isEqualTo(Processors.UNKNOWN);
    assertThat(processors.ofServerProcess(1)).isEqualTo(Processors.UNKNOWN);
  }

  @Test
  void findsTheCallingThreadAndTheProcessOfASession() throws SQLException {
    assumeTrue(Files.exists(Path.of("/proc/thread-self")), "this system has no /proc/thread-self");
    Processors processors = Processors.ofThisMachine();
    assertThat(processors.ofThread(processors.currentThread())).isNotNegative();
    try (Connection connection = TestServer.dataSource().getConnection()) {
      int process = connection.unwrap(PGConnection.class).getBackendPID();
      assumeTrue(Files.exists(Path.of("/proc/" + process)), "the server is on another machine");
      assertThat(processors.ofServerProcess(process)).isNotNegative();
    }
    assertThat(processors.ofServerProcess((int) ProcessHandle.current().pid()))
        .isEqualTo(Processors.UNKNOWN);
  }
}
