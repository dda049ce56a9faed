package io.stormdb.core;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes jars of classes that exist nowhere else, compiled here from their sources. */
public final class JarBuilder {

  private static final String PLUGIN =
      """
      package toys;

      import io.stormdb.api.*;
      import java.sql.SQLException;
      import java.util.List;

      /** A plug-in with a table of toys. */
      public class CLASS implements WorkloadPlugin {
        STATIC

        public CLASS() {
          BORN
        }

        @Override public PluginInfo info() {
          return new PluginInfo(
              "NAME", "1.0", "Toys.", "Ada Examplewright", PluginInfo.OLDEST_POSTGRESQL, EXTENSIONS);
        }

        @Override public List<WorkloadType> types() {
          return List.of(new WorkloadType("NAME", List.of("NAME_too"), "NAME", "Toys.",
              "toys", 10, 100, List.of(Parameter.integer("age", 3, 1, 99, "years", "Of the child."))));
        }

        @Override public Workload create(String type, Parameters parameters) {
          MADE
          return new Workload() {
            @Override public void createSchema(SchemaContext db) throws SQLException {
              db.execute("CREATE TABLE toy (id bigint)");
            }

            @Override public void load(LoadContext load) throws SQLException {
              load.copy("toy", "id").rows(load.scale(), (row, number, random) -> row.add(number));
            }

            @Override public List<TransactionType> transactions(WorkloadContext context) {
              Sql count = Sql.of("count", "SELECT count(*) FROM toy");
              return List.of(TransactionType.single("count", 1, tx -> {
                if (tx.query(count).firstLong() != context.scale()) {
                  throw new SQLException("toys are missing");
                }
                EACH
              }));
            }
          };
        }
      }
      """;

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** Returns a builder that holds the plug-in {@code name}, with its metadata. */
  public static JarBuilder of(String name) {
    return of(name, Map.of());
  }

  /**
   * Returns a builder that holds a plug-in with its metadata.
   *
   * @param code what to put into it, by placeholder: STATIC, BORN, MADE, EACH, EXTENSIONS
   */
  static JarBuilder of(String name, Map<String, String> code) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("STATIC", "");
    all.put("BORN", "");
    all.put("MADE", "");
    all.put("EACH", "");
    all.put("EXTENSIONS", "List.of()");
    all.putAll(code);
    all.put("CLASS", className(name).replace("toys.", ""));
    all.put("NAME", name);
    String source = PLUGIN;
    for (Map.Entry<String, String> part : all.entrySet()) {
      source = source.replace(part.getKey(), part.getValue());
    }
    return new JarBuilder()
        .source(className(name), source)
        .service(className(name))
        .metadata(className(name), metadata(name));
  }

  static String className(String name) {
    return "toys." + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Plugin";
  }

  static String metadata(String name) {
    return """
        name = NAME
        version = 1.0
        description = Toys.
        author = Ada Examplewright
        api = 1
        workloads = NAME (NAME_too)
        families = NAME
        """
        .replace("NAME", name);
  }

  /** Adds a class, compiled. */
  JarBuilder source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  JarBuilder service(String className) {
    return entry("META-INF/services/io.stormdb.api.WorkloadPlugin", className + " # a toy\n");
  }

  JarBuilder metadata(String className, String text) {
    return entry("META-INF/stormdb/" + className + ".properties", text);
  }

  /** Adds an entry, or replaces one, also a compiled class. */
  JarBuilder entry(String name, String text) {
    return entry(name, text.getBytes(StandardCharsets.UTF_8));
  }

  JarBuilder entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  JarBuilder without(String name) {
    entries.remove(name);
    return this;
  }

  /** Writes the jar and returns its path. */
  public Path in(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Map<String, byte[]> all = new LinkedHashMap<>(compiled());
      all.putAll(entries);
      try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
          jar.putNextEntry(new ZipEntry(entry.getKey()));
          jar.write(entry.getValue());
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> compiled() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    if (sources.isEmpty()) {
      return classes;
    }
    Path work = Files.createTempDirectory("stormdb-toys");
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("-d", work.toString(), "-cp", System.getProperty("java.class.path"));
      if (!compiler
          .getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new IllegalStateException(said.toString());
      }
    }
    try (Stream<Path> all = Files.walk(work)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".class")).toList()) {
        classes.put(work.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    try (Stream<Path> all = Files.walk(work)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return classes;
  }
}
