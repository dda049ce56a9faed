package io.stormdb.core;

import io.stormdb.api.Sql;
import io.stormdb.api.UnexpectedRowsException;
import io.stormdb.api.Update;
import java.sql.Connection;
import java.sql.SQLException;

/** A statement that returns a count. */
final class UpdateStatement extends BoundStatement<Update> implements Update {

  UpdateStatement(Sql sql, WorkerTx tx, Connection connection) throws SQLException {
    super(sql, tx, connection);
  }

  @Override
  Update self() {
    return this;
  }

  @Override
  public long execute() throws SQLException {
    tx().beforeStatement();
    SqlTrace.statement(sql.text());
    StatementTimer timer = tx().timer();
    long rows = timer == null ? prepared.executeLargeUpdate() : timer.update(sql, prepared);
    tx().answered(sql.kind(), rows);
    return rows;
  }

  @Override
  public void expectRows(long rows) throws SQLException {
    long actual = execute();
    if (actual != rows) {
      throw new UnexpectedRowsException(sql, rows + (rows == 1 ? " row" : " rows"), actual);
    }
  }
}
