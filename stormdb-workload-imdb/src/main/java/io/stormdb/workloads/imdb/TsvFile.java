package io.stormdb.workloads.imdb;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of IMDb, plain or compressed: a line of column names, then lines of columns that tabs
 * separate, without quotes or escapes, with {@code \N} for nothing. Read once, from front to back,
 * one line at a time.
 */
final class TsvFile implements Closeable {

  static final String NOTHING = "\\N";

  private static final int LONGEST_LINE = 1 << 20;
  private static final char UNDECODABLE = '\ufffd';

  private final String name;
  private final Reader in;
  private final int columns;
  private final StringBuilder line = new StringBuilder(1_024);
  private final LeftOut leftOut;
  private long lines;
  private boolean wasTooLong;

  /**
   * Opens a file.
   *
   * @param expected the names of the columns, all that there must be
   * @param leftOut learns of rows that cannot be read
   * @throws IOException if it cannot be read, or has other columns
   */
  TsvFile(Path path, List<String> expected, LeftOut leftOut) throws IOException {
    this.name = String.valueOf(path.getFileName());
    this.columns = expected.size();
    this.leftOut = leftOut;
    this.in = new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8));
    String header = readLine() ? line.toString() : "";
    if (!header.equals(String.join("\t", expected))) {
      in.close();
      throw new IOException(
          "the first line of %s must have the columns %s, has %s"
              .formatted(name, String.join(", ", expected), header.replace("\t", ", ")));
    }
  }

  /** Opens a file, through a decompressor if its name says so. */
  static InputStream open(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    if (!path.toString().endsWith(".gz")) {
      return file;
    }
    try {
      return new GZIPInputStream(file, 1 << 16);
    } catch (IOException e) {
      file.close();
      throw new IOException(path.getFileName() + " is not compressed by gzip", e);
    }
  }

  /**
   * Returns the columns of the next line that has all of them, or {@code null} behind the last one.
   * Says of those in between why they were left out.
   */
  String @Nullable [] next() throws IOException {
    while (readLine()) {
      if (line.isEmpty() && !wasTooLong) {
        continue;
      }
      String problem = problem();
      if (problem == null) {
        return split();
      }
      leaveOut(problem);
    }
    return null;
  }

  private @Nullable String problem() {
    if (wasTooLong) {
      return "is longer than " + LONGEST_LINE + " characters";
    }
    int tabs = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      tabs += c == '\t' ? 1 : 0;
      if (c == 0 || c == UNDECODABLE) {
        return "is not text in UTF-8";
      }
    }
    return tabs == columns - 1 ? null : "must have %d columns, has %d".formatted(columns, tabs + 1);
  }

  private String[] split() {
    String[] values = new String[columns];
    int from = 0;
    for (int column = 0; column < columns; column++) {
      int tab = line.indexOf("\t", from);
      values[column] = line.substring(from, tab < 0 ? line.length() : tab);
      from = tab + 1;
    }
    return values;
  }

  /** Counts the line that was read last as one that cannot be used. */
  void leaveOut(String problem) {
    leftOut.add("%s:%d: %s".formatted(name, lines, problem));
  }

  private boolean readLine() throws IOException {
    line.setLength(0);
    wasTooLong = false;
    int c = in.read();
    if (c < 0) {
      return false;
    }
    lines++;
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      } else {
        wasTooLong = true;
      }
    }
    if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
