package io.stormdb.api;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script with arguments of one worker. */
final class DrawnScript<A> implements Script {

  private final List<ScriptedStatement<A>> statements;
  private final A arguments;
  private final TransactionType.Draw<A> draw;
  private final Bound bound = new Bound();

  DrawnScript(List<ScriptedStatement<A>> statements, A arguments, TransactionType.Draw<A> draw) {
    this.statements = statements;
    this.arguments = arguments;
    this.draw = draw;
  }

  @Override
  public void draw(Worker worker) {
    draw.draw(worker, arguments);
  }

  @Override
  public void run(Tx tx) throws SQLException {
    for (int i = 0; i < statements.size(); i++) {
      ScriptedStatement<A> statement = statements.get(i);
      statement.require(
          statement.returnsRows()
              ? drained(tx.query(statement.sql()), statement)
              : executed(tx.update(statement.sql()), statement));
    }
  }

  private long drained(Query query, ScriptedStatement<A> statement) throws SQLException {
    statement.bind(bound.to(query), arguments);
    return query.drain();
  }

  private long executed(Update update, ScriptedStatement<A> statement) throws SQLException {
    statement.bind(bound.to(update), arguments);
    return update.execute();
  }

  @Override
  public int size() {
    return statements.size();
  }

  @Override
  public Sql sql(int statement) {
    return statements.get(statement).sql();
  }

  @Override
  public boolean returnsRows(int statement) {
    return statements.get(statement).returnsRows();
  }

  @Override
  public void bind(int statement, Binding to) throws SQLException {
    statements.get(statement).bind(to, arguments);
  }

  @Override
  public void require(int statement, long rows) throws UnexpectedRowsException {
    statements.get(statement).require(rows);
  }

  /** Binds to a statement of a transaction; the same one again and again, to allocate nothing. */
  private static final class Bound implements Binding {
    private @Nullable Bindable<?> statement;

    Bound to(Bindable<?> another) {
      statement = another;
      return this;
    }

    private Bindable<?> statement() {
      if (statement == null) {
        throw new IllegalStateException("there is no statement to bind to");
      }
      return statement;
    }

    @Override
    public Binding bind(int value) throws SQLException {
      statement().bind(value);
      return this;
    }

    @Override
    public Binding bind(long value) throws SQLException {
      statement().bind(value);
      return this;
    }

    @Override
    public Binding bind(double value) throws SQLException {
      statement().bind(value);
      return this;
    }

    @Override
    public Binding bind(boolean value) throws SQLException {
      statement().bind(value);
      return this;
    }

    @Override
    public Binding bind(@Nullable String value) throws SQLException {
      statement().bind(value);
      return this;
    }

    @Override
    public Binding bind(@Nullable BigDecimal value) throws SQLException {
      statement().bind(value);
      return this;
    }
  }
}
