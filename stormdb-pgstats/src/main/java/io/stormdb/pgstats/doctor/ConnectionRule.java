package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ConnectionUse;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.SessionActivity;
import java.util.List;

/** Fires when nine of ten connections that ordinary users can have were taken. */
final class ConnectionRule implements Rule {

  private static final int MOST_PERCENT = 90;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    long between =
        statistics.activity().sessions().find().map(SessionActivity::mostConnections).orElse(0L);
    return statistics.connections().find().map(use -> judge(use, between)).orElse(List.of());
  }

  private static List<Finding> judge(ConnectionUse use, long between) {
    long there = use.max() - use.reserved();
    long used = Math.max(between, Math.max(use.usedAtStart(), use.usedAtEnd()));
    if (there <= 0 || used * 100 < there * MOST_PERCENT) {
      return List.of();
    }
    Evidence taken = Evidence.count("used", used);
    Evidence most = Evidence.count("available", there);
    Evidence share = Evidence.percent("used_percent", used, there);
    return List.of(
        new Finding(
            "connections",
            Level.WARNING,
            "%s of the %s connections that ordinary users can have were taken (%s)"
                .formatted(taken.text(), most.text(), share.text()),
            List.of(taken, most, share, Evidence.count("max_connections", use.max())),
            "whoever comes next is refused, and every session costs memory and time of the others",
            "use fewer connections or a pooler before raising max_connections",
            Finding.manual("runtime-config-connection.html#GUC-MAX-CONNECTIONS")));
  }
}
