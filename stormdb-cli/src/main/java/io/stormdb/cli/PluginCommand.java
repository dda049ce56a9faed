package io.stormdb.cli;

import io.stormdb.core.PluginJar;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The command {@code plugins}. */
final class PluginCommand {

  private static final String USAGE =
      "there are 'plugins list', 'plugins show FILE' and 'plugins inspect FILE'";

  private final Terminal terminal;

  PluginCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Does what was asked for.
   *
   * @param operands what was typed behind {@code plugins}; nothing means to list
   * @param catalog looks for the plug-ins
   */
  void perform(List<String> operands, Supplier<WorkloadCatalog> catalog) {
    String action = operands.isEmpty() ? "list" : operands.get(0);
    switch (action) {
      case "list" -> {
        if (operands.size() > 1) {
          throw StormDbException.usage(
              "'plugins list' takes nothing more, was '%s'; %s".formatted(operands.get(1), USAGE));
        }
        terminal.print(PluginsText.list(catalog.get()));
      }
      case "show", "inspect" -> {
        if (operands.size() != 2) {
          throw StormDbException.usage("'plugins %s' needs one jar; %s".formatted(action, USAGE));
        }
        inspect(Path.of(operands.get(1)), action.equals("inspect"));
      }
      default ->
          throw StormDbException.usage(
              "unknown action '%s' of the command 'plugins'; %s".formatted(action, USAGE));
    }
  }

  private void inspect(Path file, boolean verified) {
    PluginJar jar = PluginJar.read(file);
    terminal.print(PluginsText.of(jar));
    if (verified) {
      // what was printed so far has been read without running anything
      jar.verify();
      terminal.print(
          "%n%-12s every entry is whole, and the code says the same as this%n"
              .formatted("verified"));
    }
  }
}
