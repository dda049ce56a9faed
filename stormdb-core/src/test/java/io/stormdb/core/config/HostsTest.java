package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.Host;
import io.stormdb.core.SessionTarget;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several hosts in a configuration. */
class HostsTest {

  @TempDir private Path folder;

  private Given given;

  @BeforeEach
  void inAFolder() {
    given = Given.in(folder);
  }

  private Given flags(String... namesAndValues) {
    Map<String, String> flags = new LinkedHashMap<>(Map.of("workload", "bank"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      flags.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return given.flags(flags);
  }

  private static String url(Given given) {
    return given.resolved().server().orElseThrow().url();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a                   | 5432      | postgres://a:5432/postgres",
        "a,b                 | 5432      | postgres://a:5432,b:5432/postgres",
        "a, b:5433           | 5432      | postgres://a:5432,b:5433/postgres",
        "a,b                 | 5432,5433 | postgres://a:5432,b:5433/postgres",
        "[::1]:5433,fd00::7  | 5432      | postgres://[::1]:5433,[fd00::7]:5432/postgres",
        "[::1]               | 5432      | postgres://[::1]:5432/postgres",
        "a:1,b:65535         | 5432      | postgres://a:1,b:65535/postgres",
        "/run/pg             | 5433      | postgres:///postgres?host=/run/pg&port=5433",
        "/run/pg:5433,b      | 5432      | postgres:///postgres?host=/run/pg,b&port=5433,5432"
      })
  void takeTheirPortsAsLibpqDoes(String hosts, String ports, String url) {
    assertThat(url(flags("database.host", hosts, "database.port", ports))).isEqualTo(url);
    assertThat(
            url(
                given
                    .environment(Map.of("STORMDB_DB_HOST", hosts, "STORMDB_DB_PORT", ports))
                    .flags(Map.of("workload", "bank"))))
        .isEqualTo(url);
    assertThat(
            url(
                given.file(
                    "workload: bank\ndatabase:\n  host: '%s'\n  port: %s\n"
                        .formatted(hosts, ports))))
        .isEqualTo(url);
  }

  @Test
  void canBeAListInAFile() {
    Given written =
        given.file(
            "workload: bank\ndatabase:\n  host: [a, 'b', '[::1]']\n  port:\n  - 1\n  - 2\n  - 3\n");
    assertThat(url(written)).isEqualTo("postgres://a:1,b:2,[::1]:3/postgres");
    // what is printed has the same effect
    assertThat(url(given.file(written.resolved().print())))
        .isEqualTo("postgres://a:1,b:2,[::1]:3/postgres");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a     |         | ANY        | ANY",
        "a     | primary | PRIMARY    | PRIMARY",
        "a     | any     | ANY        | ANY",
        "a     | standby | READ_WRITE | STANDBY",
        "a,b   |         | READ_WRITE | READ_WRITE",
        "a,b   | any     | READ_WRITE | ANY",
        "a,b   | Primary | PRIMARY    | PRIMARY",
        "a,b   | prefer_standby | READ_WRITE | PREFER_STANDBY",
        "a,b   | read-only      | READ_WRITE | READ_ONLY"
      })
  void loadAndCheckWhereTheyMayWrite(
      String hosts, String target, SessionTarget control, SessionTarget transactions) {
    Given asked =
        target == null
            ? flags("database.host", hosts)
            : flags("database.host", hosts, "database.target_session_attrs", target);
    assertThat(asked.resolved().controlTarget()).isEqualTo(control);
    assertThat(asked.resolved().transactionTarget()).isEqualTo(transactions);
    assertThat(asked.resolved().readTarget()).isEmpty();
  }

  @Test
  void splitReadsOffToAStandby() {
    Given split = flags("database.host", "a,b", "read_write_split", "true");
    assertThat(split.resolved().controlTarget()).isEqualTo(SessionTarget.READ_WRITE);
    assertThat(split.resolved().transactionTarget()).isEqualTo(SessionTarget.READ_WRITE);
    assertThat(split.resolved().readTarget()).isEqualTo(Optional.of(SessionTarget.STANDBY));
    assertThat(
            flags(
                    "database.host",
                    "a",
                    "read_write_split",
                    "true",
                    "database.target_session_attrs",
                    "prefer-standby")
                .resolved()
                .readTarget())
        .isEqualTo(Optional.of(SessionTarget.PREFER_STANDBY));
  }

