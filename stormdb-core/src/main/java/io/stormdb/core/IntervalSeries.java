package io.stormdb.core;

import io.stormdb.metrics.StatementTally;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.Values;
import io.stormdb.metrics.WorkerTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a result keeps of the intervals of a run. If they are more than {@link RunPlan#MOST_KEPT},
 * neighbours are put together, from their histograms. Belongs to one thread.
 *
 * <p>How many become one is known from the start if the run has a longest duration. Otherwise they
 * are kept at several lengths at the same time, each twice the one before: when there are too many
 * of one length, the next has half as many, and as exact figures. That takes the room of twice as
 * many intervals, and the histograms of one interval of each length.
 */
final class IntervalSeries {

  /** With intervals of a tenth of a second, the longest of so many lengths is for centuries. */
  private static final int MOST_LENGTHS = 24;

  private final IntervalFigures figures;
  private final int most;
  private final List<OfLength> lengths;
  private int together;
  private @Nullable Cut last;
  private @Nullable Cut growing;
  private int grown;

  /** Intervals of one length. */
  private static final class OfLength {
    private final List<RunResult.Interval> intervals = new ArrayList<>();
    private final List<Details.Piece> pieces = new ArrayList<>();

    /** The first of two that become one of twice the length. */
    private @Nullable Cut first;
  }

  /**
   * One interval as it was cut.
   *
   * @param start from the start of the run
   * @param length how long it was
   * @param measured whether it belongs to the measured part
   * @param phase in which phase it was, from 0
   * @param lost how long workers were without a connection
   * @param tally what happened
   * @param statements what statements did, by number
   * @param workers what workers did; empty if that is not asked for
   * @param measures values of the workload, by number
   */
  record Cut(
      Duration start,
      Duration length,
      boolean measured,
      int phase,
      Connectivity.Lost lost,
      Tally tally,
      Map<Integer, StatementTally> statements,
      List<WorkerTally> workers,
      Map<Integer, Values> measures) {

    private boolean belongsTo(Cut other) {
      return measured == other.measured && phase == other.phase;
    }

    private Cut plus(Cut next) {
      return new Cut(
          start,
          length.plus(next.length),
          measured,
          phase,
          lost.plus(next.lost),
          Tally.merged(List.of(tally, next.tally)),
          StatementTally.merged(List.of(statements, next.statements)),
          WorkerTally.merged(List.of(workers, next.workers)),
          Values.mergedByNumber(List.of(measures, next.measures)));
    }
  }

  IntervalSeries(RunState state) {
    this(
        new IntervalFigures(state),
        state.plan().intervalsKeptAsOne(),
        state.plan().end().duration().isPresent(),
        RunPlan.MOST_KEPT);
  }

  /**
   * Starts empty.
   *
   * @param figures is asked for what is kept of each
   * @param together how many are to become one
   * @param isEnough whether there will not be more than the most then
   * @param most how many are kept; at least 2
   */
  IntervalSeries(IntervalFigures figures, int together, boolean isEnough, int most) {
    this.figures = figures;
    this.together = together;
    this.most = most;
    this.lengths =
        new ArrayList<>(
            IntStream.range(0, isEnough ? 1 : MOST_LENGTHS).mapToObj(i -> new OfLength()).toList());
  }

  /** Takes in the next interval. */
  void add(Cut cut) {
    if (last != null && !last.belongsTo(cut)) {
      end();
    }
    last = cut;
    Cut sum = growing == null ? cut : growing.plus(cut);
    grown++;
    if (grown < together) {
      growing = sum;
    } else {
      growing = null;
      grown = 0;
      whole(0, sum);
      keepNoMore();
    }
  }

  /** Takes in an interval that has its length, and with the one before it may make a longer one. */
  private void whole(int length, Cut cut) {
    OfLength of = lengths.get(length);
    keep(of, cut);
    if (length + 1 < lengths.size()) {
      Cut first = of.first;
      of.first = first == null ? cut : null;
      if (first != null) {
        whole(length + 1, first.plus(cut));
      }
    }
  }

  /** Keeps what has been taken in so far; what comes next belongs to none of it. */
  void end() {
    Cut rest = growing;
    growing = null;
    grown = 0;
    for (OfLength of : lengths) {
      if (rest != null) {
        keep(of, rest);
      }
      // what waits here for a second one came before the rest
      rest = joined(of.first, rest);
      of.first = null;
    }
    keepNoMore();
  }

  /** Gives up the shortest if they are too many. */
  private void keepNoMore() {
    while (lengths.size() > 1 && lengths.get(0).intervals.size() > most) {
      Cut first = lengths.remove(0).first;
      growing = joined(first, growing);
      grown += first == null ? 0 : together;
      together *= 2;
    }
  }

  private static @Nullable Cut joined(@Nullable Cut before, @Nullable Cut after) {
    if (before == null || after == null) {
      return before == null ? after : before;
    }
    return before.plus(after);
  }

  private void keep(OfLength of, Cut cut) {
    of.intervals.add(figures.interval(cut));
    of.pieces.add(figures.piece(cut));
  }

  /** Returns what is kept so far; all of it when the end has been said. */
  List<RunResult.Interval> intervals() {
    return lengths.get(0).intervals;
  }

  /** Returns more of each of them. */
  List<Details.Piece> pieces() {
    return lengths.get(0).pieces;
  }

  /** Returns how many intervals are kept as one. */
  int together() {
    return together;
  }
}
