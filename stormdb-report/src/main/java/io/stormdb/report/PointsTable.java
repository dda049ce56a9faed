package io.stormdb.report;

import io.stormdb.progressive.maths.Evidence;
import io.stormdb.progressive.maths.Measured;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Reads measured levels from a table with headings; blank lines and those after # are nothing. */
final class PointsTable {

  private static final String STATUS = "status";

  /** Spreadsheets begin a file with it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What a column may be called, by what is read from it. */
  private static final Map<Column, List<String>> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(Column.LEVEL, List.of("workers", "concurrency", "clients", "threads", "n"));
    NAMES.put(Column.CONNECTIONS, List.of("connections"));
    NAMES.put(Column.TPS, List.of("tps", "throughput"));
    NAMES.put(Column.ERROR, List.of("tps_standard_error", "standard_error"));
    NAMES.put(Column.MEAN, List.of("avg_latency_ms"));
    NAMES.put(Column.P95, List.of("p95_latency_ms"));
    NAMES.put(Column.P99, List.of("p99_latency_ms"));
    NAMES.put(Column.FAILED, List.of("error_share"));
    NAMES.put(Column.DEVIATION, List.of("std_dev_latency"));
    NAMES.put(Column.THINK, List.of("think_time_ms"));
  }

  private enum Column {
    LEVEL,
    CONNECTIONS,
    TPS,
    ERROR,
    MEAN,
    P95,
    P99,
    FAILED,
    DEVIATION,
    THINK
  }

  private final Path file;
  private Cells cells;
  private final Map<Column, Integer> places = new LinkedHashMap<>();
  private final List<Measured> levels = new ArrayList<>();
  private final List<Double> connections = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private int status = -1;
  private int columns;
  private double thinkSeconds = Double.NaN;

  private PointsTable(Path file) {
    this.file = file;
    this.cells = Cells.of(file, "");
  }

  static Points read(Path file) throws IOException {
    PointsTable table = new PointsTable(file);
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        if (table.columns == 0) {
          table.headings(line, i + 1);
        } else {
          table.row(line, i + 1);
        }
      }
    }
    if (table.levels.isEmpty()) {
      throw new IOException(
          "%s has no levels in it; write a line of headings, such as workers,tps, and a line for each level"
              .formatted(file));
    }
    return table.points();
  }

  private Points points() {
    boolean isOfConnections = distinct(Measured::concurrency) == 1 && isOfConnections();
    return new Points(
        isOfConnections ? "connections" : "workers",
        isOfConnections
            ? OptionalInt.of((int) Math.round(levels.get(0).concurrency()))
            : OptionalInt.empty(),
        isOfConnections ? byConnections() : levels,
        Double.isNaN(thinkSeconds) ? 0 : thinkSeconds,
        Evidence.NONE,
        remarks);
  }

  private long distinct(ToDoubleFunction<Measured> of) {
    return levels.stream().mapToDouble(of).distinct().count();
  }

  /** Returns whether each level has a number of connections, and not the same everywhere. */
  private boolean isOfConnections() {
    return connections.stream().allMatch(number -> number > 0)
        && connections.stream().distinct().count() > 1;
  }

  private List<Measured> byConnections() {
    List<Measured> others = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Measured level = levels.get(i);
      others.add(
          new Measured(
              connections.get(i),
              level.throughput(),
              level.standardError(),
              level.meanSeconds(),
              level.p95Seconds(),
              level.p99Seconds(),
              level.errorShare(),
              level.deviationSeconds()));
    }
    return others;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
        lines.set(0, lines.get(0).substring(BYTE_ORDER_MARK.length()));
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new IOException("cannot read %s: there is no such file".formatted(file), e);
    } catch (MalformedInputException e) {
      throw new IOException("cannot read %s: it is not text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void headings(String line, int number) throws IOException {
    cells = Cells.of(file, line);
    List<String> names =
        cells.split(line, number).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    columns = names.size();
    status = names.indexOf(STATUS);
    Set<String> known = new HashSet<>(Set.of(STATUS));
    for (Map.Entry<Column, List<String>> column : NAMES.entrySet()) {
      List<String> found = column.getValue().stream().filter(names::contains).toList();
      if (found.size() > 1) {
        throw cells.problem(number, "columns %s mean the same; remove one".formatted(found));
      }
      found.forEach(name -> places.put(column.getKey(), names.indexOf(name)));
      known.addAll(found);
    }
    for (Column needed : List.of(Column.LEVEL, Column.TPS)) {
      if (!places.containsKey(needed)) {
        throw cells.problem(
            number,
            "has no column %s; the first line must name the columns, such as workers,tps"
                .formatted(String.join(" or ", NAMES.getOrDefault(needed, List.of()))));
      }
    }
    List<String> unused = names.stream().filter(name -> !known.contains(name)).toList();
    if (!unused.isEmpty()) {
      remarks.add("columns that are not used: " + String.join(", ", unused));
    }
  }

  private void row(String line, int number) throws IOException {
    List<String> values = cells.split(line, number);
    if (values.size() != columns) {
      throw cells.problem(
          number, "must have %s values as the headings, had %s".formatted(columns, values.size()));
    }
    if (status >= 0 && !values.get(status).strip().equals("completed")) {
      remarks.add("line %s is left out: %s".formatted(number, values.get(status).strip()));
      return;
    }
    try {
      levels.add(
          new Measured(
              required(values, Column.LEVEL, number),
              required(values, Column.TPS, number),
              optional(values, Column.ERROR, number).orElse(Double.NaN),
              seconds(values, Column.MEAN, number),
              seconds(values, Column.P95, number),
              seconds(values, Column.P99, number),
              optional(values, Column.FAILED, number).orElse(0.0),
              seconds(values, Column.DEVIATION, number)));
      connections.add(optional(values, Column.CONNECTIONS, number).orElse(Double.NaN));
      think(seconds(values, Column.THINK, number), number);
    } catch (IllegalArgumentException e) {
      throw cells.problem(number, String.valueOf(e.getMessage()));
    }
  }

  /** Levels are compared, so they must not differ in what workers do between transactions. */
  private void think(double seconds, int number) throws IOException {
    if (Double.isNaN(seconds)) {
      return;
    }
    if (seconds < 0) {
      throw cells.problem(number, "think time must not be negative, was %s s".formatted(seconds));
    }
    if (!Double.isNaN(thinkSeconds) && seconds != thinkSeconds) {
      throw cells.problem(
          number,
          "think time must be the same at all levels, was %s s and %s s"
              .formatted(thinkSeconds, seconds));
    }
    thinkSeconds = seconds;
  }

  private double required(List<String> values, Column column, int number) throws IOException {
    Optional<Double> value = optional(values, column, number);
    if (value.isEmpty()) {
      throw cells.problem(
          number, "has no value for " + String.join(" or ", NAMES.getOrDefault(column, List.of())));
    }
    return value.get();
  }

  private double seconds(List<String> values, Column column, int number) throws IOException {
    return optional(values, column, number).map(millis -> millis / 1_000).orElse(Double.NaN);
  }

  private Optional<Double> optional(List<String> values, Column column, int number)
      throws IOException {
    Integer place = places.get(column);
    if (place == null || values.get(place).isBlank()) {
      return Optional.empty();
    }
    String cell = values.get(place).strip();
    // not what Java takes for a number beside: hexadecimal, NaN, 1f
    if (!cell.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw cells.problem(
          number, "column %s must be a number, was '%s'".formatted(place + 1, cell));
    }
    return Optional.of(Double.parseDouble(cell));
  }
}
