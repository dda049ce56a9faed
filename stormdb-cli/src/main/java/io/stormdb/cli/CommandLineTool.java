package io.stormdb.cli;

import io.stormdb.core.PluginJars;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.LogLevel;
import io.stormdb.core.config.Sources;
import io.stormdb.embedded.EmbeddedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command line: from what was typed to the status of the process. */
final class CommandLineTool {

  private static final Path DEFAULT_CONFIG = Path.of("config.yaml");

  private final Terminal terminal;
  private final Map<String, String> environment;
  private boolean stackTraces;
  private @Nullable ConnectionAdvice advice;

  CommandLineTool(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /** Does what was typed and returns the exit status. */
  int run(List<String> typed) {
    try {
      CommandLine parser = Grammar.parser();
      Arguments arguments = Arguments.parse(parser, typed);
      if (arguments.isHelp()) {
        terminal.print(arguments.help());
        return ExitStatus.DONE;
      }
      if (arguments.isVersion()) {
        terminal.print("StormDB " + StormDb.version() + System.lineSeparator());
        return ExitStatus.DONE;
      }
      if (arguments.isCompletion()) {
        terminal.print(arguments.completion());
        return ExitStatus.DONE;
      }
      return invoke(arguments.invocation());
    } catch (StormDbException e) {
      complain(e);
      return e.kind() == StormDbException.Kind.USAGE ? ExitStatus.USAGE : ExitStatus.FAILED;
    } catch (EmbeddedException e) {
      complain(e);
      return ExitStatus.FAILED;
    } catch (RuntimeException e) {
      terminal.say("stormdb: a fault of StormDB itself: " + e);
      showStackTrace(e);
      return ExitStatus.FAILED;
    }
  }

  private int invoke(Invocation invocation) {
    if (invocation.verb() == Verb.ANALYZE) {
      new Analysis(terminal)
          .perform(
              invocation.operands(),
              Optional.ofNullable(invocation.settings().get(Analysis.THINK_TIME)));
      return ExitStatus.DONE;
    }
    Sources sources =
        new Sources(
            configFile(invocation),
            environment,
            invocation.settings(),
            WorkloadCatalog.load(),
            // a server can be examined before anybody knows what is to run on it
            invocation.verb() == Verb.DOCTOR ? Optional.of("simple") : Optional.empty());
    if (invocation.verb() == Verb.PLUGINS) {
      new PluginCommand(terminal)
          .perform(invocation.operands(), () -> Configuration.catalog(sources));
      return ExitStatus.DONE;
    }
    if (invocation.verb() == Verb.WORKLOADS) {
      WorkloadCatalog all = Configuration.catalog(sources);
      warnOfRefused(all);
      terminal.print(WorkloadsText.of(all, invocation.operands().stream().findFirst()));
      return ExitStatus.DONE;
    }
    Configuration configuration = Configuration.resolve(sources);
    startLogging(configuration);
    advice =
        configuration
            .server()
            .map(address -> new ConnectionAdvice(configuration, address))
            .orElse(null);
    warnOfRefused(configuration.catalog());
    if (invocation.printConfig()) {
      terminal.print(configuration.print());
      return ExitStatus.DONE;
    }
    return invocation.verb() == Verb.DOCTOR
        ? new DoctorCommand(terminal, configuration).perform()
        : new Work(terminal, configuration).perform(invocation);
  }

  /**
   * What is left out may be a mistake, and nobody else says so while all that is wanted is there.
   */
  private void warnOfRefused(WorkloadCatalog catalog) {
    for (PluginJars.Refused refused : catalog.jars().refused()) {
      terminal.say(
          "WARNING: a plug-in is left out: %s. Remove it, or set plugins.auto_load to false and name the jars that you need in plugins.files"
              .formatted(refused.reason()));
    }
  }

  private static Optional<Path> configFile(Invocation invocation) {
    return invocation.config().or(() -> Optional.of(DEFAULT_CONFIG).filter(Files::isRegularFile));
  }

  /** Before the first logger is made: the level is read once. */
  private void startLogging(Configuration configuration) {
    LogLevel level = configuration.logLevel();
    stackTraces = level.compareTo(LogLevel.DEBUG) >= 0;
    System.setProperty("stormdb.log.level", level.name());
    System.setProperty("stormdb.pool.level", stackTraces ? level.name() : LogLevel.ERROR.name());
    System.setProperty("stormdb.sql.level", configuration.traceSql() ? "TRACE" : level.name());
  }

  private void complain(RuntimeException e) {
    List<String> problems = advised(e).lines().toList();
    if (problems.size() == 1) {
      terminal.say("stormdb: " + problems.get(0));
    } else {
      terminal.say("stormdb: there are " + problems.size() + " problems:");
      problems.forEach(problem -> terminal.say("  " + problem));
    }
    if (stackTraces) {
      showStackTrace(e);
    }
  }

  private String advised(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return advice == null
        ? message
        : advice
            .about(e)
            .map(text -> message.replaceFirst("\\.$", "") + "; " + text)
            .orElse(message);
  }

  private void showStackTrace(RuntimeException e) {
    e.printStackTrace(terminal.err());
    terminal.err().flush();
  }
}
