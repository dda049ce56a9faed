package io.stormdb.workloads.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.WorkloadType;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplePluginTest {

  private static final WorkloadCatalog CATALOG = WorkloadCatalog.load();

  @ParameterizedTest
  @CsvSource({
    "simple, simple",
    "mixed, simple",
    "simple_read, simple_read",
    "read, simple_read",
    "simple_write, simple_write",
    "write, simple_write"
  })
  void everyNameIsFoundOnTheClassPath(String name, String type) {
    WorkloadType found = CATALOG.resolve(name).type();
    assertThat(found.name()).isEqualTo(type);
    assertThat(found.family()).isEqualTo("simple");
    assertThat(found.scaleMeaning()).isEqualTo("thousand rows");
  }

  @ParameterizedTest
  @CsvSource({
    "simple, 'read_ratio, value_size, keys, zipf_theta, hot_fraction, hot_probability'",
    "simple_read, 'value_size, keys, zipf_theta, hot_fraction, hot_probability'",
    "simple_write, 'value_size, keys, zipf_theta, hot_fraction, hot_probability'"
  })
  void everyTypeTakesItsParametersAndNoOthers(String name, String parameters) {
    assertThat(CATALOG.resolve(name).type().parameters())
        .extracting(Parameter::name)
        .containsExactly(parameters.split(", "));
  }

  @Nested
  class WhatIsCreated {

    private static SimpleWorkload create(String name, Map<String, String> given) {
      WorkloadCatalog.Entry entry = CATALOG.resolve(name);
      Parameters parameters = Parameters.of(entry.type().parameters(), given);
      return (SimpleWorkload) entry.plugin().create(entry.type().name(), parameters);
    }

    @Test
    void followsTheDefaults() {
      KeyDistribution uniform = new KeyDistribution.Uniform();
      assertThat(create("mixed", Map.of())).isEqualTo(new SimpleWorkload(0.5, 100, uniform));
      assertThat(create("read", Map.of())).isEqualTo(new SimpleWorkload(1, 100, uniform));
      assertThat(create("write", Map.of())).isEqualTo(new SimpleWorkload(0, 100, uniform));
    }

    @Test
    void followsEveryParameter() {
      assertThat(
              create(
                  "simple",
                  Map.of(
                      "read_ratio", "0.95",
                      "value_size", "2000",
                      "keys", "zipfian",
                      "zipf_theta", "1.1")))
          .isEqualTo(new SimpleWorkload(0.95, 2_000, new KeyDistribution.Zipfian(1.1)));
      assertThat(
              create(
                  "simple_write",
                  Map.of("keys", "hotset", "hot_fraction", "0.01", "hot_probability", "0.9")))
          .isEqualTo(new SimpleWorkload(0, 100, new KeyDistribution.HotSet(0.01, 0.9)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simple|read_ratio|1.1|'read_ratio' must be a number from 0.0 to 1.0, was '1.1'",
        "simple|read_ratio|NaN|'read_ratio' must be a number from 0.0 to 1.0, was 'NaN'",
        "simple|read_ratio|half|'read_ratio' must be a number from 0.0 to 1.0, was 'half'",
        "simple|value_size|0|'value_size' must be a whole number from 1 to 1000000 bytes, was '0'",
        "simple|keys|zipf|'keys' must be one of uniform, zipfian, hotset, was 'zipf'",
        "simple|zipf_theta|-1|'zipf_theta' must be a number from 0.0 to 5.0, was '-1'",
        "simple|hot_fraction|20|'hot_fraction' must be a number from 0.0 to 1.0, was '20'",
        "simple_read|hot_probability|80|'hot_probability' must be a number from 0.0 to 1.0, was '80'",
        "simple_read|read_ratio|1|unknown parameter 'read_ratio'; available: value_size, keys,"
            + " zipf_theta, hot_fraction, hot_probability"
      })
  void badParametersAreRefusedBeforeAnythingIsTouched(
      String workload, String name, String value, String message) {
    StormDb db = StormDb.on(TestServer.dataSource());
    RunPlan plan = RunPlan.of(workload).schema("simple_bad").parameter(name, value);
    assertThatThrownBy(() -> db.run(plan))
        .isInstanceOf(StormDbException.class)
        .hasMessage("workload '" + workload + "': " + message);
    assertThat(TestServer.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'simple_bad'"))
        .isZero();
  }

  @Test
  void aScaleBeyondTheLargestIsRefused() {
    StormDb db = StormDb.on(TestServer.dataSource());
    assertThatThrownBy(() -> db.load(RunPlan.of("simple").scale(100_000_001)))
        .isInstanceOf(StormDbException.class)
        .hasMessage("scale of 'simple' must be at most 100000000 (thousand rows), was 100000001");
  }
}
