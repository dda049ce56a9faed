package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.LoadListener.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoadProgressTest {

  private static final String INDEX = "CREATE INDEX ON account (branch)";

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  private static Progress copy(int percent, int millis, boolean finished) {
    // a million rows of 100 bytes each, in ten thousand groups
    return new Progress(
        "copy account",
        100L * percent,
        10_000,
        10_000L * percent,
        1_000_000L * percent,
        Duration.ofMillis(millis),
        finished);
  }

  private static Progress step(String name, int millis, boolean finished) {
    return new Progress(name, 0, 0, 0, 0, Duration.ofMillis(millis), finished);
  }

  private String printed() {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  @Nested
  class NotOnATerminal {

    private final LoadProgress progress = new LoadProgress(out, 0);

    @Test
    void printsTheEndAndALineEveryFewSeconds() {
      progress.progress(copy(0, 0, false));
      progress.progress(copy(10, 2_000, false));
      progress.progress(copy(25, 5_000, false));
      progress.progress(copy(45, 9_900, false));
      progress.progress(copy(50, 10_000, false));
      progress.progress(copy(100, 20_000, true));
      assertThat(printed())
          .isEqualTo(
              """
              copy account: 25%, 50,000 rows/s, 5.0 MB/s, 15s left
              copy account: 50%, 50,000 rows/s, 5.0 MB/s, 10s left
              copy account: done in 20.0s, 1,000,000 rows, 50,000 rows/s, 5.0 MB/s
              """);
    }

    @Test
    void namesNoNumbersWhereThereAreNone() {
      progress.progress(step(INDEX, 0, false));
      progress.progress(step(INDEX, 6_000, false));
      progress.progress(step(INDEX, 7_500, true));
      assertThat(printed())
          .isEqualTo(
              """
              CREATE INDEX ON account (branch): running for 6.00s
              CREATE INDEX ON account (branch): done in 7.50s
              """);
    }

    @Test
    void doesNotMentionWhatTakesNoTime() {
      progress.progress(step(INDEX, 0, false));
      progress.progress(step(INDEX, 999, true));
      assertThat(printed()).isEmpty();
    }

    @Test
    void printsAnnouncements() {
      progress.announcement("schema stormdb_bank is empty: loading first");
      assertThat(printed()).isEqualTo("schema stormdb_bank is empty: loading first\n");
    }
  }

  @Nested
  class OnATerminal {

    private final LoadProgress progress = new LoadProgress(out, 80);

    @Test
    void drawsOneLineAgainAndAgain() {
      progress.progress(copy(0, 0, false));
      progress.progress(copy(25, 5_000, false));
      progress.progress(copy(100, 20_000, true));
      String first = "copy account [--------------------] 0%";
      String second = "copy account [#####---------------] 25%  50,000 rows/s  5.0 MB/s  15s left";
      assertThat(printed())
          .isEqualTo(
              "\r"
                  + first
                  + "\r"
                  + second
                  + "\r"
                  + " ".repeat(second.length())
                  + "\r"
                  + "copy account: done in 20.0s, 1,000,000 rows, 50,000 rows/s, 5.0 MB/s\n");
    }

    @Test
    void wipesWhatALongerLineLeft() {
      progress.progress(copy(25, 5_000, false));
      progress.progress(copy(25, 0, false));
      assertThat(printed())
          .isEqualTo(
              "\rcopy account [#####---------------] 25%  50,000 rows/s  5.0 MB/s  15s left"
                  + "\rcopy account [#####---------------] 25%  0s left"
                  + " ".repeat(26));
    }

    @Test
    void goesBackToTheStepThatStillRuns() {
      progress.progress(step("first", 0, false));
      progress.progress(step("second", 0, false));
      progress.progress(step("second", 1_000, true));
      progress.progress(step("first", 2_000, true));
      assertThat(printed())
          .isEqualTo(
              "\rfirst ..."
                  + "\rsecond ..."
                  + "\r          \rsecond: done in 1.00s\n"
                  + "\rfirst ..."
                  + "\r         \rfirst: done in 2.00s\n");
    }

    @Test
    void leavesTheLineEmptyWhenALoadIsGivenUp() {
      progress.progress(step("first", 0, false));
      progress.close();
      assertThat(printed()).isEqualTo("\rfirst ...\r         \r");
    }

    @Test
    void neverDrawsMoreThanALineHolds() {
      progress.progress(step("x".repeat(200), 0, false));
      assertThat(printed()).isEqualTo("\r" + "x".repeat(79));
    }

    @Test
    void drawsNoMoreThanANarrowTerminalHolds() {
      new LoadProgress(out, 20).progress(copy(25, 5_000, false));
      assertThat(printed()).isEqualTo("\rcopy account [#####");
    }

    @Test
    void keepsAnnouncementsOutOfTheBar() {
      progress.progress(step("first", 0, false));
      progress.announcement("something else is done first");
      assertThat(printed())
          .isEqualTo("\rfirst ...\r         \rsomething else is done first\n\rfirst ...");
    }
  }
}
