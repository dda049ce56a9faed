package io.stormdb.core.config;

import io.stormdb.core.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the hosts of a server, and puts names and ports together as libpq does. */
final class HostNames {

  private static final Pattern BRACKETED =
      Pattern.compile("\\[([^\\[\\]]*:[^\\[\\]]*)](?::(\\d{1,5}))?");
  private static final Pattern WITH_PORT = Pattern.compile("(/.*|[^:\\[\\]]*):(\\d{1,5})");

  /** Any port: only the form of a name is looked at. */
  private static final int SOME_PORT = 1;

  private HostNames() {}

  /**
   * A host as it was written.
   *
   * @param port empty if it was not written with the name
   */
  record Named(String name, OptionalInt port) {}

  /**
   * Returns the hosts of a text: {@code a,b:5433,[::1]:5434,/run/postgresql}.
   *
   * @throws IllegalArgumentException if there is none, or one that cannot be
   */
  static List<Named> parse(String text) {
    return items(text).stream().map(HostNames::named).toList();
  }

  /**
   * Returns the ports of a text: {@code 5432,5433}.
   *
   * @throws IllegalArgumentException if there is none, or one that cannot be
   */
  static List<Integer> ports(String text) {
    return items(text).stream().map(HostNames::port).toList();
  }

  /**
   * Puts hosts and ports together: a port that is written with a host is its own; of the others,
   * there is one for all or one for each.
   *
   * @throws IllegalArgumentException if they do not fit together
   */
  static List<Host> hosts(List<Named> named, List<Integer> ports) {
    if (ports.size() > 1 && ports.size() != named.size()) {
      throw new IllegalArgumentException(
          "has %d ports for %d hosts; give one for all, or one for each"
              .formatted(ports.size(), named.size()));
    }
    if (ports.size() > 1 && named.stream().anyMatch(host -> host.port().isPresent())) {
      throw new IllegalArgumentException(
          "has a port for each host, but there are hosts with a port of their own; write each port"
              + " in one place");
    }
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      int port = ports.get(ports.size() > 1 ? i : 0);
      hosts.add(new Host(named.get(i).name(), named.get(i).port().orElse(port)));
    }
    return hosts;
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static Named named(String item) {
    Matcher bracketed = BRACKETED.matcher(item);
    Matcher withPort = WITH_PORT.matcher(item);
    String name = item;
    String port = null;
    if (bracketed.matches()) {
      name = bracketed.group(1);
      port = bracketed.group(2);
    } else if (withPort.matches()) {
      name = withPort.group(1);
      port = withPort.group(2);
    }
    Host host = new Host(name, port == null ? SOME_PORT : port(port));
    return new Named(host.name(), port == null ? OptionalInt.empty() : OptionalInt.of(host.port()));
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("port must be from 1 to 65535, was '" + text + "'");
    }
    return new Host("any", Integer.parseInt(text)).port();
  }
}
