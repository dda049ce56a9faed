package io.stormdb.report;

import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.SavedStudy;
import io.stormdb.progressive.maths.Evidence;
import io.stormdb.progressive.maths.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Measured levels from a file: anybody's table, or a study of StormDB. Immutable.
 *
 * @param unit what a level counts, in the plural
 * @param workers how many workers there were at every level, if it counts something else
 * @param levels in the order of the file
 * @param thinkSeconds how long a worker waits between transactions, on average; not negative
 * @param evidence what is known of the best of them
 * @param remarks what of the file was not used, a sentence each
 */
public record Points(
    String unit,
    OptionalInt workers,
    List<Measured> levels,
    double thinkSeconds,
    Evidence evidence,
    List<String> remarks) {

  /** Keeps copies. */
  public Points {
    levels = List.copyOf(levels);
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads a file: a study if its name ends in {@code .json}, a table with headings otherwise.
   *
   * @throws IOException if it cannot be read, or something in it is wrong; the message says which
   *     file, where and what
   */
  public static Points read(Path file) throws IOException {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
        ? of(StudyFile.read(file))
        : PointsTable.read(file);
  }

  private static Points of(SavedStudy study) throws IOException {
    if (study.bands().stream().anyMatch(band -> band.level().rate().isPresent())) {
      throw new IOException(
          "%s holds a search for the highest rate, which has no levels of workers to analyse"
              .formatted(study.name()));
    }
    List<BandResult> others = study.bands().stream().filter(band -> !band.isUsable()).toList();
    return new Points(
        study.byConnections() ? "connections" : "workers",
        study.byConnections()
            ? study.bands().stream().mapToInt(band -> band.level().workers()).max()
            : OptionalInt.empty(),
        study.bands().stream()
            .flatMap(band -> band.measured(study.byConnections()).stream())
            .toList(),
        study.thinkSeconds(),
        Conclusions.evidence(study.bands()),
        others.stream()
            .map(
                band ->
                    "band %s (%s) is left out: %s"
                        .formatted(band.number(), band.level(), band.reason()))
            .toList());
  }
}
