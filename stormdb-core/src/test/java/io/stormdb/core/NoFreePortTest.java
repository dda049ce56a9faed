package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a network namespace of its own, which has 40 ports for connections: what a load needs some ten
 * minutes for elsewhere happens at once there, and the machine keeps its own ports.
 */
@Timeout(180)
class NoFreePortTest {

  private static final List<String> WITH_FEW_PORTS =
      List.of(
          "unshare",
          "-n",
          "sh",
          "-c",
          "ip link set lo up && cd /proc/sys/net/ipv4 && echo 41000 41039 >ip_local_port_range"
              // on this machine's own network, ports are else free again after a second
              + " && echo 0 >tcp_tw_reuse && cd / && exec \"$@\"",
          "sh");

  @TempDir private Path folder;

  /** Returns what a program has printed; if it failed, that comes first. */
  private List<String> printed(String... program) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(Stream.concat(WITH_FEW_PORTS.stream(), Stream.of(program)).toList())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(out);
    assertThat(ended).as("the program ended: %s", lines).isTrue();
    return process.exitValue() == 0
        ? lines
        : Stream.concat(Stream.of("failed"), lines.stream()).toList();
  }

  private void assumeNamespaces() throws Exception {
    String why;
    try {
      List<String> lines = printed("true");
      why = lines.isEmpty() ? "" : lines.toString();
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    assumeTrue(why.isEmpty(), "no network namespace can be made here: " + why);
  }

  @Test
  void aLoadThatUsesUpTheLocalPortsIsToldSoAndGoesOn() throws Exception {
    assumeNamespaces();
    List<String> lines =
        printed(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            FewPorts.class.getName());
    assertThat(lines).contains("status COMPLETED", "all 100", "outages 0");
    // a server that hangs up first leaves its client the port, so some get more than 40
    assertThat(lines)
        .filteredOn(line -> line.startsWith("committed "))
        .singleElement()
        .satisfies(line -> assertThat(Integer.parseInt(line.substring(10))).isBetween(1, 99));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("error "))
        .containsExactly(
            "error no_free_port SD004 true: no local port is left for a connection: all are in use"
                + " or still held by connections just closed (net.ipv4.ip_local_port_range; fewer"
                + " connections a second, or a Unix-domain socket, need none)");
  }
}
