package io.stormdb.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of some tables in the text format of COPY, a file each.
 *
 * @param psql writes and reads them
 * @param folder holds them
 * @param tables with their schema
 */
record TextFiles(Psql psql, Path folder, List<String> tables) {

  /** Writes what is in the tables. */
  void export() throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (String table : tables) {
      script.append("\\copy (SELECT * FROM %s) TO '%s'\n".formatted(table, file(table)));
    }
    psql.run(script.toString());
  }

  /** Copies the files into the tables: one script on one connection, as a DBA would write it. */
  CopyTime copy(long rows) throws IOException, InterruptedException {
    // the server's clock, so that starting psql and logging in does not count
    StringBuilder script =
        new StringBuilder("SELECT extract(epoch FROM clock_timestamp()) AS began \\gset\n");
    long bytes = 0;
    for (String table : tables) {
      script.append("\\copy %s FROM '%s'\n".formatted(table, file(table)));
      bytes += Files.size(file(table));
    }
    script.append("SELECT extract(epoch FROM clock_timestamp()) - :began;\n");
    return new CopyTime(rows, bytes, Double.parseDouble(psql.run(script.toString())));
  }

  /** Deletes the files and their folder. */
  void delete() throws IOException {
    for (String table : tables) {
      Files.deleteIfExists(file(table));
    }
    Files.deleteIfExists(folder);
  }

  private Path file(String table) {
    return folder.resolve(table + ".txt");
  }
}
