package io.stormdb.core;

import io.stormdb.api.Pause;
import io.stormdb.api.SessionType;
import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way past the JDBC driver, for runs in which each worker sends one script after the other on a
 * connection of its own: as many event loops as there are processors, or, if there are fewer
 * workers, none.
 */
final class DirectPath implements AutoCloseable {

  private final List<EventLoop> loops = new ArrayList<>();
  private final Placement placement;

  /** Opens the way for some workers. */
  DirectPath(int workers) {
    int processors = Runtime.getRuntime().availableProcessors();
    Processors known = Processors.ofThisMachine();
    this.placement = new Placement(loops, known);
    if (workers > processors) {
      IntStream.range(0, processors)
          .forEach(i -> loops.add(new EventLoop("stormdb-loop-" + i, known)));
      placement.start();
    }
  }

  /**
   * Returns why a run cannot take it; empty if it can.
   *
   * @param users in whose sessions transactions run; {@code null} if each stands for itself
   * @param lanes of the workers
   */
  static Optional<String> obstacle(
      RunPlan plan, List<TransactionType> types, @Nullable SessionType users, List<Lanes> lanes) {
    if (plan.connections().driver() == Driver.JDBC) {
      return Optional.of("the driver is to send them");
    }
    if (!(plan.connections().mode() instanceof Connections.Persistent)) {
      return Optional.of("workers do not keep their connections");
    }
    if (!(plan.load() instanceof Load.Closed)
        || !plan.phases().isEmpty()
        || !(plan.shape() instanceof Shape.Constant)) {
      return Optional.of("the load is no closed loop that stays the same");
    }
    if (users != null) {
      return Optional.of("transactions belong to the sessions of users");
    }
    return types.stream()
        .filter(type -> !isPlain(plan, type))
        .findFirst()
        .map(
            type ->
                "transaction %s is no script without a pause at the isolation level of the run"
                    .formatted(type.name()))
        .or(
            () ->
                lanes.stream().allMatch(DirectPath::hasWire)
                    ? Optional.empty()
                    : Optional.of(
                        "connections are encrypted, lead through a pooler, or need what only the"
                            + " driver does"));
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
    placement.close();
    loops.forEach(EventLoop::close);
  }
}
