package io.stormdb.workloads.imdb;

import io.stormdb.api.LoadContext;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Runs a SQL script, statement by statement, all of it in one transaction. Memory is bounded by the
 * longest statement and a buffer for the data of COPY.
 */
final class ScriptRun {

  private static final Pattern COPY_IN = Pattern.compile("(?is)COPY\\s.*\\bFROM\\s+STDIN\\b.*");
  private static final Pattern COPY_OUT = Pattern.compile("(?is)COPY\\s.*\\bTO\\s+STDOUT\\b.*");
  private static final Pattern OF_MARKER =
      Pattern.compile("(?is)COPY\\s+(\\S+\\.)?stormdb_marker\\s.*");
  private static final Pattern TRANSACTION_CONTROL =
      Pattern.compile(
          "(?is)(BEGIN|START\\s+TRANSACTION|COMMIT|END|ABORT|PREPARE\\s+TRANSACTION"
              + "|ROLLBACK(?!\\s+(WORK\\s+|TRANSACTION\\s+)?TO\\b))\\b.*");
  private static final int BUFFER = 1 << 16;
  private static final long MOST_CHARACTERS = Integer.MAX_VALUE - 64L;

  private final LoadContext load;
  private final Connection connection;
  private final String name;
  private final int longest;
  private long statements;
  private long copied;

  /** Says whether all of a script has been read, before its effects are kept. */
  @FunctionalInterface
  interface Completeness {
    /**
     * Waits for whatever writes the script.
     *
     * @throws IOException if it has not written all of it
     */
    void require() throws IOException;
  }

  /**
   * Prepares a run.
   *
   * @param name the script in messages
   * @param maxMemoryMb bounds the length of a statement: a character takes two bytes, and the
   *     driver makes copies
   */
  ScriptRun(LoadContext load, String name, long maxMemoryMb) {
    this.load = load;
    this.connection = load.connection();
    this.name = name;
    this.longest = (int) Math.min(MOST_CHARACTERS, maxMemoryMb * (1 << 20) / 8);
  }

  /**
   * Runs all of it, or nothing.
   *
   * @throws SQLException if that fails; the message has the line, and nothing was changed
   */
  void run(InputStream in, Completeness completeness) throws SQLException {
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    String path = searchPath();
    connection.setAutoCommit(false);
    try {
      Script script = new Script(new BufferedReader(new InputStreamReader(in, decoder)), longest);
      runAll(script, completeness);
      setSearchPath(path);
      connection.commit();
    } catch (CharacterCodingException e) {
      connection.rollback();
      throw new SQLException(
          name + ": is not UTF-8; save it in that encoding; nothing was loaded", e);
    } catch (IOException e) {
      connection.rollback();
      throw new SQLException(name + ": " + e.getMessage() + "; nothing was loaded", e);
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    load.remember("script.statements", Long.toString(statements));
    load.remember("script.copied_rows", Long.toString(copied));
  }

  private void runAll(Script script, Completeness completeness) throws SQLException, IOException {
    try {
      for (Script.Statement next = script.next(); next != null; next = script.next()) {
        run(script, next);
      }
    } catch (EOFException e) {
      // if it was not written to its end, that is what is wrong with it
      completeness.require();
      throw e;
    }
    completeness.require();
  }

  /** Dumps empty the path on which tables are looked for. */
  private String searchPath() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet path = statement.executeQuery("SHOW search_path")) {
      path.next();
      return path.getString(1);
    }
  }

  private void setSearchPath(String path) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
      statement.setString(1, path);
      statement.execute();
    }
  }

  private void run(Script script, Script.Statement statement) throws SQLException, IOException {
    String text = statement.text();
    if (TRANSACTION_CONTROL.matcher(text).matches()) {
      throw new SQLException(
          "%s:%d: the script runs in one transaction already; remove '%s'; nothing was loaded"
              .formatted(name, statement.line(), shortened(text)));
    }
    if (COPY_OUT.matcher(text).matches()) {
      throw new SQLException(
          "%s:%d: a script fills tables, and nobody takes what it reads; remove '%s'; nothing was loaded"
              .formatted(name, statement.line(), shortened(text)));
    }
    try {
      if (COPY_IN.matcher(text).matches()) {
        script.endLine();
        copy(script, text);
      } else {
        execute(text);
      }
      statements++;
    } catch (SQLException e) {
      throw new SQLException(
          "%s:%d: %s, in '%s'; nothing was loaded"
              .formatted(name, statement.line(), e.getMessage(), shortened(text)),
          e.getSQLState(),
          e);
    }
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }

  private void copy(Script script, String text) throws SQLException, IOException {
    if (OF_MARKER.matcher(text).matches()) {
      // what StormDB knows of the schema that was dumped; it writes down its own of this one
      String ignored = script.dataLine();
      while (ignored != null) {
        ignored = script.dataLine();
      }
      return;
    }
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(text);
    try {
      StringBuilder buffer = new StringBuilder(BUFFER);
      for (String line = script.dataLine(); line != null; line = script.dataLine()) {
        buffer.append(line).append('\n');
        if (buffer.length() >= BUFFER) {
          send(copy, buffer);
        }
      }
      send(copy, buffer);
      copied += copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void send(CopyIn copy, StringBuilder buffer) throws SQLException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    buffer.setLength(0);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
