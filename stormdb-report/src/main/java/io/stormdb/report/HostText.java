package io.stormdb.report;

import io.stormdb.pgstats.HostFacts;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerFacts;
import java.util.Locale;

/** The machine of a server, on one line. */
final class HostText {

  private HostText() {}

  static String of(Observed<ServerFacts> facts) {
    if (facts.find().isEmpty()) {
      return Numbers.NO_DATA + ": " + facts.whyMissing().orElseThrow();
    }
    Observed<HostFacts> host = facts.find().get().host();
    return host.find()
        .map(HostText::of)
        .orElseGet(() -> Numbers.NO_DATA + ": " + host.whyMissing().orElseThrow());
  }

  private static String of(HostFacts host) {
    return "%s%s, %s of memory%s, load %s%s"
        .formatted(
            Numbers.count(host.processors(), "processor", "processors"),
            host.processorLimit().isPresent()
                ? " (limited to %s)".formatted(Numbers.plain(host.processorLimit().getAsDouble()))
                : "",
            Numbers.bytes(host.memoryBytes()),
            host.memoryLimitBytes().isPresent()
                ? " (limited to %s)".formatted(Numbers.bytes(host.memoryLimitBytes().getAsLong()))
                : "",
            String.format(Locale.ROOT, "%.2f", host.loadOneMinute()),
            host.readBy() == HostFacts.ReadBy.CLIENT ? "; it is the client's too" : "");
  }
}
