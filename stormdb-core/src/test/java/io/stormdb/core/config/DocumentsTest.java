package io.stormdb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.WorkloadCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the repository ships about configuration is true. */
class DocumentsTest {

  private static final Path ROOT = Path.of("..");
  private static final String BEGIN = "<!-- begin of the list of keys -->\n";
  private static final String END = "<!-- end of the list of keys -->";

  /** The names that the examples use, without what they stand for. */
  private static final class Names implements WorkloadPlugin {

    private static final List<Parameter> OF_VECTORS =
        List.of(
            Parameter.integer("k", 10, 1, 100, "rows", "Neighbours."),
            Parameter.integer("effort", 40, 1, 1_000, "", "Effort."),
            Parameter.choice("index", "hnsw", "Index.", "none", "hnsw", "ivfflat"),
            Parameter.integers("sweep_ef_search", "10", 1, 1_000, "", "Efforts."));

    private static final List<Parameter> OF_BULK =
        List.of(
            Parameter.choices(
                "methods",
                "copy",
                "Methods.",
                "insert",
                "insert_rewrite",
                "unnest",
                "copy",
                "copy_binary"),
            Parameter.integers("batch_sizes", "1", 1, 1_000_000, "rows", "Sizes."),
            Parameter.flag("test_insert_method", true, "Insert."),
            Parameter.choice("indexes", "with", "Indexes.", "with", "without", "both"),
            Parameter.choice("logging", "logged", "Logging.", "logged", "unlogged", "both"),
            Parameter.integer("data_seed", 0, 0, 1_000_000, "", "Seed."),
            Parameter.integer("ring_buffer_size", 1, 1, 1_000_000, "rows", "Rows."),
            Parameter.integer("producer_threads", 1, 1, 64, "threads", "Threads."),
            Parameter.integer("max_memory_mb", 1, 1, 1_000_000, "MiB", "Memory."),
            Parameter.flag("collect_metrics", true, "Metrics."));

    private static final List<Parameter> OF_MOVIES =
        List.of(
            Parameter.flag("explain", false, "Plans."),
            Parameter.text("data_loading.mode", "generate", "How."),
            Parameter.text("data_loading.filepath", "", "What."));

    private static List<Parameter> parametersOf(String name) {
      if (name.contains("vector")) {
        return OF_VECTORS;
      }
      if (name.equals("tpcc")) {
        return List.of(Parameter.text("pacing", "none", "Pauses."));
      }
      if (name.startsWith("bulk")) {
        return OF_BULK;
      }
      return name.startsWith("imdb") ? OF_MOVIES : List.of();
    }

    @Override
    public PluginInfo info() {
      return new PluginInfo("names", "1.0", "Names only.", "Ada Examplewright");
    }

    @Override
    public List<WorkloadType> types() {
      return Stream.of(
              "tpcc",
              "simple",
              "simple_read",
              "connection",
              "ecommerce_mixed",
              "ecommerce_read",
              "ecommerce_write",
              "ecommerce_oltp",
              "ecommerce_analytics",
              "ecommerce_basic",
              "imdb_mixed",
              "imdb_read",
              "imdb_write",
              "imdb_sql",
              "vector_1024_cosine",
              "pgvector_accuracy_cosine_256",
              "bulk_insert")
          .map(
              name ->
                  new WorkloadType(
                      name, List.of(), name, "A name.", "nothing", 1, 100_000, parametersOf(name)))
          .toList();
    }

    @Override
    public Workload create(String type, Parameters parameters) {
      throw new UnsupportedOperationException("names cannot be run");
    }
  }

  private static List<Path> files(boolean withServer) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("config"))) {
      return files
          .filter(file -> namesAServer(file) == withServer)
          // needs a jar that is built later
          .filter(file -> !file.endsWith("custom_workload.yaml"))
          .sorted()
          .toList();
    }
  }

  private static boolean namesAServer(Path file) {
    try {
      return Files.readAllLines(file).contains("database:");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> examples() throws IOException {
    return files(false);
  }

  static List<Path> examplesForAServer() throws IOException {
    return files(true);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleRunsOnTheEmbeddedServer(Path file) {
    Sources sources = Sources.of(WorkloadCatalog.of(List.of(new Names()))).file(file);
    assertThat(Configuration.resolve(sources).server()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examplesForAServer")
  void anExampleForAServerTakesItsPasswordFromTheEnvironment(Path file) {
    Sources sources =
        Sources.of(WorkloadCatalog.of(List.of(new Names())))
            .file(file)
            .environment(Map.of("STORMDB_DB_PASSWORD", "secret"));
    assertThat(Configuration.resolve(sources).server())
        .hasValueSatisfying(server -> assertThat(server.password()).isPresent());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleRunsOnAServerWhenItsCommentSignsAreRemoved(Path file) throws IOException {
    String yaml = Files.readString(file);
    int section = yaml.indexOf("# database:");
    assertThat(section).isPositive();
    String uncommented =
        yaml.substring(0, section) + yaml.substring(section).replaceAll("(?m)^# ", "");
    Path changed = Files.writeString(Files.createTempFile("example", ".yaml"), uncommented);
    try {
      Sources sources =
          Sources.of(WorkloadCatalog.of(List.of(new Names())))
              .file(changed)
              .environment(Map.of("STORMDB_DB_PASSWORD", "secret"));
      assertThat(Configuration.resolve(sources).server())
          .hasValueSatisfying(
              server -> assertThat(server.url()).isEqualTo("postgres://localhost:5432/postgres"));
    } finally {
      Files.delete(changed);
    }
  }

  @Test
  void theManualListsEveryKey() throws IOException {
    Path manual = ROOT.resolve("docs/configuration.md");
    String text = Files.readString(manual);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).isGreaterThan(BEGIN.length());
    if (Boolean.getBoolean("stormdb.docs.update")) {
      Files.writeString(manual, text.substring(0, begin) + table() + text.substring(end));
    }
    assertThat(Files.readString(manual))
        .as("run this test with -Dstormdb.docs.update=true to bring the list up to date")
        .contains(BEGIN + table() + END);
  }

  private static String table() {
    return "| Key | Value | Default | Flag | Variable | Meaning |\n|---|---|---|---|---|---|\n"
        + ConfigKey.all().stream().map(DocumentsTest::row).collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    boolean members = key.kind() instanceof ListKind.Members;
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            code(List.of(key.name() + (members ? ".NAME" : ""))),
            key.kind().describe(),
            key.defaultValue().map(value -> code(List.of(value))).orElse(key.whenAbsent()),
            code(key.flags().stream().map(flag -> members ? flag + " NAME=VALUE" : flag).toList()),
            code(key.variables()),
            key.description());
  }

  private static String code(List<String> texts) {
    return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(" "));
  }
}
