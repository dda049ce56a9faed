package io.stormdb.cli;

import io.stormdb.core.Nearest;
import io.stormdb.core.StormDbException;
import io.stormdb.core.config.ConfigKey;
import io.stormdb.core.config.ListKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Turns what was typed into an {@link Invocation}. */
final class Arguments {

  private static final String HELP = "; see 'stormdb --help'";

  private final CommandLine parser;
  private final ParseResult typed;

  private Arguments(CommandLine parser, ParseResult typed) {
    this.parser = parser;
    this.typed = typed;
  }

  /**
   * Parses.
   *
   * @throws StormDbException if something cannot be understood
   */
  static Arguments parse(CommandLine parser, List<String> arguments) {
    Map<String, OptionSpec> options = options(parser);
    String[] doubled =
        arguments.stream()
            .map(argument -> doubleDashed(argument, options.keySet()))
            .toArray(String[]::new);
    requireOnce(doubled, options);
    try {
      ParseResult root = parser.parseArgs(doubled);
      return new Arguments(parser, root);
    } catch (CommandLine.UnmatchedArgumentException e) {
      String first = e.getUnmatched().get(0);
      if (options.containsKey(name(first))) {
        throw notOf(e.getCommandLine().getCommandName(), name(first));
      }
      throw unknown(first, options.keySet(), parser.getSubcommands().keySet());
    } catch (CommandLine.ParameterException e) {
      throw StormDbException.usage(sentence(String.valueOf(e.getMessage())) + HELP, e);
    }
  }

  /**
   * Go's flag package takes long options with one dash as well. What looks like one of them but is
   * mistyped must not be taken for a short option with its value.
   */
  private static String doubleDashed(String argument, Set<String> options) {
    if (!argument.startsWith("-") || argument.startsWith("--")) {
      return argument;
    }
    String name = "-" + name(argument);
    if (options.contains(name)) {
      return "-" + argument;
    }
    if (name.length() > 3 && Nearest.to(name, options).isPresent()) {
      throw unknown("-" + argument, options, Set.of());
    }
    return argument;
  }

  private static String name(String argument) {
    return argument.split("=", 2)[0];
  }

  private static void requireOnce(String[] arguments, Map<String, OptionSpec> options) {
    Set<String> seen = new TreeSet<>();
    for (String argument : arguments) {
      OptionSpec option = options.get(name(argument));
      if (option != null && !option.isMultiValue() && !seen.add(option.longestName())) {
        throw StormDbException.usage("option " + option.longestName() + " is given twice" + HELP);
      }
    }
  }

  private static Map<String, OptionSpec> options(CommandLine parser) {
    Map<String, OptionSpec> all = new LinkedHashMap<>(parser.getCommandSpec().optionsMap());
    parser
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().optionsMap().forEach(all::putIfAbsent));
    return all;
  }

  private static StormDbException unknown(
      String argument, Set<String> options, Set<String> commands) {
    boolean option = argument.startsWith("-");
    String name = name(argument);
    String hint =
        Nearest.to(name, option ? options : commands)
            .map(near -> ". Did you mean '" + near + "'?")
            .orElse(HELP);
    return StormDbException.usage(
        "unknown %s '%s'%s".formatted(option ? "option" : "command", name, hint));
  }

  private static StormDbException notOf(String command, String option) {
    return StormDbException.usage(
        "the command '%s' has no option %s; see 'stormdb %s --help'"
            .formatted(command, option, command));
  }

  private static String sentence(String message) {
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /** Returns the command that was named last: that whose options and help are meant. */
  private ParseResult command() {
    return typed.hasSubcommand() ? typed.subcommand() : typed;
  }

  boolean isHelp() {
    return typed.isUsageHelpRequested() || command().isUsageHelpRequested();
  }

  boolean isVersion() {
    return has("--version");
  }

  /** Returns whether the command is one of picocli's own. */
  boolean isCompletion() {
    return command().commandSpec().name().equals("generate-completion");
  }

  String help() {
    return command().commandSpec().commandLine().getUsageMessage();
  }

  String completion() {
    return AutoComplete.bash("stormdb", parser);
  }

  private boolean has(String option) {
    return typed.hasMatchedOption(option) || command().hasMatchedOption(option);
  }

  private <T> Optional<T> value(String option) {
    T value = command().matchedOptionValue(option, null);
    return Optional.ofNullable(value != null ? value : typed.matchedOptionValue(option, null));
  }

  /**
   * Returns what is to be done.
   *
   * @throws StormDbException if options contradict each other
   */
  Invocation invocation() {
    return new Invocation(
        verb(),
        has(Grammar.REBUILD),
        this.<String>value(Grammar.CONFIG).map(Path::of),
        settings(),
        has(Grammar.PRINT_CONFIG),
        has(Grammar.DRY_RUN),
        operands());
  }

  private List<String> operands() {
    return typed.hasSubcommand() && !command().matchedPositionals().isEmpty()
        ? command().matchedPositional(0).stringValues()
        : List.of();
  }

  private Verb verb() {
    Optional<Verb> command =
        typed.hasSubcommand() ? Verb.of(command().commandSpec().name()) : Optional.empty();
    List<String> actions =
        List.of(Grammar.SETUP, Grammar.REBUILD, Grammar.CLEANUP).stream()
            .filter(this::has)
            .toList();
    if (actions.size() > 1) {
      throw StormDbException.usage(String.join(" and ", actions) + " exclude each other" + HELP);
    }
    if (!actions.isEmpty() && command.isPresent() && command.get() != Verb.RUN) {
      throw StormDbException.usage(
          "%s and the command '%s' exclude each other"
                  .formatted(actions.get(0), command.get().command())
              + HELP);
    }
    if (has(Grammar.SETUP)) {
      return Verb.SETUP;
    }
    return has(Grammar.CLEANUP) ? Verb.CLEANUP : command.orElse(Verb.RUN);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.all()) {
      for (String flag : key.flags().stream().limit(1).toList()) {
        if (flag.equals(Grammar.NO_SUMMARY)) {
          if (has(flag)) {
            settings.put(key.name(), "false");
          }
        } else if (key.kind() instanceof ListKind.Members) {
          this.<List<String>>value(flag)
              .ifPresent(members -> members.forEach(m -> member(settings, key, flag, m)));
        } else if (key.kind() instanceof ListKind.Paths) {
          this.<List<String>>value(flag)
              .ifPresent(
                  paths ->
                      paths.forEach(
                          path -> settings.put(key.name() + "." + flag + settings.size(), path)));
        } else {
          this.<String>value(flag).ifPresent(value -> settings.put(key.name(), value));
        }
      }
    }
    return settings;
  }

  private static void member(
      Map<String, String> settings, ConfigKey key, String flag, String member) {
    int equals = member.indexOf('=');
    if (equals < 1) {
      throw StormDbException.usage(
          "%s needs a name and a value, such as %s name=value, was '%s'"
              .formatted(flag, flag, member));
    }
    settings.put(key.name() + "." + member.substring(0, equals), member.substring(equals + 1));
  }
}
