package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrewTest {

  private static List<String> names(int size) {
    return IntStream.range(0, size).mapToObj(i -> "crew-test-" + i).toList();
  }

  @Test
  void isThereWithThousandsBeforeAnythingBegins() {
    Crew crew = Crew.of(names(3_000));
    assertThat(crew.size()).isEqualTo(3_000);
    crew.dismiss();
  }

  @Test
  void givesEachMemberItsOwnWork() throws InterruptedException {
    Crew crew = Crew.of(names(50));
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      int member = i;
      crew.begin(
          i,
          () -> {
            seen.add(Thread.currentThread().getName() + "=" + member);
            done.countDown();
          });
    }
    done.await();
    assertThat(seen).hasSize(50).contains("crew-test-0=0", "crew-test-49=49");
  }

  @Test
  void letsThoseGoWhoHaveNoWorkAndTheOthersFinish() throws InterruptedException {
    Crew crew = Crew.of(names(2));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    crew.begin(
        0,
        () -> {
          begun.countDown();
          try {
            mayEnd.await();
            ended.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    begun.await();
    crew.dismiss();
    while (crew.size() > 1) {
      Thread.onSpinWait();
    }
    mayEnd.countDown();
    ended.await();
    assertThat(ended.getCount()).isZero();
  }
}
