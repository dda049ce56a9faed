package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyDetailTest {

  private static final LatencyDetail USUAL = LatencyDetail.USUAL;

  private static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void hasPercentilesThatAscend() {
    refused(
        () -> USUAL.percentiles(new double[0]), "there must be from 1 to 50 percentiles, was 0");
    refused(() -> USUAL.percentiles(95, 50), "percentiles must ascend, was 50 after 95");
    refused(() -> USUAL.percentiles(50, 50), "percentiles must ascend, was 50 after 50");
    refused(
        () -> USUAL.percentiles(0), "a percentile must be greater than 0 and at most 100, was 0");
    refused(
        () -> USUAL.percentiles(Double.NaN),
        "a percentile must be greater than 0 and at most 100, was NaN");
    refused(
        () -> USUAL.percentiles(100.5),
        "a percentile must be greater than 0 and at most 100, was 100.5");
  }

  @Test
  void hasBucketsThatAscend() {
    refused(
        () -> USUAL.buckets(List.of(Duration.ofMillis(5), Duration.ofNanos(2_500_000))),
        "histogram buckets must ascend, was 2.5 ms after 5 ms");
    refused(
        () -> USUAL.buckets(List.of(Duration.ZERO)),
        "a histogram bucket must be longer than 0 ms, was 0 ms");
    refused(
        () -> USUAL.buckets(Collections.nCopies(201, Duration.ofMillis(1))),
        "there must be at most 200 histogram buckets, was 201");
  }
}
