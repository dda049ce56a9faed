package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.RandomAccess;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many pieces, of which few are looked at. */
class PieceLevelsTest {

  private static final int PIECES = 4_096;

  /** Twice the depth of a tree of them, and the one that was found. */
  private static final int MOST_LOOKS = 2 * 12 + 2;

  private final List<PieceLevels.Piece> pieces = new ArrayList<>();
  private final Random random = new Random(7);
  private double area;
  private int looks;
  private PieceLevels levels;

  /** Counts how often somebody looks at one. */
  private final class Counting extends AbstractList<PieceLevels.Piece> implements RandomAccess {
    @Override
    public PieceLevels.Piece get(int index) {
      looks++;
      return pieces.get(index);
    }

    @Override
    public int size() {
      return pieces.size();
    }
  }

  /** Pieces of a second up to 100, some with a ramp, some at nothing; only one reaches 1,000. */
  @BeforeEach
  void draw() {
    double level = 50;
    for (int i = 0; i < PIECES - 1; i++) {
      double next = i == PIECES - 2 ? 1_000 : random.nextInt(4) == 0 ? 0 : random.nextInt(100);
      double from = random.nextBoolean() ? level : next;
      pieces.add(new PieceLevels.Piece(i, 1, from, next, area));
      area = pieces.get(i).areaUntil(i + 1);
      level = next;
    }
    pieces.add(new PieceLevels.Piece(PIECES - 1, Double.POSITIVE_INFINITY, 10, 10, area));
    levels = new PieceLevels(new Counting());
  }

  private double counted(DoubleSupplier question) {
    looks = 0;
    double answer = question.getAsDouble();
    assertThat(looks).isLessThanOrEqualTo(MOST_LOOKS);
    return answer;
  }

  @Test
  void findsAnAreaAmongManyWithFewLooks() {
    for (int i = 0; i < 10_000; i++) {
      double wanted = random.nextDouble() * (area + 100);
      double seconds = counted(() -> levels.whereAreaExceeds(wanted));
      PieceLevels.Piece piece = pieces.get(Math.min((int) seconds, PIECES - 1));
      assertThat(piece.before() + inPiece(piece, seconds)).isCloseTo(wanted, within(1e-6));
    }
  }

  private static double inPiece(PieceLevels.Piece piece, double seconds) {
    double in = seconds - piece.start();
    return in * (piece.from() + piece.slope() * in / 2);
  }

  @Test
  void findsALevelAmongManyWithFewLooks() {
    for (int i = 0; i < 10_000; i++) {
      double seconds = random.nextDouble() * (PIECES + 10);
      PieceLevels.Piece piece = pieces.get(Math.min((int) seconds, PIECES - 1));
      assertThat(counted(() -> levels.at(seconds)))
          .isEqualTo(piece.from() + piece.slope() * (seconds - piece.start()));
    }
  }

  @Test
  void findsWhereALevelIsReachedWithFewLooks() {
    for (double least : new double[] {0.5, 10, 50, 98, 99, 150, 1_000, 1_001}) {
      for (int i = 0; i < 500; i++) {
        double seconds = random.nextDouble() * (PIECES + 10);
        assertThat(counted(() -> levels.whereAtLeast(seconds, least)))
            .as("%s from %s", least, seconds)
            .isEqualTo(oneAfterAnother(seconds, least));
      }
    }
  }

  private double oneAfterAnother(double seconds, double least) {
    for (PieceLevels.Piece piece : pieces) {
      double from = Math.max(seconds, piece.start());
      if (from < piece.end()) {
        if (piece.from() + piece.slope() * (from - piece.start()) >= least) {
          return from;
        }
        if (piece.to() >= least) {
          return Math.max(from, piece.start() + (least - piece.from()) / piece.slope());
        }
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
