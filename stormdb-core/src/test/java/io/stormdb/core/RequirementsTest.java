package io.stormdb.core;

import static io.stormdb.core.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plug-in may need of a server. */
class RequirementsTest {

  @TempDir private Path folder;

  private static WorkloadCatalog none() {
    return WorkloadCatalog.of(List.of());
  }

  @Nested
  class OfMoreThanTheServerHas {

    private StormDb with(String extensions, String more, Path[] file) {
      file[0] =
          JarBuilder.of("toy", Map.of("EXTENSIONS", extensions))
              .metadata("toys.ToyPlugin", JarBuilder.metadata("toy") + more)
              .in(folder, "toy.jar");
      return StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file[0])));
    }

    private void refusedBeforeAnythingIsCreated(StormDb db, String message) {
      RunPlan plan = RunPlan.of("toy").schema("toy_needs");
      refused(() -> db.setup(plan), message);
      refused(() -> db.load(plan), message);
      refused(() -> db.rebuild(plan), message);
      refused(() -> db.check(plan), message);
      refused(() -> db.run(plan), message);
      assertThat(TestServer.strings("SELECT nspname FROM pg_namespace WHERE nspname = 'toy_needs'"))
          .isEmpty();
      db.cleanup(plan);
    }

    @Test
    void becauseAnExtensionIsMissing() {
      Path[] file = new Path[1];
      StormDb db =
          with(
              "List.of(new RequiredExtension(\"teleport\", \"\", \"apt install pg-{major}-teleport\"))",
              "extensions = teleport\ninstall.teleport = apt install pg-{major}-teleport\n",
              file);
      String major = TestServer.string("SELECT current_setting('server_version_num')::int / 10000");
      refusedBeforeAnythingIsCreated(
          db,
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file[0]
              + ") needs the extension 'teleport', which the server does not have; install it"
              + " where the server runs: apt install pg-"
              + major
              + "-teleport");
    }

    @Test
    void becauseAnExtensionIsTooOld() {
      Path[] file = new Path[1];
      StormDb db =
          with(
              "List.of(new RequiredExtension(\"plpgsql\", \"99.5\", \"\"))",
              "extensions = plpgsql 99.5\n",
              file);
      refusedBeforeAnythingIsCreated(
          db,
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file[0]
              + ") needs the extension 'plpgsql' 99.5 or later, and the server has 1.0; install it"
              + " where the server runs; and after that: ALTER EXTENSION \"plpgsql\" UPDATE");
    }

    @Test
    void becauseTheServerIsTooOld() {
      Path file =
          JarBuilder.of("toy")
              .source(
                  "toys.ToyPlugin",
                  """
                  package toys;
                  import io.stormdb.api.*;
                  import java.util.List;
                  public class ToyPlugin extends BoxPlugin {
                    @Override public PluginInfo info() {
                      return new PluginInfo("toy", "1.0", "Toys.", "Ada Examplewright", 99, List.of());
                    }
                    @Override public List<WorkloadType> types() {
                      return List.of(new WorkloadType(
                          "toy", List.of("toy_too"), "toy", "Toys.", "toys", 1, 1, List.of()));
                    }
                  }
                  """)
              .source(
                  "toys.BoxPlugin",
                  """
                  package toys;
                  import io.stormdb.api.*;
                  import java.util.List;
                  public abstract class BoxPlugin implements WorkloadPlugin {
                    @Override public Workload create(String type, Parameters parameters) {
                      return new Workload() {
                        @Override public void createSchema(SchemaContext db) {}
                        @Override public void load(LoadContext load) {}
                        @Override public List<TransactionType> transactions(WorkloadContext c) {
                          return List.of();
                        }
                      };
                    }
                  }
                  """)
              .metadata("toys.ToyPlugin", JarBuilder.metadata("toy") + "postgresql = 99\n")
              .in(folder, "toy.jar");
      refusedBeforeAnythingIsCreated(
          StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file))),
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file
              + ") needs PostgreSQL 99 or later, and the server is PostgreSQL "
              + TestServer.string("SHOW server_version")
              + "; use a newer server");
    }

    @ParameterizedTest
    @CsvSource({
      "0.7,0.7,0",
      "0.10,0.9,1",
      "0.6.2,0.7,-1",
      "1,0.7,1",
      "0.7.1,0.7,0",
      "2.0beta,2.1,-1",
      "1.1,,0"
    })
    void versionsAreComparedByTheirNumbers(String version, String minimum, int order) {
      assertThat(Requirements.compare(version, minimum == null ? "" : minimum)).isEqualTo(order);
    }
  }
}
