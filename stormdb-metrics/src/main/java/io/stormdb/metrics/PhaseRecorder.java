package io.stormdb.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Takes down what all workers do in one phase of a run: one {@link WorkerRecorder} each, put
 * together whenever somebody asks. Workers may record at any time; only one thread may ask.
 */
public final class PhaseRecorder {

  /** More workers than this share recorders: one has a megabyte or two of histograms. */
  private static final int MOST_ALONE = 256;

  /** How many recorders the workers of a group share, at most. */
  private static final int SHARED = 64;

  private final WorkerRecorder[] ofWorkers;
  private final List<WorkerRecorder> recorders;
  private final List<Group> groups;
  private final int types;
  private final int kinds;
  private final boolean apart;
  private Count before;
  private List<Latencies> lastOfGroups = List.of();
  private Map<Integer, StatementTally> lastOfStatements = Map.of();
  private Map<Integer, Values> lastOfMeasures = Map.of();
  private List<Counts> ofWorkersBefore = List.of();
  private List<WorkerTally> lastOfWorkers = List.of();

  /**
   * Workers that are looked at apart from others.
   *
   * @param workers who they are
   * @param total all latencies of theirs that were moved so far
   */
  private record Group(List<WorkerRecorder> workers, Drained total) {}

  /** What was counted since the start of the phase. */
  private record Count(
      List<Counts> types, List<Long> statements, List<Long> rows, List<Long> counters) {

    Count minus(Count earlier) {
      return new Count(
          IntStream.range(0, types.size())
              .mapToObj(type -> types.get(type).minus(earlier.types.get(type)))
              .toList(),
          difference(statements, earlier.statements),
          difference(rows, earlier.rows),
          difference(counters, earlier.counters));
    }

    Tally with(Drained latencies) {
      return new Tally(
          IntStream.range(0, types.size())
              .mapToObj(type -> latencies.tally(type, types.get(type)))
              .toList(),
          statements,
          rows,
          counters,
          Latencies.owning(latencies.startDelays()),
          Latencies.owning(latencies.connectionWaits()));
    }

    private static List<Long> difference(List<Long> now, List<Long> before) {
      return IntStream.range(0, now.size())
          .mapToObj(i -> now.get(i) - (i < before.size() ? before.get(i) : 0))
          .toList();
    }
  }

  /**
   * Makes room.
   *
   * @param workers how many record
   * @param types how many types of transactions there are
   * @param kinds how many kinds of statements
   * @param openLoop whether transactions may start later than they are meant to; service times are
   *     recorded apart then
   */
  public PhaseRecorder(int workers, int types, int kinds, boolean openLoop) {
    this(new int[workers], types, kinds, openLoop, false);
  }

  /**
   * Makes room, with workers in groups.
   *
   * @param groupOf the group of each worker, from 0
   * @param types how many types of transactions there are
   * @param kinds how many kinds of statements
   * @param openLoop whether transactions may start later than they are meant to
   * @param waits whether transactions wait for a connection; service times are recorded apart then,
   *     as they are in an open loop
   */
  public PhaseRecorder(int[] groupOf, int types, int kinds, boolean openLoop, boolean waits) {
    this.ofWorkers = recorders(groupOf, types, kinds, openLoop, waits);
    this.recorders = Arrays.stream(ofWorkers).distinct().toList();
    this.types = types;
    this.kinds = kinds;
    this.apart = openLoop || waits;
    this.groups =
        IntStream.rangeClosed(0, Arrays.stream(groupOf).max().orElse(0))
            .mapToObj(group -> new Group(members(groupOf, group), Drained.nothing(types, apart)))
            .toList();
    this.before = count(recorders);
  }

