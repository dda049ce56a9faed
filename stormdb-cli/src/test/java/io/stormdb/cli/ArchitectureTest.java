package io.stormdb.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between modules where Maven's scopes do not. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.stormdb");

  /** Which modules a module may use; all others are forbidden. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "api", Set.of(),
          "metrics", Set.of(),
          "embedded", Set.of(),
          "pgstats", Set.of("api"),
          "workloads", Set.of("api"),
          "core", Set.of("api", "metrics"),
          "progressive", Set.of("core", "metrics", "api"),
          "report", Set.of("core", "progressive", "metrics", "pgstats", "api"),
          "testkit", Set.of("core", "embedded", "api"),
          "cli", Set.of("core", "progressive", "report", "pgstats", "embedded", "metrics", "api"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api",
        "metrics",
        "embedded",
        "pgstats",
        "workloads",
        "core",
        "progressive",
        "report",
        "testkit",
        "cli"
      })
  void aModuleUsesOnlyWhatItMay(String module) {
    List<String> forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !ARROWS.get(module).contains(other))
            .map(other -> "io.stormdb." + other + "..")
            .toList();
    noClasses()
        .that()
        .resideInAPackage("io.stormdb." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void everyModuleHasItsArrows() {
    Set<String> modules =
        Set.copyOf(
            CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .distinct()
                .toList());
    assertThat(modules).isEqualTo(ARROWS.keySet());
  }

  @Test
  void theAuthorOfAWorkloadNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.stormdb.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.stormdb.api..", "java..", "javax.sql..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theMathematicsOfScalingNeedsNothingButCommonsMath() {
    classes()
        .that()
        .resideInAPackage("io.stormdb.progressive.maths..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.stormdb.progressive.maths..",
            "java.lang..",
            "java.math..",
            "java.util..",
            "org.apache.commons.math3..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void onlyTheReportKnowsJackson() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.stormdb.report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(CLASSES);
  }

  @Test
  void histogramsStayBehindOurOwnTypes() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.stormdb.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.HdrHistogram..")
        .check(CLASSES);
  }
}
