package io.stormdb.cli;

import io.stormdb.core.config.ProgressiveSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a study is written.
 *
 * @param json all of it, after each band; empty if it is not wanted
 * @param csv the table of its bands, at the end; empty if it is not wanted
 */
record StudyFiles(Optional<Path> json, Optional<Path> csv) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /**
   * Returns the files.
   *
   * @param now goes into names that nobody has given
   */
  static StudyFiles of(ProgressiveSettings given, LocalDateTime now) {
    Path usual = Path.of("stormdb-progressive-" + TIME.format(now));
    Path base =
        given
            .exportPath()
            .map(path -> Files.isDirectory(path) ? path.resolve(usual) : path)
            .orElse(usual);
    Optional<Path> json =
        given.jsonFile().or(given::resume).or(() -> Optional.of(with(base, ".json")));
    Optional<Path> csv = given.csvFile().or(() -> Optional.of(with(base, ".csv")));
    return new StudyFiles(json.filter(path -> given.json()), csv.filter(path -> given.csv()));
  }

  private static Path with(Path base, String ending) {
    return base.resolveSibling(base.getFileName() + ending);
  }
}
