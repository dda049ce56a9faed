package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.DatabaseActivity;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.Setting;
import java.util.List;
import java.util.Optional;

/** Fires when sorts and hashes wrote a mebibyte or more to temporary files. */
final class TempFilesRule implements Rule {

  /** Less is over before anybody notices. */
  private static final long LEAST_BYTES = 1 << 20;

  @Override
  public List<Finding> judge(ServerStatistics statistics) {
    Optional<DatabaseActivity> database =
        statistics.database().find().filter(found -> found.tempBytes() >= LEAST_BYTES);
    Optional<ServerFacts> facts = statistics.facts().find();
    Optional<Long> memory = facts.flatMap(f -> f.setting("work_mem")).flatMap(Setting::bytes);
    return database.isPresent() && memory.isPresent() && database.get().tempFiles() > 0
        ? List.of(finding(database.get(), memory.get()))
        : List.of();
  }

  private static Finding finding(DatabaseActivity database, long workMem) {
    Evidence files = Evidence.count("temp_files", database.tempFiles());
    Evidence bytes = Evidence.bytes("temp_bytes", database.tempBytes());
    Evidence mean = Evidence.bytes("mean_file_bytes", database.tempBytes() / database.tempFiles());
    Evidence memory = Evidence.bytes("work_mem_bytes", workMem);
    return new Finding(
        "temp_files",
        Level.WARNING,
        "%s took %s, %s each on average; work_mem is %s"
            .formatted(
                database.tempFiles() == 1 ? "1 temporary file" : files.text() + " temporary files",
                bytes.text(),
                mean.text(),
                memory.text()),
        List.of(files, bytes, mean, memory),
        "a sort or a hash that has no room in work_mem goes through files, several times slower",
        "look for the statements with temporary blocks in pg_stat_statements, and raise work_mem for them; each node of each plan may take that much at once",
        Finding.manual("runtime-config-resource.html#GUC-WORK-MEM"));
  }
}
