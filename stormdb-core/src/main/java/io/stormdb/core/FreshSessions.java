package io.stormdb.core;

import java.sql.SQLException;
import java.util.List;

/**
 * A session of its own for each transaction.
 *
 * @param opening opens them
 */
record FreshSessions(Opening opening) implements Sessions {

  @Override
  public Session acquire() throws SQLException {
    return opening.open();
  }

  @Override
  public void release(Session session, boolean usable) {
    // a connection that cannot be closed properly is gone, which is what was wanted
    Database.close(List.of(session.connection()), trouble -> {});
  }
}
