package io.stormdb.core;

import static io.stormdb.core.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.WorkloadType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the code in a jar. */
class PluginCodeTest {

  private static final String CODE = "toys/ToyPlugin.class";

  @TempDir private Path folder;

  private static WorkloadCatalog none() {
    return WorkloadCatalog.of(List.of());
  }

  @Nested
  class WhoseCode {

    private void failsWith(JarBuilder builder, String why) {
      Path file = builder.in(folder, "toy.jar");
      WorkloadCatalog catalog = none().withJars(List.of(file));
      refused(
          () -> catalog.resolve("toy"),
          file + ": plug-in 'toy' cannot be loaded: toys.ToyPlugin: " + why);
    }

    @Test
    void failsInTheConstructor() {
      failsWith(
          JarBuilder.of(
              "toy", Map.of("BORN", "if (true) throw new IllegalStateException(\"tired\");")),
          "its constructor failed with java.lang.IllegalStateException: tired");
    }

    @Test
    void failsBeforeTheConstructor() {
      failsWith(
          JarBuilder.of("toy", Map.of("STATIC", "static final int X = Integer.parseInt(\"y\");")),
          "java.lang.NumberFormatException: For input string: \"y\"");
    }

    @Test
    void isNoPlugin() {
      failsWith(
          JarBuilder.of("toy").source("toys.ToyPlugin", "package toys; public class ToyPlugin {}"),
          "it does not implement io.stormdb.api.WorkloadPlugin");
    }

    @Test
    void cannotBeConstructed() {
      failsWith(
          JarBuilder.of("toy")
              .source(
                  "toys.ToyPlugin",
                  "package toys; public abstract class ToyPlugin implements"
                      + " io.stormdb.api.WorkloadPlugin { public ToyPlugin(int n) {} }"),
          "it needs a public constructor without parameters");
    }

    @Test
    void isDamaged() {
      failsWith(
          JarBuilder.of("toy").entry(CODE, "no class at all"),
          "java.lang.ClassFormatError: Incompatible magic value 1852776547 in class file"
              + " toys/ToyPlugin");
    }

    @Test
    void saysSomethingElseThanTheMetadata() {
      Path file =
          JarBuilder.of("toy")
              .metadata(
                  "toys.ToyPlugin",
                  JarBuilder.metadata("toy")
                          .replace("version = 1.0", "version = 1.1")
                          .replace("(toy_too)", "")
                      + "postgresql = 13\nextensions = pg_trgm\n")
              .in(folder, "toy.jar");
      refused(
          () -> PluginJar.read(file).verify(),
          file
              + ": the metadata of plug-in 'toy' and its code disagree: version is '1.1' in the"
              + " metadata and '1.0' in the code; postgresql is '13' in the metadata and '12' in"
              + " the code; extensions is 'pg_trgm' in the metadata and '' in the code; workloads is 'toy' in the"
              + " metadata and 'toy (toy_too)' in the code; its author has to mend that");
    }

    @Test
    void lacksALibrary() {
      Path file =
          JarBuilder.of("toy", Map.of("MADE", "new org.yaml.snakeyaml.Yaml();"))
              .in(folder, "toy.jar");
      StormDb db = StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file)));
      refused(
          () -> db.setup(RunPlan.of("toy")),
          "workload 'toy' of plug-in 'toy' 1.0 ("
              + file
              + ") cannot be made: java.lang.NoClassDefFoundError: org/yaml/snakeyaml/Yaml");
    }

    @Test
    void isDamagedBehindItsName() throws IOException {
      Path file = JarBuilder.of("toy").entry("data.txt", "x".repeat(10_000)).in(folder, "toy.jar");
      byte[] bytes = Files.readAllBytes(file);
      int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("data.txt");
      Arrays.fill(bytes, data + 10, data + 20, (byte) 0x55);
      Files.write(file, bytes);
      assertThatThrownBy(() -> PluginJar.read(file).verify())
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              Pattern.quote(file + ": data.txt is damaged (") + ".*\\); copy the jar again");
    }
  }

  @Nested
  class WithLibrariesOfItsOwn {

    private static final String LIBRARY =
        """
        package com.zaxxer.hikari;
        public class HikariConfig {
          public static String name() { return "the one of the jar"; }
        }
        """;

    private Object ask(JarBuilder builder) {
      WorkloadCatalog catalog = none().withJars(List.of(builder.in(folder, "toy.jar")));
      WorkloadType type = catalog.resolve("toy").type();
      assertThat(type.name()).isEqualTo("toy");
      return System.getProperties().remove("toy");
    }

    @Test
    void seesThoseAndNotOurs() {
      String born =
          """
          String yaml = "seen";
          try {
            Class.forName("org.yaml.snakeyaml.Yaml");
          } catch (ClassNotFoundException e) {
            yaml = "not seen";
          }
          System.setProperty("toy", com.zaxxer.hikari.HikariConfig.name() + ", ours " + yaml);
          """;
      // compiled against the source in the jar, not against ours
      assertThat(
              ask(
                  JarBuilder.of("toy", Map.of("BORN", born))
                      .source("com.zaxxer.hikari.HikariConfig", LIBRARY)))
          .isEqualTo("the one of the jar, ours not seen");
    }

    @Test
    void findsThemByNameAsWell() {
      String born =
          """
          try {
            System.setProperty("toy", String.valueOf(
                Class.forName("com.zaxxer.hikari.HikariConfig", true,
                        Thread.currentThread().getContextClassLoader())
                    .getMethod("name").invoke(null)));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
          """;
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      assertThat(
              ask(
                  JarBuilder.of("toy", Map.of("BORN", born))
                      .source("com.zaxxer.hikari.HikariConfig", LIBRARY)))
          .isEqualTo("the one of the jar");
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void sharesTheTypesThatBothTalkAbout() {
      String born =
          """
          System.setProperty("toy",
              org.postgresql.PGConnection.class.getClassLoader()
                  == WorkloadPlugin.class.getClassLoader() ? "shared" : "two");
          """;
      assertThat(
              ask(
                  JarBuilder.of("toy", Map.of("BORN", born))
                      .source(
                          "org.postgresql.PGConnection",
                          "package org.postgresql; public interface PGConnection {}")))
          .isEqualTo("shared");
    }

    @Test
    void findsThemInWorkersWhateverTheConnections() {
      String each =
          """
          try {
            Class.forName("com.zaxxer.hikari.HikariConfig", true,
                    Thread.currentThread().getContextClassLoader())
                .getMethod("name").invoke(null);
          } catch (ReflectiveOperationException e) {
            throw new SQLException("not found", e);
          }
          """;
      Path file =
          JarBuilder.of("toy", Map.of("EACH", each))
              .source("com.zaxxer.hikari.HikariConfig", LIBRARY)
              .in(folder, "toy.jar");
      StormDb db = StormDb.on(TestServer.dataSource()).catalog(none().withJars(List.of(file)));
      RunPlan plan = RunPlan.of("toy").schema("toy_pool").workers(3).transactions(60);
      for (Connections connections :
          List.of(Connections.usual(), Connections.pooled(2), Connections.perTransaction())) {
        RunResult result = db.run(plan.connections(connections));
        assertThat(result.counts().successful()).isEqualTo(60);
        assertThat(result.counts().failed()).isZero();
      }
      db.cleanup(plan);
    }
  }
}
