package io.stormdb.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.Driver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(Options.parse())
        .isEqualTo(
            new Options(
                List.of(Script.SELECT),
                List.of("tcp", "unix"),
                List.of(1, 8, 32, 128),
                9,
                5,
                30,
                10,
                Driver.AUTO));
  }

  @Test
  void whatIsGivenIsTaken() {
    assertThat(
            Options.parse(
                "--clients",
                "8,16",
                "--scripts",
                "write",
                "--transports",
                "unix",
                "--driver",
                "jdbc"))
        .isEqualTo(
            new Options(
                List.of(Script.WRITE), List.of("unix"), List.of(8, 16), 9, 5, 30, 10, Driver.JDBC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--turns | 3 | '--turns' is not an option with a value; available: --clients, --driver,"
            + " --rounds, --scale, --scripts, --seconds, --transports, --warmup",
        "--rounds | 0 | --rounds must be made of whole numbers from 1 to 9999, was '0'",
        "--clients | 8, | --clients must be made of whole numbers from 1 to 9999, was ''",
        "--transports | udp | unknown transport 'udp'; available: tcp, unix",
        "--driver | odbc | unknown driver 'odbc'; available: auto, jdbc",
        "--scripts | tpcb | unknown script 'tpcb'; available: select, write, tpcc"
      })
  void whatIsNotUnderstoodIsRefused(String name, String value, String message) {
    assertThatThrownBy(() -> Options.parse(name, value.endsWith(",") ? "8,,9" : value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
