package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.RunTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run did, held against what the standard asks of one: the mix, the shares of the unusual,
 * the skew, response times and throughput.
 *
 * @param options what the user chose
 * @param inputs what the run drew from
 * @param workers how many terminals there were
 * @param totals what came of it
 */
record ComplianceCard(Options options, Inputs inputs, int workers, RunTotals totals) {

  /** New-Orders a minute and warehouse that the standard's waiting times let ten terminals do. */
  private static final double MOST_A_WAREHOUSE = 12.86;

  /** New-Orders a minute and warehouse that the standard wants at least (clause 4.2.2). */
  private static final double FEWEST_A_WAREHOUSE = 9;

  private static final long FEWEST_TO_RATE = 100;

  /** In less time than this, all terminals typing their first order at once still shows. */
  private static final Duration SHORTEST_TO_RATE = Duration.ofMinutes(2);

  private static final double NINETIETH = 90;

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(throughput());
    findings.addAll(pace());
    findings.addAll(mix());
    findings.addAll(inputShares());
    findings.add(inputs.items().judge(totals));
    findings.add(inputs.customers().judge(totals));
    findings.add(inputs.lastNames().judge(totals));
    findings.addAll(responseTimes());
    return findings;
  }

  /** Clause 5.4: New-Orders a minute, those included that were rolled back as they should be. */
  private double newOrdersAMinute() {
    double minutes = totals.measured().toNanos() / 60e9;
    return minutes == 0 ? 0 : done(NewOrder.NAME) / minutes;
  }

  private Finding throughput() {
    long orders = done(NewOrder.NAME);
    return new Finding(
        "tpmC (derived)",
        "TPC-C 5.4",
        "> 0",
        String.format(Locale.ROOT, "%,.1f", newOrdersAMinute()),
        orders > 0 ? Verdict.PASS : Verdict.NOT_APPLICABLE);
  }

  private List<Finding> pace() {
    int warehouses = inputs.terminals().warehouses();
    double aWarehouse = newOrdersAMinute() / warehouses;
    boolean paced = options.pacing() == Pacing.SPEC;
    long orders = done(NewOrder.NAME);
    // what a run of this length counts strays by the square root of the count
    double strays = orders == 0 ? 0 : 4 / Math.sqrt((double) orders);
    boolean kept =
        aWarehouse >= FEWEST_A_WAREHOUSE * (1 - strays)
            && aWarehouse <= MOST_A_WAREHOUSE * (1 + strays);
    return List.of(
        new Finding(
            "terminals a warehouse",
            "TPC-C 4.2.2",
            Integer.toString(DISTRICTS_A_WAREHOUSE),
            String.format(Locale.ROOT, "%.1f", workers / (double) warehouses),
            !paced
                ? Verdict.NOT_APPLICABLE
                : workers == warehouses * DISTRICTS_A_WAREHOUSE ? Verdict.PASS : Verdict.FAIL),
        new Finding(
            "efficiency",
            "TPC-C 4.2.2",
            "9 to 12.86 tpmC a warehouse, when paced",
            String.format(
                Locale.ROOT,
                "%.2f tpmC a warehouse, %.1f %% of 12.86",
                aWarehouse,
                100 * aWarehouse / MOST_A_WAREHOUSE),
            !paced || orders < FEWEST_TO_RATE || totals.measured().compareTo(SHORTEST_TO_RATE) < 0
                ? Verdict.NOT_APPLICABLE
                : kept ? Verdict.PASS : Verdict.FAIL));
  }

  private List<Finding> mix() {
    long all =
        issued(NewOrder.NAME)
            + issued(Payment.NAME)
            + issued(OrderStatus.NAME)
            + issued(Delivery.NAME)
            + issued(StockLevel.NAME);
    return List.of(
        new Share(issued(NewOrder.NAME), all)
            .notJudged("mix: new_order", "TPC-C 5.2.3", "the rest"),
        atLeast(43, Payment.NAME, all),
        atLeast(4, OrderStatus.NAME, all),
        atLeast(4, Delivery.NAME, all),
        atLeast(4, StockLevel.NAME, all));
  }

  private Finding atLeast(double percent, String transaction, long all) {
    return new Share(issued(transaction), all)
        .within(percent, 100, "mix: " + transaction, "TPC-C 5.2.3");
  }

  private List<Finding> inputShares() {
    boolean oneWarehouse = inputs.terminals().warehouses() == 1;
    Share remoteLines =
        new Share(totals.counted(NewOrder.REMOTE_LINES), totals.counted(NewOrder.LINES));
    Share remotePayments = new Share(totals.counted(Payment.REMOTE), done(Payment.NAME));
    String alone = "needs 2 warehouses";
    return List.of(
        lines(),
        oneWarehouse
            ? remoteLines.notJudged("remote order lines", "TPC-C 2.4.1.5", alone)
            : remoteLines.within(0.95, 1.05, "remote order lines", "TPC-C 2.4.1.5"),
        new Share(totals.rolledBack(NewOrder.NAME), done(NewOrder.NAME))
            .within(0.9, 1.1, "orders rolled back", "TPC-C 2.4.1.4"),
        oneWarehouse
            ? remotePayments.notJudged("remote payments", "TPC-C 2.5.1.2", alone)
            : remotePayments.within(14, 16, "remote payments", "TPC-C 2.5.1.2"),
        new Share(totals.counted(Payment.BY_NAME), done(Payment.NAME))
            .within(57, 63, "payments by name", "TPC-C 2.5.1.2"),
        new Share(totals.counted(OrderStatus.BY_NAME), done(OrderStatus.NAME))
            .within(57, 63, "order_statuses by name", "TPC-C 2.6.1.2"),
        new Share(totals.counted(Delivery.SKIPPED), totals.counted(Delivery.DISTRICTS))
            .within(0, 1, "districts skipped by delivery", "TPC-C 2.7.4"));
  }

  private Finding lines() {
    long orders = done(NewOrder.NAME);
    double mean = orders == 0 ? 0 : totals.counted(NewOrder.LINES) / (double) orders;
    // 5 to 15 evenly: the variance is (11^2 - 1) / 12 = 10
    double tolerance = orders == 0 ? 0 : 4 * Math.sqrt(10.0 / orders);
    return new Finding(
        "lines an order",
        "TPC-C 2.4.1.3",
        "9.5 to 10.5",
        orders == 0 ? "none" : String.format(Locale.ROOT, "%.2f over %,d orders", mean, orders),
        orders < FEWEST_TO_RATE
            ? Verdict.NOT_APPLICABLE
            : mean >= 9.5 - tolerance && mean <= 10.5 + tolerance ? Verdict.PASS : Verdict.FAIL);
  }

  private List<Finding> responseTimes() {
    List<Finding> findings = new ArrayList<>();
    findings.add(responseTime(NewOrder.NAME, 5));
    findings.add(responseTime(Payment.NAME, 5));
    findings.add(responseTime(OrderStatus.NAME, 5));
    findings.add(responseTime(Delivery.NAME, 5));
    findings.add(responseTime(StockLevel.NAME, 20));
    if (options.deferred()) {
      findings.add(responseTime(Delivery.NAME + "_deferred", 80));
    }
    return findings;
  }

  private Finding responseTime(String transaction, int limitSeconds) {
    Optional<Duration> ninetieth = totals.percentile(transaction, NINETIETH);
    return new Finding(
        "90th percentile: " + transaction,
        transaction.endsWith("_deferred") ? "TPC-C 2.7.2" : "TPC-C 5.2.5.3",
        "<= %d s".formatted(limitSeconds),
        ninetieth.map(ComplianceCard::seconds).orElse("none"),
        ninetieth
            .map(
                measured ->
                    measured.compareTo(Duration.ofSeconds(limitSeconds)) <= 0
                        ? Verdict.PASS
                        : Verdict.FAIL)
            .orElse(Verdict.NOT_APPLICABLE));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.4f s", duration.toNanos() / 1e9);
  }

  /** Committed, or rolled back as it should be. */
  private long done(String transaction) {
    return totals.committed(transaction) + totals.rolledBack(transaction);
  }

  private long issued(String transaction) {
    return done(transaction) + totals.failed(transaction);
  }
}
