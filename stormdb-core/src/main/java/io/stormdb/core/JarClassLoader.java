package io.stormdb.core;

import io.stormdb.api.WorkloadPlugin;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The classes of one plug-in jar. It shares with StormDB what the two talk about, {@code
 * io.stormdb.api} and the types of pgjdbc, and with everybody the JDK. All else comes from the jar,
 * so that neither sees the libraries of the other.
 */
final class JarClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final ClassLoader HOST = WorkloadPlugin.class.getClassLoader();

  JarClassLoader(URL jar) {
    super("plug-in", new URL[] {jar}, ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // the jar may have a copy of these, but types of two loaders are two types
    return name.startsWith("io.stormdb.api.") || name.startsWith("org.postgresql.")
        ? HOST.loadClass(name)
        : super.loadClass(name, resolve);
  }
}
