package io.stormdb.progressive;

import io.stormdb.core.Cancellation;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds out how a server scales: measures the same workload in bands, each a run of its own with
 * another number of workers and connections. Immutable; methods that take a setting return a
 * changed copy.
 *
 * <pre>{@code
 * StudyPlan plan =
 *     StudyPlan.of(
 *         RunPlan.of("tpcc").duration(ofSeconds(30)).warmup(ofSeconds(10)),
 *         new Listed.Exponential(Axes.workers(1, 64), 7));
 * StudyResult result = ScalingStudy.run(plan, StormDb.on(dataSource));
 * }</pre>
 */
public final class ScalingStudy {

  private final StormDb db;
  private final StudyListener listener;
  private final BandObserver observer;
  private final StudyStore store;
  private final Optional<DataSource> control;
  private final Cancellation cancellation;
  private final Optional<SavedStudy> saved;

  private ScalingStudy(
      StormDb db,
      StudyListener listener,
      BandObserver observer,
      StudyStore store,
      Optional<DataSource> control,
      Cancellation cancellation,
      Optional<SavedStudy> saved) {
    this.db = db;
    this.listener = listener;
    this.observer = observer;
    this.store = store;
    this.control = control;
    this.cancellation = cancellation;
    this.saved = saved;
  }

  /**
   * Measures on a server.
   *
   * @param db runs the bands; its listener of runs and its cancellation are not used
   */
  public static ScalingStudy on(StormDb db) {
    return new ScalingStudy(
        db,
        StudyListener.NONE,
        BandObserver.NONE,
        StudyStore.NONE,
        Optional.empty(),
        new Cancellation(),
        Optional.empty());
  }

  /**
   * Measures a plan on a server: all that a test suite needs.
   *
   * @throws StormDbException if not even the first band can be measured
   */
  public static StudyResult run(StudyPlan plan, StormDb db) {
    return on(db).run(plan);
  }

  /** Returns a copy that is watched. */
  public ScalingStudy listen(StudyListener newListener) {
    return new ScalingStudy(db, newListener, observer, store, control, cancellation, saved);
  }

  /** Returns a copy that has the server looked at in each band. */
  public ScalingStudy observe(BandObserver newObserver) {
    return new ScalingStudy(db, listener, newObserver, store, control, cancellation, saved);
  }

  /** Returns a copy that is kept after each band. */
  public ScalingStudy keepIn(StudyStore newStore) {
    return new ScalingStudy(db, listener, observer, newStore, control, cancellation, saved);
  }

  /**
   * Returns a copy that can ask the server whether it is quiet, which a plan may want between
   * bands.
   *
   * @param dataSource opens a connection for it, as a user who may see the sessions of others
   */
  public ScalingStudy control(DataSource dataSource) {
    return new ScalingStudy(
        db, listener, observer, store, Optional.of(dataSource), cancellation, saved);
  }

  /** Returns a copy that somebody else can end early; what was measured is kept. */
  public ScalingStudy cancelledBy(Cancellation newCancellation) {
    return new ScalingStudy(db, listener, observer, store, control, newCancellation, saved);
  }

  /** Returns a copy that goes on from an earlier study of the same plan. */
  public ScalingStudy resume(SavedStudy earlier) {
    return new ScalingStudy(
        db, listener, observer, store, control, cancellation, Optional.of(earlier));
  }

  /**
   * Measures. A band that fails is kept with its reason, and the others go on.
   *
   * @return all that was measured, also when the study ended early; see {@link StudyResult#status}
   * @throws StormDbException if not even the first band can be measured, the server does not take
   *     as many connections as the largest level needs, or the study to resume is one of another
   *     plan
   */
  public StudyResult run(StudyPlan plan) {
    if (plan.coolDown().quietWithin().isPresent() && control.isEmpty()) {
      throw StormDbException.usage(
          "the plan waits until the server is quiet, but nothing was given to ask it with; call control(dataSource)");
    }
    saved.ifPresent(earlier -> requireSamePlan(earlier, plan));
    return new StudyRun(
            plan,
            db.cancelledBy(cancellation),
            listener,
            observer,
            store,
            control.map(source -> new Quiet(source, cancellation)),
            cancellation,
            saved)
        .run();
  }

  private static void requireSamePlan(SavedStudy earlier, StudyPlan plan) {
    var differences = earlier.differences(plan);
    if (!differences.isEmpty()) {
      throw StormDbException.usage(
          "%s holds a study of another plan: %s; give the same plan, or start a new study"
              .formatted(earlier.name(), String.join("; ", differences)));
    }
  }
}
