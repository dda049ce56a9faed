package io.stormdb.cli;

import io.stormdb.core.config.ConfigKey;
import io.stormdb.core.config.ListKind;
import io.stormdb.core.config.LoadKind;
import io.stormdb.core.config.ValueKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands and their options, made from the list of configuration keys. */
final class Grammar {

  static final String CONFIG = "--config";
  static final String SETUP = "--setup";
  static final String REBUILD = "--rebuild";
  static final String CLEANUP = "--cleanup";
  static final String PRINT_CONFIG = "--print-config";
  static final String DRY_RUN = "--dry-run";
  static final String NO_SUMMARY = "--no-summary";

  private static final String PATH_OF_A_FILE = "the path of a file";

  private static final Map<String, String> SECTIONS =
      Map.of(
          "database", "Server",
          "embedded", "Embedded server",
          "output", "Output",
          "plugins", "Plug-ins",
          "progressive", "Progressive scaling");
  private static final List<String> SECTION_ORDER =
      List.of(
          "What to do",
          "Load",
          "Progressive scaling",
          "Plug-ins",
          "Server",
          "Embedded server",
          "Output");

  private Grammar() {}

  /** Returns a parser for everything that can be typed. */
  static CommandLine parser() {
    CommandSpec root = command("stormdb", "Measure what a PostgreSQL server can do under load.");
    root.usageMessage()
        .customSynopsis("stormdb [COMMAND] [OPTION]...")
        .footer(
            "",
            "Without a server, an embedded PostgreSQL is started: stormdb --workload tpcc",
            "Durations are written like 500ms, 30s, 1m30s or 2h.",
            "A password is safer in STORMDB_DB_PASSWORD, PGPASSWORD or ~/.pgpass than in --password,",
            "which others on this machine can see.",
            "Exit status: 0 done, 1 failed, 2 usage error, 4 too many errors, 130 interrupted.");
    addOptions(root, true);
    for (Verb verb : Verb.values()) {
      CommandSpec command = command(verb.command(), verb.description());
      addOptions(command, verb == Verb.RUN);
      if (verb == Verb.WORKLOADS) {
        command.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("NAME")
                .arity("0..1")
                .type(String.class)
                .description("The workload to explain.")
                .build());
      }
      if (verb == Verb.ANALYZE) {
        command.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("0..1")
                .type(String.class)
                .description("A table (CSV), or a study as CSV or JSON.")
                .build());
      }
      if (verb == Verb.PLUGINS) {
        command.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("list | show FILE | inspect FILE")
                .hideParamSyntax(true)
                .arity("0..2")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("What to do; 'inspect' runs code of the jar, the others do not.")
                .build());
      }
      root.addSubcommand(verb.command(), command);
    }
    root.addSubcommand(
        "generate-completion", new CommandLine(new AutoComplete.GenerateCompletion()));
    return new CommandLine(root).setUsageHelpWidth(100).setUsageHelpAutoWidth(true);
  }

  private static CommandSpec command(String name, String description) {
    CommandSpec command = CommandSpec.create().name(name);
    command.usageMessage().description(description).abbreviateSynopsis(true).sortOptions(false);
    return command;
  }

  private static void addOptions(CommandSpec command, boolean runs) {
    Map<String, ArgGroupSpec.Builder> sections = new LinkedHashMap<>();
    SECTION_ORDER.forEach(
        section ->
            sections.put(
                section,
                ArgGroupSpec.builder()
                    .validate(false)
                    .exclusive(false)
                    .order(SECTION_ORDER.indexOf(section))
                    .heading("%n" + section + ":%n")));
    ArgGroupSpec.Builder actions = section(sections, "What to do");
    if (runs) {
      actions.addArg(flag("Create what is missing of the schema; load and run nothing.", SETUP));
      actions.addArg(flag("Drop what StormDB has created, load it anew, then run.", REBUILD, "-r"));
      actions.addArg(flag("Drop what StormDB has created, and nothing else.", CLEANUP));
    }
    actions.addArg(
        value("FILE", "Configuration file; config.yaml, if there is one.", CONFIG, "-c").build());
    actions.addArg(
        flag("Print the effective configuration and where it comes from.", PRINT_CONFIG));
    actions.addArg(flag("Check that all could be done; change nothing.", DRY_RUN));
    actions.addArg(
        OptionSpec.builder("--help", "-h").usageHelp(true).description("Show this.").build());
    actions.addArg(OptionSpec.builder("--version", "-V").description("Show the version.").build());
    for (ConfigKey key : ConfigKey.all()) {
      if (!key.flags().isEmpty()) {
        section(sections, sectionOf(key)).addArg(option(key));
      }
    }
    sections.values().forEach(section -> command.addArgGroup(section.build()));
  }

  private static ArgGroupSpec.Builder section(
      Map<String, ArgGroupSpec.Builder> sections, String name) {
    ArgGroupSpec.Builder section = sections.get(name);
    if (section == null) {
      throw new IllegalStateException("no section " + name);
    }
    return section;
  }

  private static String sectionOf(ConfigKey key) {
    int dot = key.name().indexOf('.');
    return SECTIONS.getOrDefault(
        dot < 0 ? "" : key.name().substring(0, dot), dot < 0 ? "Load" : "Output");
  }

  private static OptionSpec option(ConfigKey key) {
    String[] names = key.flags().toArray(String[]::new);
    String description =
        key.description().replace("%", "%%")
            + key.defaultValue()
                .filter(value -> !(key.kind() instanceof ValueKind.YesNo))
                .map(value -> " Default: " + value.replace("%", "%%") + ".")
                .orElse("");
    if (names[0].equals(NO_SUMMARY)) {
      return flag("Print no lines while the run goes on.", names);
    }
    if (key.kind() instanceof ValueKind.YesNo) {
      return OptionSpec.builder(names)
          .type(String.class)
          .arity("0..1")
          .fallbackValue("true")
          .paramLabel("true|false")
          .hideParamSyntax(true)
          .description(description)
          .build();
    }
    boolean members = key.kind() instanceof ListKind.Members;
    boolean paths = key.kind() instanceof ListKind.Paths;
    OptionSpec.Builder option = value(members ? "NAME=VALUE" : label(key), description, names);
    return members || paths
        ? option.type(List.class).auxiliaryTypes(String.class).arity("1").build()
        : option.build();
  }

  private static String label(ConfigKey key) {
    if (key.kind() instanceof ValueKind.Whole) {
      return "N";
    }
    if (key.kind() instanceof ValueKind.Time || key.kind() instanceof LoadKind.PauseText) {
      return "TIME";
    }
    if (key.kind() instanceof ValueKind.Choice choice) {
      return String.join("|", choice.choices().stream().map(c -> c.replace(' ', '-')).toList());
    }
    boolean isFile =
        key.kind() instanceof ValueKind.Text text && text.description().equals(PATH_OF_A_FILE);
    return isFile || key.kind() instanceof ListKind.Paths ? "FILE" : "TEXT";
  }

  private static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  private static OptionSpec.Builder value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .hideParamSyntax(true)
        .description(description);
  }
}
