package io.stormdb.workloads.imdb;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import java.util.List;
import java.util.Locale;

/**
 * Where the data comes from.
 *
 * @param mode how it is loaded
 * @param filepath what it is read from; blank if it is made up
 * @param batchSize rows of one COPY; at least 1
 * @param maxMemoryMb the most memory that reading takes, in MB; at least 1
 */
record DataLoading(Mode mode, String filepath, long batchSize, long maxMemoryMb) {

  private static final String SECTION = "data_loading.";
  private static final String MODE = SECTION + "mode";
  private static final String FILEPATH = SECTION + "filepath";
  private static final String BATCH_SIZE = SECTION + "batch_size";
  private static final String MAX_MEMORY_MB = SECTION + "max_memory_mb";

  /** How data is loaded. */
  enum Mode {
    /** It is made up, at the scale that is asked for. */
    GENERATE,
    /** It is read from the public files of IMDb, or from a dump of this workload's data. */
    DUMP,
    /** It is what a script leaves behind. */
    SQL
  }

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.choice(
              MODE,
              "generate",
              "Whether data is made up (generate), read from files of IMDb or a dump (dump), or"
                  + " written by a script (sql).",
              "generate",
              "dump",
              "sql"),
          Parameter.text(
              FILEPATH,
              "",
              "With dump: the folder of title.basics.tsv.gz and the others, or a dump by pg_dump;"
                  + " with sql: the script."),
          Parameter.integer(
              BATCH_SIZE, 1_000_000, 1, 100_000_000, "rows", "Rows of a file that one COPY takes."),
          Parameter.integer(
              MAX_MEMORY_MB, 512, 1, 1_000_000, "MB", "The most memory that reading files takes."));

  /** Returns the mode as a user writes it. */
  String modeName() {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  static DataLoading of(Parameters parameters) {
    return new DataLoading(
        Mode.valueOf(parameters.text(MODE).toUpperCase(Locale.ROOT)),
        parameters.text(FILEPATH),
        parameters.integer(BATCH_SIZE),
        parameters.integer(MAX_MEMORY_MB));
  }
}
