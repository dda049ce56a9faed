package io.stormdb.core;

import static io.stormdb.core.ScriptPlugin.drawing;
import static io.stormdb.core.ScriptPlugin.query;
import static io.stormdb.core.ScriptPlugin.update;
import static io.stormdb.core.ScriptPlugin.updateDrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.StatementKind;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted when statements go past the driver is what the server did. */
@Timeout(120)
class DirectRunTest {

  private static final RunPlan PLAN =
      RunPlan.of("scripts").schema("direct_run").connections(Connections.persistent());

  private static final List<String> TABLES =
      List.of("CREATE TABLE entry (id bigint, kind text, worker text)");

  private static final ScriptedStatement<long[]> ENTER_ONE =
      updateDrawn("enter_one", "INSERT INTO entry VALUES (?, 'one', pg_backend_pid()::text)")
          .expectRows(1);
  private static final ScriptedStatement<long[]> ENTER_TWO =
      updateDrawn("enter_two", "INSERT INTO entry SELECT ?, 'two', i FROM generate_series(1, 3) i")
          .expectRows(3);
  private static final ScriptedStatement<long[]> LOOK = query("look", "VALUES (1), (2)");

  private static final TransactionType ONE = drawing("one", 2, ENTER_ONE);
  private static final TransactionType TWO = drawing("two", 1, ENTER_TWO, LOOK, ENTER_TWO);

