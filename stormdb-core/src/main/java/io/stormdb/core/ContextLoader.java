package io.stormdb.core;

import java.util.function.Supplier;

/**
 * The class loader by which a plug-in's libraries look for classes that they only know by name.
 * Threads that are started meanwhile inherit it.
 */
final class ContextLoader {

  private ContextLoader() {}

  /** Does work of a plug-in with its own class loader in place. */
  static <T> T with(ClassLoader loader, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
