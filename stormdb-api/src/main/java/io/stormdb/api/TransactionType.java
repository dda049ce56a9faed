package io.stormdb.api;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the transactions that a worker chooses from: its name, how often it is chosen, and what it
 * does. Immutable; methods named after a property return a changed copy.
 */
public final class TransactionType {

  private final String name;
  private final double weight;
  private final Supplier<Instance> instances;
  private final boolean singleStatement;
  private final boolean readOnly;
  private final boolean deferred;
  private final @Nullable Isolation isolation;
  private final Pause keying;
  private final Pause thinking;

  private TransactionType(
      String name,
      double weight,
      Supplier<Instance> instances,
      boolean singleStatement,
      boolean readOnly,
      boolean deferred,
      @Nullable Isolation isolation,
      Pause keying,
      Pause thinking) {
    this.name = Objects.requireNonNull(name, "name");
    this.weight = weight;
    this.instances = instances;
    this.singleStatement = singleStatement;
    this.readOnly = readOnly;
    this.deferred = deferred;
    this.isolation = isolation;
    this.keying = keying;
    this.thinking = thinking;
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a transaction must not be blank");
    }
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "weight of transaction '%s' must be at least 0 and finite, was %s"
              .formatted(name, weight));
    }
  }

  /**
   * Describes a transaction that draws its arguments as it goes.
   *
   * @param weight how often it is chosen, relative to the others; at least 0
   */
  public static TransactionType of(String name, double weight, Body body) {
    Instance instance = new Plain(body);
    return new TransactionType(
        name, weight, () -> instance, false, false, false, null, Pause.none(), Pause.none());
  }

  /**
   * Describes a transaction of exactly one statement. It runs in autocommit, which saves the round
   * trips of BEGIN and COMMIT, unless a pooler in transaction mode is between. A second statement
   * is refused with an {@link IllegalStateException}.
   *
   * @param weight how often it is chosen, relative to the others; at least 0
   */
  public static TransactionType single(String name, double weight, Body body) {
    Instance instance = new Plain(body);
    return new TransactionType(
        name, weight, () -> instance, true, false, false, null, Pause.none(), Pause.none());
  }

  /**
   * Describes a transaction whose arguments are drawn before its time starts to count, and are the
   * same when it is retried.
   *
   * @param weight how often it is chosen, relative to the others; at least 0
   * @param arguments makes an object that holds arguments; called once a worker
   * @param draw fills that object, untimed
   * @param body runs the transaction, timed
   */
  public static <A> TransactionType of(
      String name, double weight, Supplier<A> arguments, Draw<A> draw, BodyWith<A> body) {
    return new TransactionType(
        name,
        weight,
        () -> new Drawn<>(arguments.get(), draw, body),
        false,
        false,
        false,
        null,
        Pause.none(),
        Pause.none());
  }

  /**
   * Describes a transaction of exactly one statement whose arguments are drawn before its time
   * starts to count. It runs in autocommit, which saves the round trips of BEGIN and COMMIT. A
   * second statement is refused with an {@link IllegalStateException}.
   *
   * @param weight how often it is chosen, relative to the others; at least 0
   * @param arguments makes an object that holds arguments; called once a worker
   * @param draw fills that object, untimed
   * @param body runs the statement, timed
   */
  public static <A> TransactionType single(
      String name, double weight, Supplier<A> arguments, Draw<A> draw, BodyWith<A> body) {
    return new TransactionType(
        name,
        weight,
        () -> new Drawn<>(arguments.get(), draw, body),
        true,
        false,
        false,
        null,
        Pause.none(),
        Pause.none());
  }

  /**
   * Describes a transaction whose statements are all known before it runs: nothing that one returns
   * decides what comes after it. One statement runs in autocommit, several in a transaction. The
   * engine can run such transactions of many workers in few threads and without the JDBC driver,
   * which costs much less; it does so if all transactions of a run are scripts, and nobody waits
   * between them (docs/connections.md says what else has to be so). The server gets the same
   * statements either way, but for the format of rows, which is always text without the driver.
   *
   * @param weight how often it is chosen, relative to the others; at least 0
   * @param arguments makes an object that holds arguments; called once a worker
   * @param draw fills that object, untimed
   * @param statements in their order; at least one
   */
  public static <A> TransactionType script(
      String name,
      double weight,
      Supplier<A> arguments,
      Draw<A> draw,
      List<ScriptedStatement<A>> statements) {
    if (statements.isEmpty()) {
      throw new IllegalArgumentException(
          "the script of transaction '%s' has no statement".formatted(name));
    }
    return new TransactionType(
        name,
        weight,
        new Scripts<>(arguments, draw, List.copyOf(statements)),
        statements.size() == 1,
        false,
        false,
        null,
        Pause.none(),
        Pause.none());
  }

  /**
   * Returns a copy that only reads: its transaction is READ ONLY, and the server refuses it to
   * write. A single statement has no transaction that could be so; there it is a promise.
   */
  public TransactionType readOnly() {
    return new TransactionType(
        name, weight, instances, singleStatement, true, deferred, isolation, keying, thinking);
  }

  /** Returns a copy that runs at the given isolation level, whatever the run's is. */
  public TransactionType isolation(Isolation level) {
    return new TransactionType(
        name, weight, instances, singleStatement, readOnly, deferred, level, keying, thinking);
  }

  /**
   * Returns a copy that a worker only queues: the time of the type is that of queueing it, and
   * someone else runs it from the queue, recorded as {@code <name>_deferred} from the moment it was
   * queued.
   */
  public TransactionType deferred() {
    return new TransactionType(
        name, weight, instances, singleStatement, readOnly, true, isolation, keying, thinking);
  }

  /**
   * Returns a copy with pauses around it.
   *
   * @param keying before the transaction, while a user would type
   * @param thinking after it, while a user would read
   */
  public TransactionType pauses(Pause keying, Pause thinking) {
    return new TransactionType(
        name, weight, instances, singleStatement, readOnly, deferred, isolation, keying, thinking);
  }

  /** Returns a copy that is chosen as often as the given weight says. */
  public TransactionType weight(double newWeight) {
    return new TransactionType(
        name,
        newWeight,
        instances,
        singleStatement,
        readOnly,
        deferred,
        isolation,
        keying,
        thinking);
  }

  /** Returns the name in reports. */
  public String name() {
    return name;
  }

  /** Returns how often it is chosen, relative to the others. */
  public double weight() {
    return weight;
  }

  /** Returns whether it is one statement in autocommit. */
  public boolean isSingleStatement() {
    return singleStatement;
  }

  /**
   * Returns whether its statements are all known before it runs; it is a {@link Script} then in the
   * hands of each worker.
   */
  public boolean isScript() {
    return instances instanceof Scripts;
  }

  /** Returns whether it only reads. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Returns whether a worker only queues it. */
  public boolean isDeferred() {
    return deferred;
  }

  /** Returns the isolation level that it insists on, or {@code null} for that of the run. */
  public @Nullable Isolation isolation() {
    return isolation;
  }

  /** Returns the pause before it. */
  public Pause keying() {
    return keying;
  }

  /** Returns the pause after it. */
  public Pause thinking() {
    return thinking;
  }

  /** Returns the transaction for one worker, with its own arguments. */
  public Instance instantiate() {
    return instances.get();
  }

  @Override
  public String toString() {
    return name;
  }

  /** What a transaction does. Must be safe for use by many threads. */
  @FunctionalInterface
  public interface Body {
    /** Runs the transaction. */
    void run(Tx tx) throws SQLException;
  }

  /** What a transaction does with arguments drawn before. Must be safe for use by many threads. */
  @FunctionalInterface
  public interface BodyWith<A> {
    /** Runs the transaction. */
    void run(Tx tx, A arguments) throws SQLException;
  }

  /** Fills arguments. Must be safe for use by many threads, each with its own arguments. */
  @FunctionalInterface
  public interface Draw<A> {
    /** Overwrites all of {@code arguments}. */
    void draw(Worker worker, A arguments);
  }

  /** A transaction in the hands of one worker: first draw, then run, once or again. */
  public interface Instance {
    /** Draws arguments; not timed. */
    void draw(Worker worker);

    /** Runs with the arguments that were drawn last; timed. */
    void run(Tx tx) throws SQLException;
  }

  private record Scripts<A>(
      Supplier<A> arguments, Draw<A> draw, List<ScriptedStatement<A>> statements)
      implements Supplier<Instance> {
    @Override
    public Instance get() {
      return new DrawnScript<>(statements, arguments.get(), draw);
    }
  }

  private record Plain(Body body) implements Instance {
    @Override
    public void draw(Worker worker) {
      // The body draws for itself.
    }

    @Override
    public void run(Tx tx) throws SQLException {
      body.run(tx);
    }
  }

  private record Drawn<A>(A arguments, Draw<A> drawer, BodyWith<A> body) implements Instance {
    @Override
    public void draw(Worker worker) {
      drawer.draw(worker, arguments);
    }

    @Override
    public void run(Tx tx) throws SQLException {
      body.run(tx, arguments);
    }
  }
}
