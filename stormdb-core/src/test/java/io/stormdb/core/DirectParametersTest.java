package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Binding;
import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is bound past the driver arrives as what is bound to a statement of the driver. */
@Timeout(120)
class DirectParametersTest {

  private static final RunPlan PLAN =
      RunPlan.of("scripts").schema("direct_parameters").seed(3).maxTries(1);

  private static final List<Binding1> VALUES =
      List.of(
          to -> to.bind(0),
          to -> to.bind(Integer.MIN_VALUE),
          to -> to.bind(Integer.MAX_VALUE),
          to -> to.bind(Long.MIN_VALUE),
          to -> to.bind(Long.MAX_VALUE),
          to -> to.bind(0.1),
          to -> to.bind(-0.0),
          to -> to.bind(Double.MIN_VALUE),
          to -> to.bind(Double.MAX_VALUE),
          to -> to.bind(Double.NaN),
          to -> to.bind(Double.NEGATIVE_INFINITY),
          to -> to.bind(true),
          to -> to.bind(false),
          to -> to.bind(""),
          to -> to.bind("plain 'quoted' \\ \"text\" ? $1"),
          to -> to.bind("a then \u00e4\u00f6\u00fc \u20ac \ud83d\ude00 and \u4e2d\u6587"),
          to -> to.bind("x".repeat(1 << 20)),
          to -> to.bind("\u00e9".repeat(1 << 19)),
          to -> to.bind((String) null),
          to -> to.bind(new BigDecimal("12345678901234567890.0987654321")),
          to -> to.bind(new BigDecimal("-1E+30")),
          to -> to.bind(new BigDecimal("0.000")),
          to -> to.bind((BigDecimal) null),
          to -> to.bind(1));

  /** Binds one parameter. */
  private interface Binding1 {
    void to(Binding binding) throws SQLException;
  }

  @BeforeEach
  void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS direct_parameters CASCADE");
  }

  private static RunResult run(
      Driver driver, int workers, long transactions, String table, TransactionType type) {
    TestServer.execute("DROP SCHEMA IF EXISTS direct_parameters CASCADE");
    RunResult result =
        new ScriptPlugin(List.of(table), type)
            .on(TestServer.dataSource())
            .run(
                PLAN.workers(workers)
                    .transactions(transactions)
                    .connections(Connections.persistent().driver(driver)));
    assertThat(result.connections().direct()).isEqualTo(driver == Driver.AUTO);
    assertThat(result.errors()).isEmpty();
    assertThat(result.counts()).isEqualTo(new Counts(transactions, 0, 0, 0));
    return result;
  }

  /** What the server was given, in the order of the list. */
  private static List<String> stored(Driver driver, int workers, boolean inOneTransaction) {
    Sql keep =
        Sql.of(
            "keep",
            "INSERT INTO kept SELECT ?, pg_typeof(v)::text, v::text, length(v::text)"
                + " FROM (SELECT ? AS v) AS given");
    List<ScriptedStatement<int[]>> all =
        java.util.stream.IntStream.range(0, VALUES.size())
            .mapToObj(
                i ->
                    ScriptedStatement.<int[]>update(
                            keep,
                            (to, drawn) -> {
                              to.bind(i);
                              VALUES.get(i).to(to);
                            })
                        .expectRows(1))
            .toList();
    TransactionType type =
        inOneTransaction
            ? TransactionType.script("keep", 1, () -> new int[1], (worker, drawn) -> {}, all)
            : TransactionType.script(
                "keep",
                1,
                () -> new int[] {-1},
                (worker, drawn) -> drawn[0] = (drawn[0] + 1) % VALUES.size(),
                List.of(
                    ScriptedStatement.<int[]>update(
                        keep,
                        (to, drawn) -> {
                          to.bind(drawn[0]);
                          VALUES.get(drawn[0]).to(to);
                        })));
    run(
        driver,
        workers,
        workers * (inOneTransaction ? 1L : VALUES.size()),
        "CREATE TABLE kept (n int, type text, value text, length int)",
        type);
    return TestServer.strings(
        "SELECT n || ' ' || type || ' ' || coalesce(length || ' ' || md5(value) || ' '"
            + " || left(value, 50), 'NULL') FROM direct_parameters.kept ORDER BY n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneAfterAnotherAtTheSamePlace(boolean inOneTransaction) {
    List<String> driven = stored(Driver.JDBC, 1, inOneTransaction);
    assertThat(driven).hasSize(VALUES.size());
    assertThat(stored(Driver.AUTO, 1, inOneTransaction)).isEqualTo(driven);
    int many = ScriptPlugin.many();
    assertThat(stored(Driver.AUTO, many, inOneTransaction))
        .isEqualTo(driven.stream().flatMap(s -> Collections.nCopies(many, s).stream()).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 1_000, 60_000})
  void howeverManyThereAre(int count) {
    ScriptedStatement<int[]> sum =
        ScriptedStatement.<int[]>update(
                Sql.of(
                    "sum",
                    "INSERT INTO kept SELECT sum(v) FROM unnest(ARRAY["
                        + String.join(",", Collections.nCopies(count, "?"))
                        + "]) AS v"),
                (to, drawn) -> {
                  for (int i = 1; i <= count; i++) {
                    to.bind(i);
                  }
                })
            .expectRows(1);
    run(
        Driver.AUTO,
        2,
        4,
        "CREATE TABLE kept (sum bigint)",
        TransactionType.script("sum", 1, () -> new int[1], (worker, drawn) -> {}, List.of(sum)));
    assertThat(TestServer.strings("SELECT sum FROM direct_parameters.kept"))
        .isEqualTo(Collections.nCopies(4, Long.toString(count * (count + 1L) / 2)));
  }
}
