package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Counter;
import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Mix;
import io.stormdb.api.RunTotals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ComplianceCardTest {

  private static final Constants CONSTANTS =
      new Constants(NuRand.lastName(1), NuRand.customer(2), NuRand.item(3));

  /** Totals of a run that did everything right, to be spoilt one by one. */
  private static final class Made implements RunTotals {
    final Map<String, Long> committed = new HashMap<>();
    final Map<String, Long> rolledBack = new HashMap<>();
    final Map<String, Duration> ninetieth = new HashMap<>();
    final Map<Counter, Long> counters = new HashMap<>();
    Duration measured = Duration.ofMinutes(100);

    Made() {
      committed.put(NewOrder.NAME, 9_900L);
      rolledBack.put(NewOrder.NAME, 100L);
      committed.put(Payment.NAME, 10_000L);
      committed.put(OrderStatus.NAME, 1_000L);
      committed.put(Delivery.NAME, 1_000L);
      committed.put(StockLevel.NAME, 1_000L);
      committed.keySet().forEach(name -> ninetieth.put(name, Duration.ofMillis(12)));
      counters.put(NewOrder.LINES, 100_000L);
      counters.put(NewOrder.REMOTE_LINES, 1_000L);
      counters.put(Payment.REMOTE, 1_500L);
      counters.put(Payment.BY_NAME, 6_000L);
      counters.put(OrderStatus.BY_NAME, 600L);
      counters.put(Delivery.DISTRICTS, 10_000L);
      counters.put(Delivery.SKIPPED, 3L);
    }

    @Override
    public Duration measured() {
      return measured;
    }

    @Override
    public long committed(String transaction) {
      return committed.getOrDefault(transaction, 0L);
    }

    @Override
    public long rolledBack(String transaction) {
      return rolledBack.getOrDefault(transaction, 0L);
    }

    @Override
    public long failed(String transaction) {
      return 0;
    }

    @Override
    public long counted(Counter counter) {
      return counters.getOrDefault(counter, 0L);
    }

    @Override
    public Optional<Duration> percentile(String transaction, double percentile) {
      return Optional.ofNullable(ninetieth.get(transaction));
    }

    @Override
    public Optional<Duration> mean(String transaction) {
      return percentile(transaction, 50);
    }
  }

  private final Made made = new Made();

  private Finding finding(String name, Options options, int warehouses, int workers) {
    Inputs inputs = Inputs.of(new Terminals(warehouses), CONSTANTS);
    return new ComplianceCard(options, inputs, workers, made)
        .findings().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private Finding finding(String name) {
    return finding(name, new Options(Pacing.NONE, Mix.DECK, false), 2, 20);
  }

  private Finding paced(String name, int warehouses, int workers) {
    return finding(name, new Options(Pacing.SPEC, Mix.DECK, false), warehouses, workers);
  }

  @Nested
  class ARunThatDidWhatItShould {

    @Test
    void hasNoFailure() {
      Inputs inputs = Inputs.of(new Terminals(2), CONSTANTS);
      Options options = new Options(Pacing.NONE, Mix.DECK, false);
      assertThat(new ComplianceCard(options, inputs, 20, made).findings())
          .extracting(Finding::verdict)
          .doesNotContain(Verdict.FAIL)
          .contains(Verdict.PASS);
    }

    @Test
    void countsRolledBackOrdersInItsThroughput() {
      assertThat(finding("tpmC (derived)"))
          .isEqualTo(new Finding("tpmC (derived)", "TPC-C 5.4", "> 0", "100.0", Verdict.PASS));
    }

    @Test
    void saysEachShare() {
      assertThat(finding("mix: payment").measured()).isEqualTo("43.48 % of 23,000");
      assertThat(finding("remote order lines").measured()).isEqualTo("1.00 % of 100,000");
      assertThat(finding("remote payments").measured()).isEqualTo("15.00 % of 10,000");
      assertThat(finding("orders rolled back").measured()).isEqualTo("1.00 % of 10,000");
      assertThat(finding("payments by name").measured()).isEqualTo("60.00 % of 10,000");
      assertThat(finding("order_statuses by name").measured()).isEqualTo("60.00 % of 1,000");
      assertThat(finding("districts skipped by delivery").measured()).isEqualTo("0.03 % of 10,000");
      assertThat(finding("lines an order").measured()).isEqualTo("10.00 over 10,000 orders");
      assertThat(finding("90th percentile: payment").measured()).isEqualTo("0.0120 s");
    }
  }

  @Nested
  class ARunThatDidNot {

    @Test
    void failsForTooFewPayments() {
      made.committed.put(Payment.NAME, 8_000L);
      assertThat(finding("mix: payment").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void failsWhenNothingIsRemote() {
      made.counters.put(NewOrder.REMOTE_LINES, 0L);
      made.counters.put(Payment.REMOTE, 0L);
      assertThat(finding("remote order lines").verdict()).isEqualTo(Verdict.FAIL);
      assertThat(finding("remote payments").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void failsWhenNothingIsRolledBack() {
      made.rolledBack.clear();
      assertThat(finding("orders rolled back").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void failsWhenDeliverySkips() {
      made.counters.put(Delivery.SKIPPED, 200L);
      assertThat(finding("districts skipped by delivery").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void failsWhenItIsSlow() {
      made.ninetieth.put(NewOrder.NAME, Duration.ofMillis(5_001));
      made.ninetieth.put(StockLevel.NAME, Duration.ofSeconds(20));
      assertThat(finding("90th percentile: new_order").verdict()).isEqualTo(Verdict.FAIL);
      assertThat(finding("90th percentile: stock_level").verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Nested
  class WhatDoesNotApply {

    @Test
    void isRemoteTrafficWithOneWarehouse() {
      Options options = new Options(Pacing.NONE, Mix.DECK, false);
      assertThat(finding("remote order lines", options, 1, 4))
          .isEqualTo(
              new Finding(
                  "remote order lines",
                  "TPC-C 2.4.1.5",
                  "needs 2 warehouses",
                  "1.00 % of 100,000",
                  Verdict.NOT_APPLICABLE));
    }

    @Test
    void isEfficiencyWithoutWaiting() {
      assertThat(finding("efficiency").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void isWhatNobodyDid() {
      made.committed.clear();
      made.rolledBack.clear();
      made.counters.clear();
      made.ninetieth.clear();
      Inputs inputs = Inputs.of(new Terminals(2), CONSTANTS);
      Options options = new Options(Pacing.SPEC, Mix.DECK, true);
      assertThat(new ComplianceCard(options, inputs, 20, made).findings())
          .extracting(Finding::verdict)
          .containsOnly(Verdict.NOT_APPLICABLE, Verdict.PASS);
      assertThat(finding("tpmC (derived)").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }
  }

  @Nested
  class APacedRun {

    @Test
    void isRatedByWarehouse() {
      // 100 a minute by 8 warehouses is 12.5 each
      assertThat(paced("efficiency", 8, 80))
          .isEqualTo(
              new Finding(
                  "efficiency",
                  "TPC-C 4.2.2",
                  "9 to 12.86 tpmC a warehouse, when paced",
                  "12.50 tpmC a warehouse, 97.2 % of 12.86",
                  Verdict.PASS));
      assertThat(paced("efficiency", 20, 200).verdict()).isEqualTo(Verdict.FAIL);
      assertThat(paced("efficiency", 4, 40).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void isNotRatedBeforeItsTerminalsAreOutOfStep() {
      made.measured = Duration.ofSeconds(119);
      assertThat(paced("efficiency", 500, 5_000).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void needsTenTerminalsAWarehouse() {
      assertThat(paced("terminals a warehouse", 8, 80).verdict()).isEqualTo(Verdict.PASS);
      assertThat(paced("terminals a warehouse", 8, 79).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void isHeldToTheLimitOfDeferredDeliveries() {
      made.ninetieth.put("delivery_deferred", Duration.ofSeconds(81));
      Options options = new Options(Pacing.SPEC, Mix.DECK, true);
      assertThat(finding("90th percentile: delivery_deferred", options, 8, 80))
          .isEqualTo(
              new Finding(
                  "90th percentile: delivery_deferred",
                  "TPC-C 2.7.2",
                  "<= 80 s",
                  "81.0000 s",
                  Verdict.FAIL));
    }
  }
}
