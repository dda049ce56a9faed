package io.stormdb.progressive;

import io.stormdb.core.ClientHealth;
import io.stormdb.progressive.maths.Bottleneck;
import io.stormdb.progressive.maths.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What is known of why a band had not more throughput. */
final class BandEvidence {

  private static final Map<String, Bottleneck.Kind> SHARES = new LinkedHashMap<>();

  static {
    SHARES.put(Conclusions.CPU_SHARE, Bottleneck.Kind.CPU);
    SHARES.put(Conclusions.LOCK_SHARE, Bottleneck.Kind.LOCKS);
    SHARES.put(Conclusions.IO_SHARE, Bottleneck.Kind.IO);
    SHARES.put(Conclusions.CLIENT_SHARE, Bottleneck.Kind.CLIENT);
  }

  private final BandResult band;
  private final BandFigures all;
  private final Map<String, Double> server;

  private BandEvidence(BandResult band, BandFigures all) {
    this.band = band;
    this.all = all;
    this.server = all.server();
  }

  /** Returns the evidence of a band in which something was measured. */
  static Evidence of(BandResult band) {
    return new BandEvidence(band, band.figures().orElseThrow()).evidence();
  }

  private Evidence evidence() {
    boolean isPooled = all.pool().isPresent();
    return new Evidence(
        share(Conclusions.CPU_SHARE),
        share(Conclusions.LOCK_SHARE),
        share(Conclusions.IO_SHARE),
        share(Conclusions.CLIENT_SHARE),
        waits(),
        share(Conclusions.PROCESSORS_BUSY),
        driverShare(),
        share(Conclusions.PROCESSORS_WAITING),
        isPooled ? OptionalDouble.of(waitShare()) : OptionalDouble.empty(),
        isPooled
            ? OptionalDouble.of(Math.min(1, band.connectionUse().orElseThrow()))
            : OptionalDouble.empty(),
        all.client().filter(client -> client.grade() == ClientHealth.Grade.D).isPresent());
  }

  private List<Evidence.Wait> waits() {
    return server.entrySet().stream()
        .filter(seen -> SHARES.containsKey(before(seen.getKey())))
        .filter(seen -> seen.getKey().contains(Conclusions.EVENT))
        .map(
            seen ->
                new Evidence.Wait(
                    SHARES.getOrDefault(before(seen.getKey()), Bottleneck.Kind.UNKNOWN),
                    seen.getKey().substring(before(seen.getKey()).length() + 1),
                    inRange(seen.getValue())))
        .toList();
  }

  private static String before(String name) {
    return name.split(Conclusions.EVENT, 2)[0];
  }

  /** Returns the share of the server's processors that the load driver used itself. */
  private OptionalDouble driverShare() {
    OptionalDouble used =
        all.client().map(BandFigures.Client::processorsUsed).orElse(OptionalDouble.empty());
    boolean isIncluded = server.getOrDefault(Conclusions.DRIVER_INCLUDED, 0.0) > 0;
    double processors = server.getOrDefault(Conclusions.PROCESSORS, 0.0);
    return isIncluded && used.isPresent() && processors > 0
        ? OptionalDouble.of(inRange(used.getAsDouble() / processors))
        : OptionalDouble.empty();
  }

  private double waitShare() {
    double waited =
        all.connectionWaits().mean().map(mean -> mean.toNanos() / 1e9).orElse(0.0)
            * all.connectionWaits().count();
    return Math.min(1, waited / (band.level().workers() * (all.measured().toNanos() / 1e9)));
  }

  private OptionalDouble share(String name) {
    return server.containsKey(name)
        ? OptionalDouble.of(inRange(server.getOrDefault(name, 0.0)))
        : OptionalDouble.empty();
  }

  private static double inRange(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
