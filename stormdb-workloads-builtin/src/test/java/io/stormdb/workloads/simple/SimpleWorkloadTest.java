package io.stormdb.workloads.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Isolation;
import io.stormdb.api.LoadedData;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.api.WorkloadContext;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.Statements;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.metrics.Counts;
import io.stormdb.testkit.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleWorkloadTest {

  private static final String SCHEMA = "simple_test";
  private static final RunPlan PLAN =
      RunPlan.of("simple").schema(SCHEMA).scale(1).workers(4).transactions(5_000).verify(true);

  private final StormDb db = StormDb.on(TestServer.dataSource());

  @BeforeEach
  void startWithout() {
    TestServer.execute("DROP SCHEMA IF EXISTS simple_test CASCADE");
  }

  private static long committed(RunResult result, String type) {
    return result.transactions().stream()
        .filter(transactions -> transactions.name().equals(type))
        .mapToLong(transactions -> transactions.counts().committed())
        .sum();
  }

  private static void isClean(RunResult result) {
    assertThat(result.degraded()).isEmpty();
    assertThat(result.errors()).isEmpty();
    assertThat(result.checks())
        .extracting(CheckResult::name)
        .containsExactly("rows", "keys", "values");
    assertThat(result.checks()).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
  }

  private static long writes() {
    return TestServer.number("SELECT sum(writes) FROM simple_test.item");
  }

  @Nested
  class TheLoad {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 100", "3, 127", "2, 5000"})
    void hasAsManyRowsAsTheScaleSaysAndValuesAsLongAsAskedFor(int scale, int valueSize) {
      RunPlan plan = PLAN.scale(scale).parameter("value_size", Integer.toString(valueSize));
      LoadedData data = db.load(plan);
      assertThat(data.rows()).isEqualTo(Map.of("item", 1_000L * scale));
      assertThat(
              TestServer.string(
                  "SELECT concat_ws(' ', count(DISTINCT id), min(id), max(id), max(writes),"
                      + " min(octet_length(value)), max(octet_length(value)))"
                      + " FROM simple_test.item"))
          .isEqualTo(
              "%d 1 %d 0 %d %d".formatted(1_000 * scale, 1_000 * scale, valueSize, valueSize));
      assertThat(db.verify(plan)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    void sameSeedGivesTheSameRowsAndAnotherSeedOthers() {
      db.load(PLAN.seed(11));
      String rows = checksum();
      db.rebuild(PLAN.seed(11));
      assertThat(checksum()).isEqualTo(rows);
      db.rebuild(PLAN.seed(12));
      assertThat(checksum()).isNotEqualTo(rows);
    }

    private static String checksum() {
      return TestServer.string(
          "SELECT md5(string_agg(item::text, ',' ORDER BY id)) FROM simple_test.item");
    }

    @ParameterizedTest
    @CsvSource({
      "1, 20",
      "100, 20",
      "126, 20",
      "127, 20",
      "1000, 10",
      "1987, 5",
      "2500, 5",
      "9000, 2"
    })
    void takesAsMuchRoomAsExpected(int valueSize, int scale) {
      RunPlan plan = PLAN.scale(scale).parameter("value_size", Integer.toString(valueSize));
      db.load(plan);
      double real = TestServer.number("SELECT pg_total_relation_size('simple_test.item')");
      long expected =
          new SimpleWorkload(0.5, valueSize, new KeyDistribution.Uniform()).expectedBytes(scale);
      // values of several TOAST chunks leave gaps on pages that the estimate leaves out
      assertThat(expected / real).isBetween(0.85, 1.1);
    }
  }

  @Nested
  class ARun {

    @ParameterizedTest
    @CsvSource({"1, uniform", "1, zipfian", "1, hotset", "3, uniform", "3, zipfian", "3, hotset"})
    void findsEveryRowThatItAsksForAtAnyScale(int scale, String keys) {
      RunResult result = db.run(PLAN.scale(scale).parameter("keys", keys));
      isClean(result);
      assertThat(result.counts()).isEqualTo(new Counts(5_000, 0, 0, 0));
    }

    @Test
    void reachesTheFirstAndTheLastRows() {
      isClean(db.run(PLAN.scale(2).parameter("read_ratio", "0").transactions(20_000)));
      assertThat(
              TestServer.number(
                  "SELECT count(*) FROM simple_test.item WHERE writes > 0 AND"
                      + " (id <= 10 OR id > 1990)"))
          .isGreaterThanOrEqualTo(19);
    }

    @Test
    void reportsWhatTheServerDid() {
      RunResult result = db.run(PLAN);
      long reads = committed(result, "read");
      long written = committed(result, "write");
      assertThat(reads + written).isEqualTo(5_000);
      assertThat(writes()).isEqualTo(written);
      assertThat(result.statements())
          .containsEntry(StatementKind.SELECT, new Statements(reads, reads))
          .containsEntry(StatementKind.UPDATE, new Statements(written, written));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.95})
    void readsAsOftenAsAskedFor(double ratio) {
      RunResult result = db.run(PLAN.parameter("read_ratio", Double.toString(ratio)));
      double tolerance = 5 * Math.sqrt(ratio * (1 - ratio) / 5_000);
      assertThat(committed(result, "read") / 5_000.0)
          .isBetween(ratio - tolerance, ratio + tolerance);
    }

    @ParameterizedTest
    @CsvSource({"simple, 1, read", "simple, 0, write", "read,, read", "write,, write"})
    void ofOneKindDoesNothingElse(String workload, String ratio, String type) {
      db.load(PLAN);
      RunPlan plan = RunPlan.of(workload).schema(SCHEMA).transactions(1_000).verify(true);
      RunResult result = db.run(ratio == null ? plan : plan.parameter("read_ratio", ratio));
      isClean(result);
      assertThat(result.transactions())
          .extracting(RunResult.Transactions::name)
          .containsExactly(type);
      assertThat(committed(result, type)).isEqualTo(1_000);
      assertThat(writes()).isEqualTo(type.equals("write") ? 1_000 : 0);
    }

    @Test
    void onAHotSetWritesHotRowsAsOftenAsAskedFor() {
      db.run(
          PLAN.scale(2)
              .transactions(20_000)
              .parameter("read_ratio", "0")
              .parameter("keys", "hotset")
              .parameter("hot_fraction", "0.01")
              .parameter("hot_probability", "0.9"));
      // about 900 writes to a hot row and one to any other
      assertThat(TestServer.number("SELECT count(*) FROM simple_test.item WHERE writes > 100"))
          .isEqualTo(20);
      double share =
          TestServer.number("SELECT sum(writes) FROM simple_test.item WHERE writes > 100")
              / 20_000.0;
      double tolerance = 5 * Math.sqrt(0.9 * 0.1 / 20_000);
      assertThat(share).isBetween(0.9 - tolerance, 0.9 + tolerance);
    }

    @Test
    void writesOtherValuesThanWereLoaded() {
      db.load(PLAN);
      TestServer.execute("CREATE TABLE simple_test_before AS SELECT * FROM simple_test.item");
      try {
        db.run(PLAN);
        assertThat(
                TestServer.string(
                    "SELECT bool_and((now.writes > 0) = (now.value <> loaded.value))"
                        + " FROM simple_test.item now JOIN simple_test_before loaded USING (id)"))
            .isEqualTo("t");
      } finally {
        TestServer.execute("DROP TABLE simple_test_before");
      }
    }

    @Test
    void ofOneWorkerDoesTheSameWithTheSameSeed() {
      RunPlan alone = PLAN.workers(1).parameter("keys", "zipfian");
      db.rebuild(alone);
      db.run(alone.seed(5));
      String rows = TheLoad.checksum();
      db.rebuild(alone);
      db.run(alone.seed(5));
      assertThat(TheLoad.checksum()).isEqualTo(rows);
    }

    @Test
    void losesNoWriteToASingleHotRowAtSerializable() {
      RunResult result =
          db.run(
              PLAN.transactions(2_000)
                  .isolation(Isolation.SERIALIZABLE)
                  .maxTries(1_000)
                  .parameter("read_ratio", "0")
                  .parameter("keys", "hotset")
                  .parameter("hot_fraction", "0")
                  .parameter("hot_probability", "1"));
      assertThat(result.counts().committed()).isEqualTo(2_000);
      assertThat(TestServer.number("SELECT max(writes) FROM simple_test.item")).isEqualTo(2_000);
    }
  }

  @Nested
  class TheChecks {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "DELETE FROM simple_test.item WHERE id = 5|rows|rows=999",
          "UPDATE simple_test.item SET id = 0 WHERE id = 5|keys|id=0",
          "UPDATE simple_test.item SET value = 'x' WHERE id = 5|values|id=5 bytes=1"
        })
    void findWhatIsWrong(String damage, String check, String evidence) {
      db.load(PLAN);
      TestServer.execute(damage);
      assertThat(db.verify(PLAN))
          .filteredOn(result -> result.verdict() == Verdict.FAIL)
          .singleElement()
          .satisfies(
              result -> {
                assertThat(result.name()).isEqualTo(check);
                assertThat(result.evidence()).containsExactly(evidence);
              });
    }

    @Test
    void knowTheLengthOfValuesFromTheLoad() {
      db.load(PLAN.parameter("value_size", "10"));
      assertThat(db.verify(PLAN)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    }
  }

  @Nested
  class DataOfAnotherValueSize {

    private record Context(LoadedData loaded) implements WorkloadContext {
      @Override
      public long seed() {
        return 1;
      }

      @Override
      public int workers() {
        return 1;
      }

      @Override
      public Isolation isolation() {
        return Isolation.READ_COMMITTED;
      }
    }

    private final Context context =
        new Context(
            new LoadedData(
                1,
                42,
                "1.0",
                Map.of("item", 1_000L),
                Map.of("value_size", "500"),
                Instant.EPOCH,
                0));

    @Test
    void isRefused() {
      SimpleWorkload workload = new SimpleWorkload(0.5, 100, new KeyDistribution.Uniform());
      assertThatThrownBy(() -> workload.transactions(context))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the data was loaded with value_size 500, not 100; run with value_size 500, or load"
                  + " it again");
    }

    @Test
    void isRefusedBeforeTheRun() {
      db.load(PLAN.parameter("value_size", "7"));
      assertThatThrownBy(() -> db.run(RunPlan.of("read").schema(SCHEMA)))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "workload 'simple_read': the data was loaded with value_size 7, not 100; run with"
                  + " value_size 7, or load it again");
    }

    @Test
    void isTakenWhenItIsTheOneAskedFor() {
      SimpleWorkload workload = new SimpleWorkload(0.25, 500, new KeyDistribution.Uniform());
      List<TransactionType> types = workload.transactions(context);
      assertThat(types).extracting(TransactionType::weight).containsExactly(0.25, 0.75);
      assertThat(types).allMatch(TransactionType::isSingleStatement);
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    KeyDistribution uniform = new KeyDistribution.Uniform();
    assertThatThrownBy(() -> new SimpleWorkload(-0.5, 100, uniform))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("readRatio must be from 0 to 1, was -0.5");
    assertThatThrownBy(() -> new SimpleWorkload(0.5, 1_000_001, uniform))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("valueSize must be from 1 to 1000000, was 1000001");
  }
}