  @Test
  void areTriedInAnyOrderIfToldSo() {
    Given spread = flags("database.host", "a,b", "database.load_balance_hosts", "random");
    assertThat(url(spread))
        .isEqualTo("postgres://a:5432,b:5432/postgres?load_balance_hosts=random");
    assertThat(spread.resolved().server().orElseThrow().url(SessionTarget.STANDBY))
        .isEqualTo(
            "postgres://a:5432,b:5432/postgres?target_session_attrs=standby&load_balance_hosts=random");
  }

  @Nested
  class AreRefused {

    @Test
    void withPortsThatDoNotFit() {
      assertThat(flags("database.host", "a,b,c", "database.port", "1,2").refusal())
          .isEqualTo("--port has 2 ports for 3 hosts; give one for all, or one for each");
      assertThat(flags("database.host", "a,b:5433", "database.port", "1,2").refusal())
          .isEqualTo(
              "--port has a port for each host, but there are hosts with a port of their own; write"
                  + " each port in one place");
      assertThat(flags("database.host", "a,b", "database.port", "1,").refusal())
          .isEqualTo(
              "--port must be a whole number from 1 to 65535, or one for each host, such as"
                  + " 5432,5433, was '1,'");
    }

    @Test
    void withAnOrderWhereThereIsOne() {
      assertThat(flags("database.host", "a", "database.load_balance_hosts", "random").refusal())
          .isEqualTo(
              "--load-balance-hosts has no effect with one host (a:5432); give more, or remove it");
    }

    @Test
    void ifEncryptionIsInsistedOnWhereOneHasNone() {
      assertThat(
              given
                  .environment(Map.of("STORMDB_DB_SSLMODE", "verify-full"))
                  .flags(Map.of("workload", "bank", "database.host", "a,/run/pg"))
                  .refusal())
          .isEqualTo(
              "STORMDB_DB_SSLMODE must be disable, allow or prefer, because the Unix-domain socket"
                  + " in /run/pg is never encrypted, was 'verify-full'; or give a host name to"
                  + " connect by TCP");
    }

    @Test
    void forASplitThatCannotBe() {
      assertThat(flags("database.host", "a", "read_write_split", "true").refusal())
          .isEqualTo(
              "--host must name the primary and a standby with read_write_split (flag"
                  + " --read-write-split), was 'a'; give both, such as a,b:5433, or"
                  + " target_session_attrs: prefer-standby");
      assertThat(
              flags(
                      "database.host",
                      "a,b",
                      "read_write_split",
                      "true",
                      "database.target_session_attrs",
                      "primary")
                  .refusal())
          .isEqualTo(
              "--target-session-attrs says where reads go with read_write_split (flag"
                  + " --read-write-split), so it must be standby, prefer-standby, read-only or any,"
                  + " was 'primary'");
    }

    @Test
    void withATargetThatLibpqDoesNotKnow() {
      assertThat(flags("database.host", "a", "database.target_session_attrs", "slave").refusal())
          .isEqualTo(
              "--target-session-attrs must be one of any, read-write, read-only, primary, standby,"
                  + " prefer-standby, was 'slave'");
    }

    @Test
    void inAFileThatHasSomethingElseInTheList() {
      assertThat(given.file("workload: bank\ndatabase:\n  host: [a, [b]]\n").refusal())
          .isEqualTo("config.yaml:3: 'database.host' must be one value, was a list");
    }

    @Test
    void inJava() {
      assertThatThrownBy(() -> new Host("a", 65_536))
          .hasMessage("port must be from 1 to 65535, was 65536");
      assertThatThrownBy(() -> new Host("a,b", 1))
          .hasMessage(
              "host must be a host name, an IP address, or the folder of a Unix-domain socket (at"
                  + " most 92 characters), was 'a,b'");
    }
  }
}
