package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What limits throughput, and what says so. Immutable.
 *
 * <p>The load driver comes first: if it found itself to be the bottleneck, nothing that was
 * observed says anything of the server; nor does it if the driver took the larger part of busy
 * processors that it shares with the server. Waiting for a connection comes next if it takes at
 * least half of the workers' time. Of what sessions do inside of transactions, a class is the
 * bottleneck if it takes at least half of their time: a majority, so that there is never a second
 * one. The processors of the server being busy for nine tenths are the bottleneck if no class of
 * sessions' time is, or none was observed: queueing for a processor then takes longer than being
 * served. Otherwise the cause is unknown, and what was seen is named all the same, and so is what
 * was not.
 *
 * @param kind the class
 * @param evidence what was observed, a phrase each, that which decided first; empty if nothing was
 */
public record Bottleneck(Kind kind, List<String> evidence) {

  private static final double MAJORITY = 0.5;
  private static final double BUSY = 0.9;

  /** What can limit throughput. */
  public enum Kind {
    /** The processors of the server. */
    CPU("the CPU of the server"),
    /** Files: reads, writes, the log. */
    IO("I/O"),
    /** Locks: of rows and tables, or of the server's own structures. */
    LOCKS("lock contention"),
    /** Connections: workers wait for one. */
    CONNECTIONS("the number of connections"),
    /** The load driver, or the network between it and the server. */
    CLIENT("the load driver"),
    /** Nothing that was observed says. */
    UNKNOWN("unknown");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns what a reader calls it, to be put in the middle of a sentence. */
    public String words() {
      return words;
    }
  }

  /** Keeps a copy. */
  public Bottleneck {
    evidence = List.copyOf(evidence);
  }

  /** Events below this are not worth a name. */
  private static final double WORTH_A_NAME = 0.05;

  private static final int MOST_NAMES = 2;

  /** What would be shown as 0 %. */
  private static final double WORTH_MENTION = 0.005;

  private record Share(
      Kind kind, OptionalDouble share, double least, String words, String explanation) {
    boolean decides() {
      return share.orElse(0) >= least;
    }

    String phrase() {
      return Phrases.percent(share.orElseThrow()) + " of " + words + explanation;
    }
  }

  /** Returns what {@code seen} says. */
  public static Bottleneck of(Evidence seen) {
    List<Share> shares = new ArrayList<>();
    shares.add(sessions(seen, Kind.CPU, seen.cpuShare(), "on CPU"));
    shares.add(sessions(seen, Kind.LOCKS, seen.lockShare(), "waiting for locks"));
    shares.add(sessions(seen, Kind.IO, seen.ioShare(), "waiting for I/O"));
    shares.add(sessions(seen, Kind.CLIENT, seen.clientShare(), "waiting for the load driver"));
    // stable: what is equal stays in the order above
    shares.sort(Comparator.comparingDouble((Share s) -> s.share().orElse(0)).reversed());
    shares.add(
        0,
        new Share(
            Kind.CONNECTIONS,
            seen.poolWaitShare(),
            MAJORITY,
            "workers' time waiting for a connection",
            ""));
    Share processors = processors(seen);
    boolean isDriversCpu = processors.kind() == Kind.CLIENT && processors.decides();
    shares.add(isDriversCpu ? 0 : shares.size(), processors);
    Share decisive =
        seen.isClientLimited()
            ? null
            : shares.stream().filter(Share::decides).findFirst().orElse(null);
    List<String> phrases = new ArrayList<>();
    if (seen.isClientLimited()) {
      phrases.add("the load driver found itself to be the bottleneck");
    } else if (decisive != null) {
      phrases.add(decisive.phrase());
    }
    for (Share share : shares) {
      if (share.share().orElse(0) >= WORTH_MENTION && !share.equals(decisive)) {
        phrases.add(share.phrase());
      }
    }
    addRest(phrases, seen);
    Kind kind =
        seen.isClientLimited() ? Kind.CLIENT : decisive == null ? Kind.UNKNOWN : decisive.kind();
    return new Bottleneck(kind, phrases);
  }

  private static Share sessions(Evidence seen, Kind kind, OptionalDouble share, String doing) {
    List<String> names =
        seen.waits().stream()
            .filter(wait -> wait.kind() == kind && wait.share() >= WORTH_A_NAME)
            .sorted(Comparator.comparingDouble(Evidence.Wait::share).reversed())
            .limit(MOST_NAMES)
            .map(wait -> wait.event() + " " + Phrases.percent(wait.share()))
            .toList();
    return new Share(
        kind,
        share,
        MAJORITY,
        "sessions' time " + doing,
        names.isEmpty() ? "" : ", of which " + String.join(" and ", names));
  }

  private static Share processors(Evidence seen) {
    double busy = seen.serverCpuBusy().orElse(0);
    OptionalDouble byDriver = seen.driverCpuShare();
    return new Share(
        byDriver.orElse(0) > busy / 2 ? Kind.CLIENT : Kind.CPU,
        seen.serverCpuBusy(),
        BUSY,
        "the server's processors busy",
        byDriver.isPresent()
            ? ", %s by the load driver on the same machine"
                .formatted(Phrases.percent(byDriver.getAsDouble()))
            : "");
  }

  private static void addRest(List<String> phrases, Evidence seen) {
    seen.serverDiskWait()
        .ifPresent(
            share -> {
              if (share >= WORTH_A_NAME) {
                phrases.add(
                    Phrases.percent(share)
                        + " of the processors' time idle while somebody waited for a disk");
              }
            });
    seen.connectionsShare()
        .ifPresent(used -> phrases.add(Phrases.percent(used) + " of the connections in use"));
    if (seen.cpuShare().isPresent() && seen.serverCpuBusy().isEmpty()) {
      phrases.add("how busy the server's processors were is not known");
    }
  }
}
