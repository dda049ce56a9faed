package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.progressive.maths.Bottleneck.Kind;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BottleneckTest {

  private static final String UNKNOWN_CPU = "how busy the server's processors were is not known";

  @Test
  void nothingKnownIsUnknownAndNeverGuessed() {
    assertThat(Bottleneck.of(Evidence.NONE)).isEqualTo(new Bottleneck(Kind.UNKNOWN, List.of()));
  }

  @Test
  void aMajorityOfSessionsTimeDecidesAndTheRestIsNamed() {
    Bottleneck found = Bottleneck.of(Evidence.ofWaits(0.2, 0.62, 0.1, 0.05));
    assertThat(found.kind()).isEqualTo(Kind.LOCKS);
    assertThat(found.evidence())
        .containsExactly(
            "62 % of sessions' time waiting for locks",
            "20 % of sessions' time on CPU",
            "10 % of sessions' time waiting for I/O",
            "5 % of sessions' time waiting for the load driver",
            UNKNOWN_CPU);
    assertThat(Bottleneck.of(Evidence.ofWaits(0.7, 0.1, 0.1, 0)).kind()).isEqualTo(Kind.CPU);
    assertThat(Bottleneck.of(Evidence.ofWaits(0.1, 0.1, 0.8, 0)).kind()).isEqualTo(Kind.IO);
    assertThat(Bottleneck.of(Evidence.ofWaits(0.1, 0.1, 0.1, 0.7)).kind()).isEqualTo(Kind.CLIENT);
  }

  @Test
  void theEventsThatSessionsWaitForMostAreNamed() {
    Evidence seen =
        Evidence.ofWaits(0.2, 0.7, 0.1, 0)
            .withWait(new Evidence.Wait(Kind.LOCKS, "LWLock:BufferMapping", 0.04))
            .withWait(new Evidence.Wait(Kind.LOCKS, "Lock:tuple", 0.06))
            .withWait(new Evidence.Wait(Kind.LOCKS, "Lock:transactionid", 0.48))
            .withWait(new Evidence.Wait(Kind.IO, "IO:WALSync", 0.09))
            .withServerCpu(0.4, OptionalDouble.empty());
    assertThat(Bottleneck.of(seen).evidence())
        .containsExactly(
            "70 % of sessions' time waiting for locks, of which Lock:transactionid 48 % and"
                + " Lock:tuple 6 %",
            "20 % of sessions' time on CPU",
            "10 % of sessions' time waiting for I/O, of which IO:WALSync 9 %",
            "40 % of the server's processors busy");
  }

  @Test
  void withoutAMajorityTheCauseIsUnknownAndWhatWasSeenIsNamed() {
    Bottleneck found = Bottleneck.of(Evidence.ofWaits(0.4, 0.1, 0.3, 0));
    assertThat(found.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(found.evidence())
        .containsExactly(
            "40 % of sessions' time on CPU",
            "30 % of sessions' time waiting for I/O",
            "10 % of sessions' time waiting for locks",
            UNKNOWN_CPU);
  }

  private static Evidence busy(Evidence evidence, double share) {
    return evidence.withServerCpu(share, OptionalDouble.empty());
  }

  @Test
  void aBusyServerDecidesWhereSessionsDoNot() {
    Evidence mixed = busy(Evidence.ofWaits(0.4, 0.1, 0.3, 0), 0.96);
    assertThat(Bottleneck.of(mixed).kind()).isEqualTo(Kind.CPU);
    assertThat(Bottleneck.of(mixed).evidence().get(0))
        .isEqualTo("96 % of the server's processors busy");
    assertThat(Bottleneck.of(busy(Evidence.ofWaits(0.2, 0.6, 0, 0), 0.96)).kind())
        .isEqualTo(Kind.LOCKS);
    assertThat(Bottleneck.of(busy(Evidence.NONE, 0.96)).kind()).isEqualTo(Kind.CPU);
    assertThat(Bottleneck.of(busy(Evidence.NONE, 0.5)))
        .isEqualTo(new Bottleneck(Kind.UNKNOWN, List.of("50 % of the server's processors busy")));
  }

  @Test
  void aLoadDriverThatTakesMostOfTheServersProcessorsIsTheBottleneckItself() {
    Evidence running = Evidence.ofWaits(0.9, 0, 0, 0);
    Bottleneck shared = Bottleneck.of(running.withServerCpu(0.97, OptionalDouble.of(0.3)));
    assertThat(shared.kind()).isEqualTo(Kind.CPU);
    assertThat(shared.evidence())
        .containsExactly(
            "90 % of sessions' time on CPU",
            "97 % of the server's processors busy, 30 % by the load driver on the same machine");
    Bottleneck taken = Bottleneck.of(running.withServerCpu(0.97, OptionalDouble.of(0.6)));
    assertThat(taken.kind()).isEqualTo(Kind.CLIENT);
    assertThat(taken.evidence().get(0))
        .isEqualTo(
            "97 % of the server's processors busy, 60 % by the load driver on the same machine");
    // a driver that uses the most of little takes nothing away from the server
    assertThat(Bottleneck.of(running.withServerCpu(0.3, OptionalDouble.of(0.2))).kind())
        .isEqualTo(Kind.CPU);
  }

  @Test
  void waitingForAConnectionComesBeforeWhatSessionsDo() {
    Bottleneck found =
        Bottleneck.of(busy(Evidence.ofWaits(0.9, 0, 0, 0), 0.6).withConnections(0.7, 1));
    assertThat(found.kind()).isEqualTo(Kind.CONNECTIONS);
    assertThat(found.evidence())
        .containsExactly(
            "70 % of workers' time waiting for a connection",
            "90 % of sessions' time on CPU",
            "60 % of the server's processors busy",
            "100 % of the connections in use");
    // a pool in full use is no bottleneck while nobody waits for it
    assertThat(Bottleneck.of(Evidence.ofWaits(0.9, 0, 0, 0).withConnections(0, 1)).kind())
        .isEqualTo(Kind.CPU);
  }

  @Test
  void aLoadDriverThatLimitsItselfComesFirst() {
    Bottleneck found = Bottleneck.of(Evidence.ofWaits(0.9, 0, 0, 0).withClientLimited(true));
    assertThat(found.kind()).isEqualTo(Kind.CLIENT);
    assertThat(found.evidence().get(0))
        .isEqualTo("the load driver found itself to be the bottleneck");
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatThrownBy(() -> Evidence.ofWaits(1.2, 0, 0, 0))
        .hasMessage("share of CPU must be from 0 to 1, was 1.2");
    assertThat(Evidence.ofWaits(0, 0, 0, 0).cpuShare()).isEqualTo(OptionalDouble.of(0));
  }
}
