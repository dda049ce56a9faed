package io.stormdb.pgstats.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether the client has what a load takes. */
final class ClientChecks {

  /** Those of Java itself, its libraries and logs. */
  private static final int OTHER_FILES = 200;

  /** How long a port stays taken after its connection was closed ({@code TCP_TIMEWAIT_LEN}). */
  private static final int LINGER_SECONDS = 60;

  private static final int BUSY_PERCENT = 50;

  private ClientChecks() {}

  static List<Finding> machine(Visit visit) {
    ClientFacts client = visit.client();
    Evidence processors = Evidence.count("processors", client.processors());
    Evidence heap = Evidence.bytes("heap_bytes", client.heapBytes());
    if (client.loadOneMinute().isEmpty()) {
      return List.of(
          Finding.ok(
              "client_machine",
              "the client has %s processors and %s of heap"
                  .formatted(processors.text(), heap.text()),
              processors,
              heap));
    }
    double load = client.loadOneMinute().getAsDouble();
    Evidence busy = new Evidence.Amount("load", load, Evidence.Unit.COUNT);
    String found =
        "the client has %s processors, %s of heap and a load of %s in the last minute"
            .formatted(processors.text(), heap.text(), busy.text());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        load * 100 <= client.processors() * BUSY_PERCENT
            ? Finding.ok("client_machine", found, processors, heap, busy)
            : new Finding(
                "client_machine",
                Level.WARNING,
                found,
                List.of(processors, heap, busy),
                "a driver that waits for a processor measures its own delays",
                "measure when the machine is quiet",
                "https://man7.org/linux/man-pages/man5/proc_loadavg.5.html"));
    findings.addAll(MachineChecks.governor("client", client.governor()));
    return findings;
  }

  static List<Finding> openFiles(Visit visit) {
    if (visit.client().openFiles().isEmpty()) {
      return List.of();
    }
    long limit = visit.client().openFiles().getAsLong();
    int needed = visit.connections() + OccupationChecks.OWN_CONNECTIONS + OTHER_FILES;
    Evidence most =
        limit == Long.MAX_VALUE
            ? new Evidence.State("open_files", "unlimited")
            : Evidence.count("open_files", limit);
    Evidence need = Evidence.count("needed", needed);
    String found =
        "this process may have %s open files, the run needs about %s"
            .formatted(most.text(), need.text());
    return List.of(
        limit >= needed
            ? Finding.ok("open_files", found, most, need)
            : new Finding(
                "open_files",
                Level.PROBLEM,
                found,
                List.of(most, need),
                "each connection is an open file",
                "raise the limit: ulimit -n " + needed,
                "https://man7.org/linux/man-pages/man2/getrlimit.2.html"));
  }

  /** Only connections that come and go use ports up. */
  static List<Finding> ports(Visit visit) {
    if (visit.client().localPorts().isEmpty() || visit.session().local()) {
      return List.of();
    }
    int ports = visit.client().localPorts().getAsInt();
    Evidence count = Evidence.count("local_ports", ports);
    Evidence rate =
        new Evidence.Amount(
            "connections_per_second", (double) ports / LINGER_SECONDS, Evidence.Unit.PER_SECOND);
    String found =
        "%s local ports: new connections can be opened at %s for long"
            .formatted(count.text(), rate.text());
    return List.of(
        ports >= visit.connections() + OccupationChecks.OWN_CONNECTIONS
            ? Finding.ok("local_ports", found, count, rate)
            : new Finding(
                "local_ports",
                Level.PROBLEM,
                found,
                List.of(count, rate, Evidence.count("needed", visit.connections())),
                "each connection takes a port",
                "widen net.ipv4.ip_local_port_range",
                "https://man7.org/linux/man-pages/man7/ip.7.html"));
  }
}
