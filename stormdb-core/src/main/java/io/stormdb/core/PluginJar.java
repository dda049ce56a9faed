package io.stormdb.core;

import io.stormdb.api.WorkloadPlugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A jar with plug-ins. Reading it runs no code of it; its code runs when one of its workloads is
 * asked for. The jar stays open from then on for as long as anything of it is in use, so leave it
 * where it is while StormDB runs. Safe for use by many threads.
 */
public final class PluginJar {

  private static final String SERVICES = "META-INF/services/" + WorkloadPlugin.class.getName();

  private final Path path;
  private final List<PluginMetadata> plugins;
  private @Nullable JarClassLoader loader;

  private PluginJar(Path path, List<PluginMetadata> plugins) {
    this.path = path;
    this.plugins = List.copyOf(plugins);
  }

  /**
   * Reads what a jar says of its plug-ins.
   *
   * @throws StormDbException if there is no such file, it is no jar or a damaged one, has no
   *     plug-in, or one that this version of StormDB cannot run; the message begins with the path
   */
  public static PluginJar read(Path path) {
    requireFile(path);
    try (JarFile jar = new JarFile(path.toFile())) {
      List<PluginMetadata> plugins = new ArrayList<>();
      for (String className : classNames(path, jar)) {
        plugins.add(metadata(path, jar, className));
      }
      return new PluginJar(path, plugins);
    } catch (IOException | UncheckedIOException | SecurityException e) {
      throw StormDbException.usage(
          "%s: not a jar, or a damaged one (%s); copy it again".formatted(path, e.getMessage()), e);
    }
  }

  private static void requireFile(Path path) {
    if (Files.isDirectory(path)) {
      throw StormDbException.usage(
          path + ": a folder, not a jar; name it in plugins.paths to have every jar in it");
    }
    if (!Files.exists(path)) {
      String name = path.toString().toLowerCase(Locale.ROOT);
      boolean isLibrary = name.endsWith(".so") || name.endsWith(".dll") || name.endsWith(".dylib");
      throw StormDbException.usage(
          path
              + ": there is no such file"
              + (isLibrary
                  ? "; plug-ins are jars, and some workloads need none: see 'stormdb workloads'"
                  : ""));
    }
    if (!Files.isReadable(path)) {
      throw StormDbException.usage(path + ": may not be read by this user");
    }
  }

  private static List<String> classNames(Path path, JarFile jar) throws IOException {
    ZipEntry services = jar.getEntry(SERVICES);
    List<String> names = new ArrayList<>();
    if (services != null) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(jar.getInputStream(services), StandardCharsets.UTF_8))) {
        lines
            .lines()
            .map(line -> line.split("#", 2)[0].strip())
            .filter(name -> !name.isEmpty())
            .distinct()
            .forEach(names::add);
      }
    }
    if (names.isEmpty()) {
      throw StormDbException.usage(
          "%s: has no plug-in, because no class is named in %s; see docs/plugins.md"
              .formatted(path, SERVICES));
    }
    return names;
  }

  private static PluginMetadata metadata(Path path, JarFile jar, String className)
      throws IOException {
    if (jar.getEntry(className.replace('.', '/') + ".class") == null) {
      throw StormDbException.usage(
          "%s: has no class %s, but names it in %s"
              .formatted(path, className.replaceAll("\\p{Cntrl}", "?"), SERVICES));
    }
    String file = PluginMetadata.fileOf(className);
    ZipEntry metadata = jar.getEntry(file);
    if (metadata == null) {
      throw StormDbException.usage(
          "%s: has no %s, which must say what the plug-in is; see docs/plugins.md"
              .formatted(path, file));
    }
    try (InputStream in = jar.getInputStream(metadata)) {
      return new MetadataFile(path + ": " + file, in).read(className);
    }
  }

  /** Returns where it is, as it was named. */
  public Path path() {
    return path;
  }

  /** Returns what it says of each of its plug-ins; at least one. */
  public List<PluginMetadata> plugins() {
    return plugins;
  }

  /**
   * Returns the SHA-256 of the file as it is now, in hexadecimal digits.
   *
   * @throws StormDbException if it cannot be read
   */
  public String sha256() {
    try (InputStream in = Files.newInputStream(path);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (IOException e) {
      throw StormDbException.failure("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Runs code of the jar: makes each of its plug-ins and holds it to its metadata. Damaged entries
   * are found as well.
   *
   * @throws StormDbException if anything is not as it should be
   */
  public void verify() {
    byte[] buffer = new byte[1 << 16];
    try (JarFile jar = new JarFile(path.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          while (in.read(buffer) >= 0) {
            // to the end, where its checksum is compared
          }
        } catch (IOException | SecurityException e) {
          throw StormDbException.usage(
              "%s: %s is damaged (%s); copy the jar again"
                  .formatted(path, entry.getName(), e.getMessage()),
              e);
        }
      }
    } catch (IOException e) {
      throw StormDbException.usage("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    }
    plugins.forEach(this::create);
  }

  /**
   * Runs code of the jar: makes a plug-in.
   *
   * @throws StormDbException if it cannot be made, or is something else than its metadata say
   */
  WorkloadPlugin create(PluginMetadata metadata) {
    JarClassLoader classes = loader();
    return ContextLoader.with(
        classes,
        () -> {
          try {
            Class<?> type = Class.forName(metadata.className(), true, classes);
            if (!WorkloadPlugin.class.isAssignableFrom(type)) {
              throw cannotLoad(metadata, "it does not implement " + WorkloadPlugin.class.getName());
            }
            WorkloadPlugin plugin =
                type.asSubclass(WorkloadPlugin.class).getConstructor().newInstance();
            metadata.requireSameAs(plugin, path.toString());
            return plugin;
          } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw cannotLoad(metadata, "it needs a public constructor without parameters");
          } catch (InvocationTargetException e) {
            throw cannotLoad(metadata, "its constructor failed with " + e.getCause(), e);
          } catch (StormDbException e) {
            throw e;
          } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            throw cannotLoad(metadata, rootOf(e).toString(), e);
          }
        });
  }

  private synchronized JarClassLoader loader() {
    if (loader == null) {
      try {
        loader = new JarClassLoader(path.toAbsolutePath().toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a file without a URL: " + path, e);
      }
    }
    return loader;
  }

  private static Throwable rootOf(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : rootOf(cause);
  }

  private StormDbException cannotLoad(PluginMetadata metadata, String why) {
    return cannotLoad(metadata, why, null);
  }

  private StormDbException cannotLoad(
      PluginMetadata metadata, String why, @Nullable Throwable cause) {
    return StormDbException.usage(
        "%s: plug-in '%s' cannot be loaded: %s: %s"
            .formatted(path, metadata.info().name(), metadata.className(), why),
        cause);
  }
}
