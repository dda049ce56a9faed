package io.stormdb.cli;

import io.stormdb.core.Cancellation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and its relatives: the first ends the work in order, the second ends the process at once.
 *
 * <p>A shutdown hook hears only the first. The module {@code jdk.unsupported} has what hears all of
 * them; it is called by reflection, because the compiler warns of it in a way that cannot be
 * answered.
 */
final class Interrupts {

  private Interrupts() {}

  /**
   * Listens from now on.
   *
   * @param terminal hears what happens
   * @param cancellation is asked to end the work
   */
  static void listen(Terminal terminal, Cancellation cancellation) {
    for (String name : List.of("INT", "TERM", "HUP")) {
      handle(
          name,
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              interrupted(terminal, cancellation);
              return null;
            }
            return method.invoke(cancellation, arguments);
          });
    }
  }

  private static void interrupted(Terminal terminal, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      // no shutdown hooks: the guard of an embedded server notices by itself
      Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }
    terminal.say("stormdb: interrupted, ending in order; interrupt again to end at once");
    cancellation.cancel();
  }

  private static void handle(String name, InvocationHandler handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
      signal
          .getMethod("handle", signal, type)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      // this system has no such signal, or keeps it for itself; there is nothing to listen to
      return;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", e);
    }
  }
}
