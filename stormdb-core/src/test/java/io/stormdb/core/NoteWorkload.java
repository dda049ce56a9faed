package io.stormdb.core;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadType;
import java.sql.SQLException;
import java.util.List;

/** A workload of one small table, which is there to be looked at and written to. */
interface NoteWorkload extends Workload {

  Sql NOTE = Sql.of("note", "INSERT INTO note (id) VALUES (?)");

  static WorkloadType type(String name, Parameter parameter) {
    return new WorkloadType(
        name, List.of(), name, "Looks and notes.", "nothing", 1, 1, List.of(parameter));
  }

  @Override
  default void createSchema(SchemaContext db) throws SQLException {
    db.execute("CREATE TABLE note (id bigint)");
  }

  @Override
  default void load(LoadContext load) throws SQLException {
    load.copy("note", "id").rows(1, (row, number, random) -> row.add(number));
  }
}