  private static WorkerRecorder[] recorders(
      int[] groupOf, int types, int kinds, boolean openLoop, boolean waits) {
    WorkerRecorder[] recorders = new WorkerRecorder[groupOf.length];
    Map<Integer, WorkerRecorder> shared = new HashMap<>();
    for (int worker = 0; worker < recorders.length; worker++) {
      int place = groupOf[worker] * SHARED + worker % SHARED;
      recorders[worker] =
          recorders.length <= MOST_ALONE
              ? new WorkerRecorder(types, kinds, openLoop, waits)
              : shared.computeIfAbsent(
                  place, p -> new SharedRecorder(types, kinds, openLoop, waits));
    }
    return recorders;
  }

  private List<WorkerRecorder> members(int[] groupOf, int group) {
    return IntStream.range(0, groupOf.length)
        .filter(worker -> groupOf[worker] == group)
        .mapToObj(this::worker)
        .distinct()
        .toList();
  }

  /** Returns the recorder of a worker, from 0; with hundreds of them, one that others have too. */
  public WorkerRecorder worker(int number) {
    return ofWorkers[number];
  }

  /** Returns what has been recorded since the last call. */
  public Tally flip() {
    Drained drained = Drained.nothing(types, apart);
    List<Latencies> ofGroups = new ArrayList<>();
    for (Group group : groups) {
      Drained part = Drained.nothing(types, apart);
      group.workers.forEach(part::drain);
      group.total.add(part);
      drained.add(part);
      if (groups.size() > 1) {
        ofGroups.add(Latencies.merged(part.successful().stream().map(Latencies::owning).toList()));
      }
    }
    lastOfGroups = ofGroups;
    lastOfStatements = drainStatements();
    lastOfMeasures = drainMeasures();
    lastOfWorkers = eachWorker();
    Count now = count(recorders);
    Count difference = now.minus(before);
    before = now;
    return difference.with(drained);
  }

  /**
   * Returns the response times of each group, of those that did not fail, that the last call of
   * {@link #flip} has returned; none if there is one group only.
   */
  public List<Latencies> lastOfGroups() {
    return lastOfGroups;
  }

  private Map<Integer, StatementTally> drainStatements() {
    Map<Integer, StatementRecorder.Sum> recent = new TreeMap<>();
    recorders.forEach(worker -> worker.details().drainStatements(recent));
    return tallies(recent);
  }

  private static Map<Integer, StatementTally> tallies(Map<Integer, StatementRecorder.Sum> sums) {
    Map<Integer, StatementTally> tallies = new TreeMap<>();
    sums.forEach((statement, sum) -> tallies.put(statement, sum.tally()));
    tallies.values().removeIf(StatementTally::isEmpty);
    return tallies;
  }

  private Map<Integer, Values> drainMeasures() {
    Map<Integer, ValueRecorder> recent = new TreeMap<>();
    recorders.forEach(worker -> worker.details().drainMeasures(recent));
    return values(recent);
  }

  private static Map<Integer, Values> values(Map<Integer, ValueRecorder> sums) {
    Map<Integer, Values> values = new TreeMap<>();
    sums.forEach((measure, sum) -> values.put(measure, sum.values()));
    values.values().removeIf(some -> some.count() == 0);
    return values;
  }

  private List<WorkerTally> eachWorker() {
    if (ofWorkersBefore.isEmpty()) {
      return List.of();
    }
    List<Counts> now = countsOfWorkers();
    List<Counts> before = ofWorkersBefore;
    ofWorkersBefore = now;
    return IntStream.range(0, now.size())
        .mapToObj(
            number ->
                new WorkerTally(
                    now.get(number).minus(before.get(number)), worker(number).takeRecent()))
        .toList();
  }

  private List<Counts> countsOfWorkers() {
    return IntStream.range(0, ofWorkers.length).mapToObj(this::countsOf).toList();
  }

  /** Returns what statements did, by number, that the last call of {@link #flip} has returned. */
  public Map<Integer, StatementTally> lastOfStatements() {
    return lastOfStatements;
  }

  /** Returns what statements did, by number, up to the last call of {@link #flip}. */
  public Map<Integer, StatementTally> statements() {
    Map<Integer, StatementRecorder.Sum> sums = new TreeMap<>();
    recorders.forEach(worker -> worker.details().addStatements(sums));
    return tallies(sums);
  }

