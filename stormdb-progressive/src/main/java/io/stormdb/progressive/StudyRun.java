package io.stormdb.progressive;

import io.stormdb.core.Cancellation;
import io.stormdb.core.Environment;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One study, from its first band to its last. Belongs to one thread. */
final class StudyRun {

  /** A server that was started again for the same data may listen elsewhere, which is all one. */
  private static final Set<String> WHERE_IT_LISTENS =
      Set.of("port", "unix_socket_directories", "listen_addresses");

  private final StudyPlan plan;
  private final StormDb db;
  private final StudyListener listener;
  private final BandObserver observer;
  private final StudyStore store;
  private final Optional<Quiet> quiet;
  private final Cancellation cancellation;
  private final Course course;
  private final List<BandResult> bands = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Instant started;
  private final Duration tookBefore;
  private final long startedNanos = System.nanoTime();
  private String workload;
  private @Nullable Environment environment;

  StudyRun(
      StudyPlan plan,
      StormDb db,
      StudyListener listener,
      BandObserver observer,
      StudyStore store,
      Optional<Quiet> quiet,
      Cancellation cancellation,
      Optional<SavedStudy> saved) {
    this.plan = plan;
    this.db = db;
    this.listener = listener;
    this.observer = observer;
    this.store = store;
    this.quiet = quiet;
    this.cancellation = cancellation;
    this.course = Course.of(plan);
    this.started = saved.map(SavedStudy::started).orElseGet(Instant::now);
    this.tookBefore = saved.map(SavedStudy::took).orElse(Duration.ZERO);
    this.workload = saved.map(SavedStudy::workload).orElse("");
    this.environment = saved.flatMap(SavedStudy::environment).orElse(null);
    saved.ifPresent(earlier -> bands.addAll(earlier.kept()));
  }

  StudyResult run() {
    // before the first band: that the last one has no place must not be found out hours later
    db.check(plan.at(plan.strategy().largest()));
    listener.started(plan, course.bands(), List.copyOf(bands));
    boolean first = true;
    Optional<Level> next = course.next(bands);
    while (next.isPresent() && !cancellation.isCancelled()) {
      if (!first) {
        coolDown();
      }
      if (!cancellation.isCancelled()) {
        measure(next.get()).ifPresent(this::finish);
      }
      first = false;
      next = course.next(bands);
    }
    course.leftOut(bands).forEach(listener::noted);
    StudyResult result = result(status());
    save(result);
    return result;
  }

  private void finish(BandResult band) {
    bands.add(band);
    listener.finished(band);
    save(result(StudyResult.Status.RUNNING));
  }

  private void coolDown() {
    CoolDown pause = plan.coolDown();
    if (pause.equals(CoolDown.NONE)) {
      return;
    }
    listener.cooling(pause);
    if (!cancellation.await(pause.least())) {
      pause
          .quietWithin()
          .flatMap(longest -> quiet.orElseThrow().await(longest))
          .ifPresent(busy -> note("before band %s %s".formatted(bands.size() + 1, busy)));
    }
  }

  /** Returns the band; empty if it was interrupted before anything was known of it. */
  private Optional<BandResult> measure(Level level) {
    int number = bands.size() + 1;
    int repeat = 1 + (int) bands.stream().filter(band -> band.level().equals(level)).count();
    Instant begun = Instant.now();
    long begunNanos = System.nanoTime();
    try (BandObserver.Observation observation = observer.observe(level)) {
      RunListener watching = listener.starting(number, course.bands(), level);
      RunResult result =
          db.listen(RunListener.all(List.of(observation.listener(), watching))).run(plan.at(level));
      requireWhole(result);
      place(number, result);
      observation.missing().forEach(this::note);
      return Optional.of(
          BandReading.of(result, number, repeat, level, since(begunNanos), observation.figures()));
    } catch (StormDbException e) {
      if (cancellation.isCancelled()) {
        return Optional.empty();
      }
      if (e.kind() == StormDbException.Kind.USAGE
          && bands.stream().noneMatch(BandResult::isUsable)) {
        // it is the study that cannot be done as it was asked, not this band
        throw e;
      }
      return Optional.of(
          new BandResult(
              number,
              repeat,
              level,
              BandResult.Status.FAILED,
              String.valueOf(e.getMessage()),
              begun,
              since(begunNanos),
              Optional.empty(),
              List.of()));
    }
  }

  private static void requireWhole(RunResult result) {
    if (result.steps().isUsed()) {
      throw StormDbException.usage(
          "workload '%s' runs in steps that differ from each other, so its bands cannot be compared; run it by itself"
              .formatted(result.workload()));
    }
  }

  /** Bands on servers that are not the same are not about the load alone. */
  private void place(int number, RunResult result) {
    workload = result.workload();
    Environment before = environment;
    Environment now = result.environment();
    if (before == null) {
      environment = now;
      return;
    }
    if (!before.serverVersion().equals(now.serverVersion())) {
      note(
          "the server was PostgreSQL %s before, and %s from band %s on"
              .formatted(before.serverVersion(), now.serverVersion(), number));
    }
    Set<String> changed = new TreeSet<>(before.serverSettings().keySet());
    changed.addAll(now.serverSettings().keySet());
    changed.removeAll(WHERE_IT_LISTENS);
    changed.removeIf(
        name ->
            before
                .serverSettings()
                .getOrDefault(name, "")
                .equals(now.serverSettings().getOrDefault(name, "")));
    if (!changed.isEmpty()) {
      note(
          "settings of the server were others in band %s than in the first: %s"
              .formatted(number, String.join(", ", changed)));
    }
  }

  private void note(String sentence) {
    if (notes.add(sentence)) {
      listener.noted(sentence);
    }
  }

  private void save(StudyResult soFar) {
    try {
      store.save(soFar);
    } catch (IOException e) {
      // what was measured is worth more than a file: it is still reported at the end
      note("the study is not kept: " + e.getMessage());
    }
  }

  private StudyResult.Status status() {
    boolean interrupted =
        cancellation.isCancelled()
            && (course.next(bands).isPresent()
                || bands.stream().anyMatch(b -> b.status() == BandResult.Status.INTERRUPTED));
    if (interrupted) {
      return StudyResult.Status.INTERRUPTED;
    }
    return bands.stream().anyMatch(BandResult::isUsable)
        ? StudyResult.Status.COMPLETED
        : StudyResult.Status.FAILED;
  }

  private StudyResult result(StudyResult.Status status) {
    return new StudyResult(
        plan,
        status,
        started,
        tookBefore.plus(since(startedNanos)),
        workload,
        Optional.ofNullable(environment),
        bands,
        course.leftOut(bands),
        List.copyOf(notes));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
