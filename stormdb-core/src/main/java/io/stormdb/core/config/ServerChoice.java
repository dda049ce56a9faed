package io.stormdb.core.config;

import java.util.List;
import java.util.Optional;

/**
 * Decides between a server that is named and the embedded one, and refuses what would have no
 * effect.
 */
final class ServerChoice {

  private final Settings settings;
  private final Problems problems;
  private final boolean understood;

  /**
   * Looks at settings.
   *
   * @param understood whether everything in the file was; if not, it may name a server
   */
  ServerChoice(Settings settings, Problems problems, boolean understood) {
    this.settings = settings;
    this.problems = problems;
    this.understood = understood;
  }

  /** Returns whether a server that is named is used; adds problems. */
  boolean usesServer() {
    Optional<Setting> host = settings.given(ServerKeys.HOST);
    Optional<Setting> embedded = settings.given(EmbeddedKeys.ENABLED);
    if (embedded.isPresent() && settings.yes(EmbeddedKeys.ENABLED)) {
      return insteadOfEmbedded(embedded.get(), host);
    }
    if (host.isPresent()) {
      refuseEmbedded(host.get());
      return true;
    }
    if (embedded.filter(setting -> setting.value().equals("false")).isPresent()) {
      problems.with(
          embedded.get(),
          "is false, but no server is named; give database.host, --host or STORMDB_DB_HOST");
      return true;
    }
    if (understood) {
      refuseDatabase(0, "no server is named", "remove it to use the embedded PostgreSQL");
    }
    return false;
  }

  private boolean insteadOfEmbedded(Setting embedded, Optional<Setting> host) {
    int asked = embedded.origin().rank();
    if (host.isPresent() && host.get().origin().rank() > asked) {
      refuseEmbedded(host.get());
      return true;
    }
    refuseDatabase(
        asked,
        "the embedded PostgreSQL is asked for (" + embedded.origin().describe() + ")",
        "remove one of them");
    return false;
  }

  /** Variables may be set for other runs, so only what was written for this one is refused. */
  private void refuseDatabase(int rank, String why, String orElse) {
    List<Setting> given = settings.below(ServerKeys.SECTION);
    given.stream()
        .filter(setting -> !(setting.origin() instanceof Origin.Variable))
        .filter(setting -> setting.origin().rank() >= rank)
        .findFirst()
        .ifPresent(
            setting ->
                problems.with(
                    setting,
                    setting.name().equals(ServerKeys.HOST)
                        ? "has no effect, because %s; %s".formatted(why, orElse)
                        : "has no effect, because %s; give database.host, --host or".formatted(why)
                            + " STORMDB_DB_HOST, or "
                            + orElse));
  }

  /** What was written with less weight than the server was is for other runs. */
  private void refuseEmbedded(Setting host) {
    int keptOff =
        settings
            .given(EmbeddedKeys.ENABLED)
            .filter(enabled -> enabled.value().equals("false"))
            .map(enabled -> enabled.origin().rank())
            .orElse(0);
    settings.below(EmbeddedKeys.SECTION).stream()
        .filter(setting -> setting.origin().rank() >= host.origin().rank())
        .filter(setting -> setting.origin().rank() > keptOff)
        .filter(setting -> !setting.name().equals(EmbeddedKeys.ENABLED))
        .forEach(
            setting ->
                problems.with(
                    setting,
                    "has no effect, because a server is named (%s); add --embedded, or remove it"
                        .formatted(host.origin().describe())));
  }
}