  /** Returns the values of measures, by number, that the last call of {@link #flip} has found. */
  public Map<Integer, Values> lastOfMeasures() {
    return lastOfMeasures;
  }

  /** Returns the values of measures, by number, up to the last call of {@link #flip}. */
  public Map<Integer, Values> measures() {
    Map<Integer, ValueRecorder> sums = new TreeMap<>();
    recorders.forEach(worker -> worker.details().addMeasures(sums));
    return values(sums);
  }

  /**
   * Returns what each worker did that the last call of {@link #flip} has returned; none unless
   * {@link #keepEachWorkerInEachFlip} was called.
   */
  public List<WorkerTally> lastOfWorkers() {
    return lastOfWorkers;
  }

  /** Returns the counts of all types together up to now. */
  public Counts counts() {
    return Counts.sum(count(recorders).types());
  }

  /** Returns everything that calls of {@link #flip} have returned so far. */
  public Tally total() {
    Drained total = Drained.nothing(types, apart);
    groups.forEach(group -> total.add(group.total));
    return before.with(total);
  }

  /**
   * Returns what the workers of a group have done. To be called after the last {@link #flip}, when
   * nobody records any more.
   *
   * @param group from 0
   */
  public Tally total(int group) {
    Group asked = groups.get(group);
    return count(asked.workers).with(asked.total.copy());
  }

  /**
   * Keeps the latencies of each worker apart as well, unless they are so many that they share
   * recorders. To be called before the first starts.
   */
  public void keepEachWorker() {
    if (keepsWorkersApart()) {
      recorders.forEach(WorkerRecorder::keepOwnLatencies);
    }
  }

  /**
   * Keeps apart what each worker did between calls of {@link #flip}, unless they are so many that
   * they share recorders. To be called before the first starts.
   */
  public void keepEachWorkerInEachFlip() {
    if (keepsWorkersApart()) {
      recorders.forEach(WorkerRecorder::keepRecentLatencies);
      ofWorkersBefore = countsOfWorkers();
    }
  }

  /** Returns whether it can be said of each worker what it did: of up to 256. */
  public boolean keepsWorkersApart() {
    return recorders.size() == ofWorkers.length;
  }

  /**
   * Returns what a worker has done so far, of all types. Only if workers are kept apart.
   *
   * @param number from 0
   */
  public Counts countsOf(int number) {
    WorkerRecorder worker = worker(number);
    return Counts.sum(IntStream.range(0, types).mapToObj(worker::counts).toList());
  }

  /**
   * Returns the response times of a worker's transactions that did not fail, up to the last call of
   * {@link #flip}, with two significant digits; none unless {@link #keepEachWorker} was called.
   *
   * @param number from 0
   */
  public Latencies latenciesOf(int number) {
    return worker(number).ownLatencies();
  }

  /** Returns how late workers woke up; to be called when all of them have ended. */
  public Latencies wakeUps() {
    return DetailRecorder.wakeUps(recorders.stream().map(WorkerRecorder::details).toList());
  }

  private Count count(List<WorkerRecorder> of) {
    return new Count(
        IntStream.range(0, types)
            .mapToObj(type -> Counts.sum(of.stream().map(worker -> worker.counts(type)).toList()))
            .toList(),
        sums(of, kinds, kind -> worker -> worker.statementCount(kind)),
        sums(of, kinds, kind -> worker -> worker.rowCount(kind)),
        sums(
            of,
            of.stream().mapToInt(WorkerRecorder::counterBound).max().orElse(0),
            counter -> worker -> worker.counter(counter)));
  }

  private static List<Long> sums(
      List<WorkerRecorder> of, int size, IntFunction<ToLongFunction<WorkerRecorder>> figure) {
    return IntStream.range(0, size)
        .mapToObj(index -> of.stream().mapToLong(figure.apply(index)).sum())
        .toList();
  }
}