  @BeforeEach
  void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS direct_run CASCADE");
  }

  static List<Integer> workers() {
    return List.of(1, ScriptPlugin.many());
  }

  private static StormDb with(TransactionType... types) {
    return new ScriptPlugin(TABLES, types).on(TestServer.dataSource());
  }

  private static RunResult run(RunPlan plan, TransactionType... types) {
    return direct(with(types).run(plan));
  }

  private static RunResult direct(RunResult result) {
    assertThat(result.connections().direct()).isTrue();
    return result;
  }

  private static long number(String sql) {
    return Long.parseLong(TestServer.string(sql));
  }

  private static Map<String, Long> byType(RunResult result) {
    return result.transactions().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                RunResult.Transactions::name, type -> type.counts().committed()));
  }

  @ParameterizedTest
  @MethodSource("workers")
  void countsWhatIsInTheTables(int workers) {
    RunResult result = run(PLAN.workers(workers).transactions(3_000), ONE, TWO);
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.degraded()).isEmpty();
    assertThat(result.counts()).isEqualTo(new Counts(3_000, 0, 0, 0));
    assertThat(result.latencies().count()).isEqualTo(3_000);
    long ones = byType(result).get("one");
    long twos = byType(result).get("two");
    assertThat(ones).isPositive();
    assertThat(twos).isPositive();
    assertThat(number("SELECT count(*) FROM direct_run.entry WHERE kind = 'one'")).isEqualTo(ones);
    assertThat(number("SELECT count(*) FROM direct_run.entry WHERE kind = 'two'"))
        .isEqualTo(6 * twos);
    assertThat(result.statements())
        .contains(
            Map.entry(
                StatementKind.INSERT, new RunResult.Statements(ones + 2 * twos, ones + 6 * twos)),
            Map.entry(StatementKind.SELECT, new RunResult.Statements(twos, 2 * twos)));
    assertThat(result.intervals().stream().mapToLong(i -> i.counts().committed()).sum())
        .isEqualTo(3_000);
  }

  @ParameterizedTest
  @MethodSource("workers")
  void commitsAsOftenAsTheServerSays(int workers) throws SQLException {
    try (CountedDatabase database = new CountedDatabase("direct_count")) {
      StormDb counted = new ScriptPlugin(TABLES, ONE, TWO).on(database.dataSource());
      counted.load(PLAN);
      RunPlan plan = PLAN.workers(workers).warmup(Duration.ofMillis(200));
      // opening the run and its connections: as many in a long run as in a short one
      long others = database.othersIn(() -> direct(counted.run(plan.transactions(400))));
      assertThat(others).isBetween(0L, 40 + 4L * workers);
      assertThat(database.othersIn(() -> direct(counted.run(plan.transactions(5_000)))))
          .isEqualTo(others);
    }
  }

  /** A table of what each worker did, in its order. */
  private static List<String> done(int workers, Driver driver) {
    TestServer.execute("DROP SCHEMA IF EXISTS direct_run CASCADE");
    Sql log = Sql.of("log", "INSERT INTO done (worker, kind, drawn) VALUES (?, ?, ?)");
    RunResult result =
        new ScriptPlugin(
                List.of(
                    "CREATE TABLE done (n bigint GENERATED ALWAYS AS IDENTITY, worker int,"
                        + " kind text, drawn bigint)"),
                logging("a", 2, log, 1),
                logging("b", 1, log, 2))
            .on(TestServer.dataSource())
            .run(
                PLAN.workers(workers)
                    .seed(11)
                    .transactions(100L * workers)
                    .connections(Connections.persistent().driver(driver)));
    assertThat(result.connections().direct()).isEqualTo(driver == Driver.AUTO);
    assertThat(result.counts()).isEqualTo(new Counts(100L * workers, 0, 0, 0));
    return TestServer.strings(
        "SELECT worker || ' ' || string_agg(kind || drawn, ' ' ORDER BY n)"
            + " FROM direct_run.done GROUP BY worker ORDER BY worker");
  }

  private static TransactionType logging(String kind, double weight, Sql log, int times) {
    ScriptedStatement<long[]> entry =
        ScriptedStatement.update(log, (to, drawn) -> to.bind(drawn[0]).bind(kind).bind(drawn[1]));
    return TransactionType.script(
        kind,
        weight,
        () -> new long[2],
        (worker, drawn) -> {
          drawn[0] = worker.number();
          drawn[1] = worker.random().between(1, 1_000_000_000);
        },
        java.util.Collections.nCopies(times, entry));
  }

  @ParameterizedTest
  @MethodSource("workers")
  void doesTheSameAsTheDriverForTheSameSeed(int workers) {
    List<String> direct = done(workers, Driver.AUTO);
    assertThat(direct).hasSize(workers);
    assertThat(done(workers, Driver.JDBC)).isEqualTo(direct);
    assertThat(done(workers, Driver.AUTO)).isEqualTo(direct);
  }

  @ParameterizedTest
  @MethodSource("workers")
  void leavesTheWarmUpOutAndEndsInTime(int workers) {
    RunResult result =
        run(
            PLAN.workers(workers).warmup(Duration.ofMillis(300)).duration(Duration.ofMillis(600)),
            ONE);
    assertThat(result.measured()).isEqualTo(Duration.ofMillis(600));
    assertThat(result.warmupCounts().committed()).isPositive();
    assertThat(result.counts().committed()).isPositive();
    assertThat(number("SELECT count(*) FROM direct_run.entry"))
        .isEqualTo(result.counts().committed() + result.warmupCounts().committed());
    assertThat(number("SELECT count(DISTINCT worker) FROM direct_run.entry")).isEqualTo(workers);
  }

  @ParameterizedTest
  @MethodSource("workers")
  void runsAnExactBudgetBehindAWarmUp(int workers) {
    RunResult result =
        run(PLAN.workers(workers).warmup(Duration.ofMillis(200)).transactions(777), TWO);
    assertThat(result.counts()).isEqualTo(new Counts(777, 0, 0, 0));
    assertThat(number("SELECT count(*) FROM direct_run.entry"))
        .isEqualTo(6 * (777 + result.warmupCounts().committed()));
  }

  @ParameterizedTest
  @MethodSource("workers")
  void endsWhenItIsCancelled(int workers) {
    Cancellation cancellation = new Cancellation();
    RunResult result =
        direct(
            with(ONE)
                .cancelledBy(cancellation)
                .listen(Disturbance.afterAnInterval(cancellation::cancel))
                .run(
                    PLAN.workers(workers)
                        .duration(Duration.ofHours(1))
                        .interval(Duration.ofMillis(200))));
    assertThat(result.status()).isEqualTo(RunResult.Status.INTERRUPTED);
    assertThat(result.measured()).isLessThan(Duration.ofSeconds(20));
    assertThat(number("SELECT count(*) FROM direct_run.entry"))
        .isEqualTo(result.counts().committed());
  }

  @ParameterizedTest
  @MethodSource("workers")
  void cancelsWhatGoesOnAfterTheGrace(int workers) {
    for (TransactionType slow :
        List.of(
            drawing("slow", 1, query("sleep", "SELECT pg_sleep(60)")),
            drawing("slow", 1, ENTER_ONE, query("sleep", "SELECT pg_sleep(60)")))) {
      RunResult result =
          run(
              PLAN.workers(workers).duration(Duration.ofMillis(300)).grace(Duration.ofMillis(100)),
              slow);
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts()).isEqualTo(new Counts(0, 0, 0, 0));
      assertThat(result.errors()).isEmpty();
      assertThat(result.degraded())
          .containsExactly(
              "%s of %s workers were still in a transaction 100ms after the end; those were cancelled and do not count"
                  .formatted(workers, workers));
      assertThat(number("SELECT count(*) FROM direct_run.entry")).isZero();
      assertThat(sessionsLeft()).isZero();
    }
  }

  /** A session ends some time after its client has gone. */
  private static long sessionsLeft() {
    String sql = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)'";
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    long left = number(sql);
    while (left > 0 && System.nanoTime() - deadline < 0) {
      left = number(sql);
    }
    return left;
  }

  @ParameterizedTest
  @MethodSource("workers")
  void timesStatements(int workers) {
    RunResult result =
        run(
            PLAN.workers(workers).transactions(500).detail(Detail.DEFAULT.perStatement(true)),
            ONE,
            drawing("bad", 1, ENTER_TWO, query("divide", "SELECT 1 / 0")));
    long ones = byType(result).get("one");
    long bad = result.counts().failed();
    assertThat(ones + bad).isEqualTo(500);
    assertThat(result.details().statements())
        .extracting(
            each -> each.name(),
            each -> each.latencies().count(),
            each -> each.rows(),
            each -> each.errors())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("enter_one", ones, ones, 0L),
            org.assertj.core.groups.Tuple.tuple("enter_two", bad, 3 * bad, 0L),
            org.assertj.core.groups.Tuple.tuple("divide", 0L, 0L, bad));
  }

  @ParameterizedTest
  @MethodSource("workers")
  void readsLargeResultsToTheirEnd(int workers) {
    RunResult result =
        run(
            PLAN.workers(workers).transactions(8),
            drawing(
                "large",
                1,
                query("wide", "SELECT repeat('x', 3000000) FROM generate_series(1, 3)")
                    .expectRows(3),
                query("long", "SELECT i FROM generate_series(1, 100000) i").expectRows(100_000),
                query("none", "SELECT 1 WHERE false").expectRows(0),
                updateDrawn("quiet", "DELETE FROM entry WHERE id = ?").expectRows(0),
                ENTER_ONE,
                query("back", "UPDATE entry SET kind = 'u' RETURNING id, repeat('y', 10000)"),
                update("set", "SET LOCAL work_mem = '1MB'").expectRows(0)));
    assertThat(result.errors()).isEmpty();
    assertThat(result.counts()).isEqualTo(new Counts(8, 0, 0, 0));
    assertThat(result.statements().get(StatementKind.SELECT))
        .isEqualTo(new RunResult.Statements(24, 8 * 100_003));
    assertThat(result.statements().get(StatementKind.UPDATE).rows()).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("workers")
  void readsWhatTheDriverWouldTranslate(int workers) {
    RunResult result =
        run(
            PLAN.workers(workers).transactions(20),
            drawing(
                "translated",
                1,
                query("escaped", "SELECT 1 WHERE {fn ucase('a')} = 'A'").expectRows(1),
                query("doubled", "SELECT 1 WHERE '{\"a\": 1}'::jsonb ?? 'a'").expectRows(1),
                query("quoted", "SELECT 1 /* ? */ WHERE '?' = $$?$$ -- ?").expectRows(1)));
    assertThat(result.counts()).isEqualTo(new Counts(20, 0, 0, 0));
    assertThat(result.errors()).isEmpty();
  }
}
