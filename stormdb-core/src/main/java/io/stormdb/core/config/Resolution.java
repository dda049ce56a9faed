package io.stormdb.core.config;

import io.stormdb.api.WorkloadType;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Brings the sources together and checks what can only be checked together. */
final class Resolution {

  /** What an embedded server is started with, and works with nothing else. */
  private static final Set<String> RESERVED_SERVER_SETTINGS =
      Set.of("data_directory", "listen_addresses", "port", "unix_socket_directories");

  private final Optional<WorkloadCatalog> found;
  private final WorkloadCatalog catalog;
  private final Problems problems = new Problems();
  private final Settings settings = new Settings(problems);
  private final boolean understood;
  private final Optional<WorkloadType> type;
  private final boolean usesServer;

  /**
   * Reads and checks everything.
   *
   * @throws StormDbException if anything is wrong, with all that is
   */
  Resolution(Sources sources) {
    Optional<ConfigFile> file =
        sources
            .file()
            .map(path -> new ConfigFile(path, new Expansion(sources.environment()), problems));
    this.found = plugins(sources, file, problems);
    this.catalog = found.orElse(sources.catalog());
    ParameterCheck parameters = new ParameterCheck(catalog, settings, problems);
    Map<String, List<Setting>> blocks = new LinkedHashMap<>();
    // a block that nobody knows may be that of a plug-in which cannot be had
    found.ifPresent(
        all ->
            file.ifPresent(
                read ->
                    blocks.putAll(
                        read.parametersByFamily(
                            all.families(), parameters.sections(asked(sources, read))))));
    // what is missing may be in a line that was not understood, so then it is not spoken of
    this.understood = problems.isEmpty();
    file.ifPresent(read -> settings.addAll(read.settings()));
    settings.addAll(new Variables(sources.environment(), problems).settings());
    sources.flags().forEach((name, value) -> settings.add(flag(name, value)));
    if (settings.find(RunKeys.WORKLOAD).isEmpty()) {
      sources.workload().ifPresent(this::assumeWorkload);
    }
    this.type = workload();
    parameters.addBlocks(blocks, type);
    type.ifPresent(parameters::check);
    type.ifPresent(this::checkScale);
    new LoadCheck(settings, problems).check();
    new ConnectionChoice(settings).check(problems);
    new ProgressiveCheck(settings, new ProgressiveChoice(settings), problems).check();
    checkPauses();
    checkUntil();
    checkServerSettings();
    this.usesServer = new ServerChoice(settings, problems, understood).usesServer();
    new HostChoice(settings).check(problems, usesServer);
    choosePassword(sources.environment());
    if ((settings.given(LoadKeys.MAX_TRANSACTIONS).isPresent()
            || settings.given(EndKeys.UNTIL).isPresent())
        && settings.given(LoadKeys.DURATION).isEmpty()) {
      settings.remove(LoadKeys.DURATION);
    }
    new ProgressiveChoice(settings).fill();
    problems.throwIfAny();
  }

  /** Returns the type that will be run, if there is one of that name; no code of others is run. */
  private Optional<WorkloadType> asked(Sources sources, ConfigFile file) {
    Optional<String> inFile =
        file.settings().stream()
            .filter(setting -> setting.name().equals(RunKeys.WORKLOAD))
            .map(Setting::value)
            .findFirst();
    try {
      return Optional.ofNullable(sources.flags().get(RunKeys.WORKLOAD))
          .or(() -> inFile)
          .map(name -> catalog.resolve(name).type());
    } catch (StormDbException e) {
      // said when the workload is looked for
      return Optional.empty();
    }
  }

  Settings settings() {
    return settings;
  }

  /** Returns the type that is to be run; always there, because its absence is a problem. */
  WorkloadType type() {
    return type.orElseThrow();
  }

  boolean usesServer() {
    return usesServer;
  }

  /** Returns the workloads with those of the plug-ins. */
  WorkloadCatalog catalog() {
    return catalog;
  }

  /**
   * Returns the workloads with those of the plug-ins that a file and flags name, and looks at
   * nothing else of them.
   *
   * @throws StormDbException if one that is named cannot be had, or the file cannot be read
   */
  static WorkloadCatalog catalog(Sources sources) {
    Problems problems = new Problems();
    Optional<ConfigFile> file =
        sources
            .file()
            .map(path -> new ConfigFile(path, new Expansion(sources.environment()), problems));
    Optional<WorkloadCatalog> found = plugins(sources, file, problems);
    problems.throwIfAny();
    return found.orElseThrow();
  }

