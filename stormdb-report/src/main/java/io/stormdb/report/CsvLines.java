package io.stormdb.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of a table by RFC 4180, and numbers in them the same in every locale. */
final class CsvLines {

  private static final String LINE_END = "\r\n";
  private static final MathContext SEVEN_DIGITS = new MathContext(7);

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  void add(List<String> cells) {
    text.append(cells.stream().map(CsvLines::quoted).collect(Collectors.joining(",")))
        .append(LINE_END);
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  static String seconds(Duration time) {
    return plain(BigDecimal.valueOf(time.toNanos(), 9));
  }

  static String millis(Duration time) {
    return plain(BigDecimal.valueOf(time.toNanos(), 6));
  }

  static String number(double value) {
    return plain(new BigDecimal(value).round(SEVEN_DIGITS));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** Returns all lines. */
  @Override
  public String toString() {
    return text.toString();
  }
}
