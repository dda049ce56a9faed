package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.DiskSpace;
import io.stormdb.pgstats.HostFacts;
import io.stormdb.pgstats.Machine;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The machine of the server, as far as it can be seen. */
final class MachineChecks {

  /** The manual's starting point is a quarter; half of that is no longer near to it. */
  private static final int LEAST_BUFFERS_PERCENT = 12;

  private static final int BUSY_PERCENT = 50;

  private MachineChecks() {}

  static List<Finding> host(Visit visit) {
    Observed<HostFacts> host =
        visit
            .statistics()
            .facts()
            .find()
            .map(ServerFacts::host)
            .orElseGet(
                () -> new Observed.Missing<>(visit.statistics().facts().whyMissing().orElse("")));
    if (host.find().isEmpty()) {
      return List.of(
          new Finding(
              "server_machine",
              Level.NOTE,
              "processors, memory and load of the server's machine are not readable: "
                  + host.whyMissing().orElseThrow(),
              List.of(new Evidence.State("server_machine", "not readable")),
              "a result needs them to be compared with others",
              "write them down beside the result, or grant what the sentence above names",
              Finding.manual("functions-admin.html#FUNCTIONS-ADMIN-GENFILE")));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(machine(host.find().get()));
    findings.addAll(governor("server", host.find().get().governor()));
    return findings;
  }

  private static Finding machine(HostFacts host) {
    double there = host.processorLimit().orElse(host.processors());
    Evidence processors = new Evidence.Amount("processors", there, Evidence.Unit.COUNT);
    Evidence memory =
        Evidence.bytes(
            "memory_bytes",
            Math.min(host.memoryLimitBytes().orElse(Long.MAX_VALUE), host.memoryBytes()));
    Evidence load = new Evidence.Amount("load", host.loadOneMinute(), Evidence.Unit.COUNT);
    String found =
        "the server has %s processors, %s of memory and a load of %s in the last minute"
            .formatted(processors.text(), memory.text(), load.text());
    return host.loadOneMinute() * 100 <= there * BUSY_PERCENT
        ? Finding.ok("server_machine", found, processors, memory, load)
        : new Finding(
            "server_machine",
            Level.WARNING,
            found,
            List.of(processors, memory, load),
            "somebody else keeps more than half of its processors or its disks busy",
            "measure when the machine is quiet",
            "https://man7.org/linux/man-pages/man5/proc_loadavg.5.html");
  }

  /** A clock rate that follows the load makes the same run fast or slow. */
  static List<Finding> governor(String whose, Optional<String> governor) {
    return governor
        .filter(name -> !name.equals("performance"))
        .map(
            name ->
                new Finding(
                    whose + "_governor",
                    Level.NOTE,
                    "the clock rate of the %s's processors is decided by '%s'"
                        .formatted(whose, name),
                    List.of(new Evidence.State("governor", name)),
                    "it may follow the load, so that the same run is fast at one time and slow at another",
                    "use the governor 'performance' while you measure",
                    "https://docs.kernel.org/admin-guide/pm/cpufreq.html"))
        .map(List::of)
        .orElse(List.of());
  }

  static List<Finding> place(Visit visit) {
    return visit
        .statistics()
        .facts()
        .find()
        .map(ServerFacts::machine)
        .map(machine -> List.of(place(machine, visit.client())))
        .orElse(List.of());
  }

  private static Finding place(Machine machine, ClientFacts client) {
    Evidence same = new Evidence.State("machine", machine.name().toLowerCase(Locale.ROOT));
    Evidence processors = Evidence.count("processors", client.processors());
    return switch (machine) {
      case SAME ->
          new Finding(
              "machine",
              Level.NOTE,
              "client and server run on the same machine, with %s processors for both"
                  .formatted(processors.text()),
              List.of(same, processors),
              "the load driver takes processor time from the server that it measures",
              "for numbers that are to be published, run StormDB on another machine",
              Finding.manual("pgbench.html"));
      case OTHER ->
          Finding.ok("machine", "client and server run on different machines", same, processors);
      case UNKNOWN ->
          Finding.ok(
              "machine",
              "nothing tells whether client and server run on the same machine",
              same,
              processors);
    };
  }

  static List<Finding> buffers(Visit visit) {
    Optional<ServerFacts> facts = visit.statistics().facts().find();
    Optional<HostFacts> host = facts.flatMap(f -> f.host().find());
    Optional<Setting> setting = facts.flatMap(f -> f.setting("shared_buffers"));
    Optional<Long> bytes = setting.flatMap(Setting::bytes);
    if (host.isEmpty() || bytes.isEmpty()) {
      return List.of();
    }
    long memory =
        Math.min(host.get().memoryLimitBytes().orElse(Long.MAX_VALUE), host.get().memoryBytes());
    Evidence buffers = Evidence.bytes("shared_buffers_bytes", bytes.get());
    Evidence share = Evidence.percent("memory_percent", bytes.get(), memory);
    String found = "shared_buffers is %s, %s of the memory".formatted(buffers.text(), share.text());
    return List.of(
        bytes.get() * 100 >= memory * LEAST_BUFFERS_PERCENT
            ? Finding.ok("shared_buffers", found, buffers, share)
            : new Finding(
                "shared_buffers",
                Level.NOTE,
                found,
                List.of(buffers, share, Evidence.bytes("memory_bytes", memory)),
                "the manual's starting point for a server with a machine of its own is a quarter",
                "raise shared_buffers if the machine is the server's own, and restart it",
                Finding.manual("runtime-config-resource.html#GUC-SHARED-BUFFERS")));
  }

  static List<Finding> disk(Visit visit) {
    Optional<ServerFacts> facts = visit.statistics().facts().find();
    if (facts.isEmpty()) {
      return List.of();
    }
    Optional<DiskSpace> disk = facts.get().disk().find();
    Optional<Long> wal = facts.get().setting("max_wal_size").flatMap(Setting::bytes);
    if (disk.isEmpty() || wal.isEmpty()) {
      return List.of(
          new Finding(
              "disk",
              Level.NOTE,
              "the disk space of the server is not readable: "
                  + facts.get().disk().whyMissing().orElse("max_wal_size is hidden"),
              List.of(new Evidence.State("disk", "not readable")),
              "a server whose disk is full stops",
              "look at it on the server: df",
              Finding.manual("disk-full.html")));
    }
    Evidence usable = Evidence.bytes("usable_bytes", disk.get().usableBytes());
    Evidence total = Evidence.bytes("total_bytes", disk.get().totalBytes());
    Evidence log = Evidence.bytes("max_wal_size_bytes", wal.get());
    String found =
        "%s of %s are free where the data is; WAL alone may take %s"
            .formatted(usable.text(), total.text(), log.text());
    return List.of(
        disk.get().usableBytes() >= 2 * wal.get()
            ? Finding.ok("disk", found, usable, total, log)
            : new Finding(
                "disk",
                Level.WARNING,
                found,
                List.of(usable, total, log),
                "a load fills WAL up to max_wal_size and beyond, and a server whose disk is full stops",
                "free space, or lower max_wal_size",
                Finding.manual("disk-full.html")));
  }
}