  /** Returns all workloads, or empty after having said which plug-ins cannot be had. */
  private static Optional<WorkloadCatalog> plugins(
      Sources sources, Optional<ConfigFile> file, Problems problems) {
    Settings settings = new Settings(problems);
    Stream.concat(
            file.stream().flatMap(read -> read.settings().stream()),
            sources.flags().entrySet().stream().map(flag -> flag(flag.getKey(), flag.getValue())))
        .filter(setting -> PluginKeys.ALL.contains(setting.key()))
        .forEach(settings::add);
    return new PluginChoice(settings).catalog(sources.catalog(), problems);
  }

  private static Setting flag(String name, String value) {
    ConfigKey key = Keys.owning(name);
    String flag = key.flags().stream().findFirst().orElse(key.name());
    String spelling =
        key.kind() instanceof ListKind.Members
            ? flag + " " + name.substring(key.name().length() + 1)
            : flag;
    Origin origin = new Origin.Flag(flag);
    return name.equals(RunKeys.PARAMETERS + "." + LoadKeys.MIX)
        ? new Setting(Keys.named(LoadKeys.MIX), LoadKeys.MIX, spelling, value, origin)
        : new Setting(key, name, spelling, value, origin);
  }

  private void assumeWorkload(String name) {
    settings.add(
        new Setting(
            Keys.named(RunKeys.WORKLOAD),
            RunKeys.WORKLOAD,
            RunKeys.WORKLOAD,
            name,
            new Origin.Default()));
  }

  private Optional<WorkloadType> workload() {
    Optional<Setting> named = settings.find(RunKeys.WORKLOAD);
    if (named.isEmpty() && understood) {
      problems.missing(
          "no workload is named; write 'workload: NAME' in the file or give --workload; available: "
              + String.join(", ", catalog.typeNames()));
    }
    if (settings.text(RunKeys.WORKLOAD).isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(catalog.resolve(named.get().value()).type());
    } catch (StormDbException e) {
      problems.about(named.get(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void checkScale(WorkloadType selected) {
    settings
        .given(RunKeys.SCALE)
        .filter(scale -> settings.whole(RunKeys.SCALE).orElse(0) > selected.maxScale())
        .ifPresent(
            scale ->
                problems.about(
                    scale,
                    "scale of '%s' must be at most %d (%s), was %s"
                        .formatted(
                            selected.name(),
                            selected.maxScale(),
                            selected.scaleMeaning(),
                            scale.value())));
  }

  /** In an open loop nothing waits but for the clock. */
  private void checkPauses() {
    Optional<Setting> rate = settings.given(LoadKeys.RATE);
    settings
        .given(LoadKeys.THINK_TIME)
        .filter(pause -> rate.isPresent())
        .ifPresent(
            pause ->
                problems.with(
                    pause,
                    "has no meaning with a rate (%s), because an open loop starts transactions by the clock; remove one of them"
                        .formatted(rate.orElseThrow().origin().describe())));
    settings
        .given(LoadKeys.ARRIVALS)
        .filter(arrivals -> rate.isEmpty())
        .ifPresent(
            arrivals ->
                problems.with(
                    arrivals,
                    "has no meaning without a rate; give one, such as 500/s, or remove it"));
  }

  private void checkUntil() {
    Optional<Setting> until = settings.given(EndKeys.UNTIL);
    for (String other : List.of(LoadKeys.DURATION, LoadKeys.MAX_TRANSACTIONS)) {
      settings
          .given(other)
          .filter(end -> until.isPresent())
          .ifPresent(
              end ->
                  problems.with(
                      end,
                      "has no meaning with until (%s), which has a longest time of its own; remove one of them"
                          .formatted(until.orElseThrow().origin().describe())));
    }
  }

  private void checkServerSettings() {
    for (Setting setting : settings.below(EmbeddedKeys.SETTINGS)) {
      if (RESERVED_SERVER_SETTINGS.contains(setting.member())) {
        problems.with(setting, "is chosen by StormDB itself; remove it");
      } else if (!setting.member().matches("[A-Za-z_][A-Za-z0-9_.]*")) {
        problems.with(setting, "is not the name of a setting of PostgreSQL");
      }
    }
  }

  private void choosePassword(Map<String, String> environment) {
    Optional<Setting> password = settings.find(ServerKeys.PASSWORD);
    password
        .filter(given -> given.value().equals(Password.MASK))
        .ifPresent(
            given ->
                problems.with(
                    given,
                    "is the mask of a printed configuration; write the password, or"
                        + " ${STORMDB_DB_PASSWORD}, or remove it"));
    // an empty password is how many files say that there is none
    password.filter(given -> given.value().isEmpty()).ifPresent(g -> settings.remove(g.name()));
    String variable = "PGPASSWORD";
    String fallback = environment.getOrDefault(variable, "");
    if (settings.find(ServerKeys.PASSWORD).isEmpty() && !fallback.isEmpty()) {
      settings.add(
          new Setting(
              Keys.named(ServerKeys.PASSWORD),
              ServerKeys.PASSWORD,
              variable,
              fallback,
              new Origin.Variable(variable)));
    }
  }
}
