/*
 * Example 9, second part: a test suite that notices when a server begins to scale less.
 *
 * You learn where to find what each band has measured.
 */
package io.stormdb.examples.example09;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.examples.ExampleServer;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.ScalingStudy;
import io.stormdb.progressive.StudyResult;
import org.junit.jupiter.api.Test;

class KneeTest {

  private final StormDb db = StormDb.on(ExampleServer.dataSource());

  @Test
  void everyBandIsMeasuredWithoutErrors() {
    RunPlan load = RunPlan.of("simple_read").scale(1).schema("knee_test");

    StudyResult study = ScalingStudy.run(Knee.plan(load), db);

    assertThat(study.status()).isEqualTo(StudyResult.Status.COMPLETED);
    assertThat(study.usable()).extracting(BandResult::level).hasSize(4);
    assertThat(study.usable())
        .allSatisfy(
            band -> {
              BandFigures figures = band.figures().orElseThrow();
              assertThat(figures.errorShare()).isZero();
              assertThat(figures.tps()).isPositive();
            });
  }

  @Test
  void theAnswerIsASentence() {
    RunPlan load = RunPlan.of("simple_read").scale(1).schema("knee_test");

    assertThat(Knee.answer(Knee.plan(load), db)).isNotBlank();
  }
}
