package io.stormdb.core.config;

import io.stormdb.core.Host;
import io.stormdb.core.SessionTarget;
import java.util.List;
import java.util.Optional;

/**
 * Decides on which of the hosts the sessions of each kind are.
 *
 * @param settings what was given
 */
record HostChoice(Settings settings) {

  /** Adds what does not fit together, and what would have no effect. */
  void check(Problems problems, boolean usesServer) {
    Optional<Setting> named = settings.given(ServerKeys.HOST);
    if (!usesServer
        || settings.text(ServerKeys.HOST).isEmpty()
        || settings.text(ServerKeys.PORT).isEmpty()) {
      return;
    }
    try {
      List<Host> hosts = hosts();
      checkEncryption(hosts, problems);
      settings
          .given(ServerKeys.LOAD_BALANCE_HOSTS)
          .filter(given -> hosts.size() == 1 && isRandom())
          .ifPresent(
              given ->
                  problems.with(
                      given,
                      "has no effect with one host (%s); give more, or remove it"
                          .formatted(hosts.get(0))));
      if (splits()) {
        checkSplit(hosts, named.orElseThrow(), problems);
      }
    } catch (IllegalArgumentException e) {
      problems.with(settings.find(ServerKeys.PORT).orElseThrow(), String.valueOf(e.getMessage()));
    }
  }

  private void checkEncryption(List<Host> hosts, Problems problems) {
    Optional<Host> folder = hosts.stream().filter(Host::isFolder).findFirst();
    boolean insistent =
        settings.choice(ServerKeys.SSLMODE, SslMode.class).filter(SslMode::isInsistent).isPresent();
    if (folder.isPresent() && insistent) {
      Setting sslmode = settings.find(ServerKeys.SSLMODE).orElseThrow();
      problems.with(
          sslmode,
          "must be disable, allow or prefer, because the Unix-domain socket in %s is never"
                  .formatted(folder.get().name())
              + " encrypted, was '%s'; or give a host name to connect by TCP"
                  .formatted(sslmode.value()));
    }
  }

  private void checkSplit(List<Host> hosts, Setting named, Problems problems) {
    SessionTarget reads = reads().orElseThrow();
    if (!reads.allowsStandby()) {
      Setting target = settings.find(ServerKeys.TARGET_SESSION_ATTRS).orElseThrow();
      problems.with(
          target,
          "says where reads go with read_write_split (%s), so it must be standby, prefer-standby,"
                  .formatted(
                      settings
                          .find(ConnectionKeys.READ_WRITE_SPLIT)
                          .orElseThrow()
                          .origin()
                          .describe())
              + " read-only or any, was '%s'".formatted(target.value()));
    } else if (hosts.size() == 1
        && (reads == SessionTarget.STANDBY || reads == SessionTarget.READ_ONLY)) {
      problems.with(
          named,
          "must name the primary and a standby with read_write_split (%s), was '%s'; give both,"
                  .formatted(
                      settings
                          .find(ConnectionKeys.READ_WRITE_SPLIT)
                          .orElseThrow()
                          .origin()
                          .describe(),
                      named.value())
              + " such as a,b:5433, or target_session_attrs: prefer-standby");
    }
  }

  /**
   * Returns all hosts with their ports.
   *
   * @throws IllegalArgumentException if they do not fit together
   */
  List<Host> hosts() {
    return HostNames.hosts(
        HostNames.parse(settings.text(ServerKeys.HOST).orElseThrow()),
        HostNames.ports(settings.text(ServerKeys.PORT).orElseThrow()));
  }

  boolean isRandom() {
    return settings
        .text(ServerKeys.LOAD_BALANCE_HOSTS)
        .filter("random"::equalsIgnoreCase)
        .isPresent();
  }

  boolean splits() {
    return settings.yes(ConnectionKeys.READ_WRITE_SPLIT);
  }

  /** Returns where everything is that prepares, loads, checks and watches: where it may write. */
  SessionTarget control() {
    SessionTarget transactions = transactions();
    boolean needsNone = transactions == SessionTarget.ANY && hosts().size() == 1;
    return needsNone || !transactions.allowsStandby() ? transactions : SessionTarget.READ_WRITE;
  }

  /** Returns where transactions are, but for those that are split off. */
  SessionTarget transactions() {
    return splits() ? SessionTarget.READ_WRITE : given().orElseGet(this::usual);
  }

  /** Returns where transactions are that only read, if they are split off. */
  Optional<SessionTarget> reads() {
    return splits() ? Optional.of(given().orElse(SessionTarget.STANDBY)) : Optional.empty();
  }

  private Optional<SessionTarget> given() {
    return settings.choice(ServerKeys.TARGET_SESSION_ATTRS, SessionTarget.class);
  }

  private SessionTarget usual() {
    return hosts().size() == 1 ? SessionTarget.ANY : SessionTarget.READ_WRITE;
  }
}
