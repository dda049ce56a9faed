package io.stormdb.progressive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Measures what was listed, but nothing above a level that has collapsed. */
final class ListedCourse implements Course {

  private final StopRules stop;
  private final List<Level> sequence;

  ListedCourse(StudyPlan plan, Listed strategy) {
    this.stop = plan.stop();
    this.sequence = sequence(strategy.levels(), plan);
  }

  private static List<Level> sequence(List<Level> levels, StudyPlan plan) {
    List<Level> sequence = new ArrayList<>();
    Random random = new Random(plan.load().seed());
    for (int repeat = 0; repeat < plan.repeats(); repeat++) {
      List<Level> once = new ArrayList<>(levels);
      if (plan.order() == Order.RANDOM) {
        Collections.shuffle(once, random);
      } else if (plan.order() == Order.ABBA && repeat % 2 == 1) {
        Collections.reverse(once);
      }
      sequence.addAll(once);
    }
    return List.copyOf(sequence);
  }

  @Override
  public int bands() {
    return sequence.size();
  }

  @Override
  public Optional<Level> next(List<BandResult> done) {
    List<Level> open = open(done);
    List<Collapse> collapsed = Collapse.among(done, stop);
    return open.stream().filter(level -> Collapse.below(level, collapsed).isEmpty()).findFirst();
  }

  @Override
  public List<String> leftOut(List<BandResult> done) {
    List<Collapse> collapsed = Collapse.among(done, stop);
    List<String> sentences = new ArrayList<>();
    for (Level level : open(done)) {
      Collapse.below(level, collapsed)
          .ifPresent(
              why -> sentences.add("%s was not measured: %s".formatted(level, why.reason())));
    }
    return sentences;
  }

  /** Returns what has not been measured: a band stands for the first of its level in the list. */
  private List<Level> open(List<BandResult> done) {
    List<Level> open = new ArrayList<>(sequence);
    done.forEach(band -> open.remove(band.level()));
    return open;
  }
}
