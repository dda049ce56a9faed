package io.stormdb.core;

import io.stormdb.api.Pause;
import io.stormdb.api.SessionType;
import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way past the JDBC driver, for runs in which each worker sends one script after the other on a
 * connection of its own: as many event loops as there are processors, or, if there are fewer
 * workers, none.
 */
final class DirectPath implements AutoCloseable {

  private final List<EventLoop> loops = new ArrayList<>();

  /** Opens the way for some workers. */
  DirectPath(int workers) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (workers > processors) {
      IntStream.range(0, processors).forEach(i -> loops.add(new EventLoop("stormdb-loop-" + i)));
    }
  }

  /**
   * Returns whether a run can take it.
   *
   * @param users in whose sessions transactions run; {@code null} if each stands for itself
   * @param lanes of the workers
   */
  static boolean isOpen(
      RunPlan plan, List<TransactionType> types, @Nullable SessionType users, List<Lanes> lanes) {
    return plan.connections().driver() == Driver.AUTO
        && users == null
        && plan.load() instanceof Load.Closed
        && plan.phases().isEmpty()
        && plan.shape() instanceof Shape.Constant
        && plan.connections().mode() instanceof Connections.Persistent
        && types.stream().allMatch(type -> isPlain(plan, type))
        && lanes.stream().allMatch(DirectPath::hasWire);
  }

  private static boolean isPlain(RunPlan plan, TransactionType type) {
    Pause thinking = plan.thinkTime().orElse(type.thinking());
    return type.isScript()
        && !type.isDeferred()
        && (type.isolation() == null || type.isolation() == plan.isolation())
        && type.keying().isNone()
        && thinking.isNone();
  }

  private static boolean hasWire(Lanes lanes) {
    return lanes.writes() instanceof Sessions.Pinned pinned && pinned.session().wire() != null;
  }

  /** Returns who sends for a worker, from 0; {@code null} if it does so itself. */
  @Nullable EventLoop of(int worker) {
    return loops.isEmpty() ? null : loops.get(worker % loops.size());
  }

  @Override
  public void close() {
    loops.forEach(EventLoop::close);
  }
}
