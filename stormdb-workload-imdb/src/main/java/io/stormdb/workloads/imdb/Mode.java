package io.stormdb.workloads.imdb;

import java.util.Locale;

/** Which transactions a run has. */
enum Mode {
  /** 70 in 100 read, 30 write. */
  MIXED("Seven of ten transactions read, three write."),
  /** Pages, searches and what takes a little longer to find out. */
  READ("Pages, searches, filmographies, trends and distances between people."),
  /** Views, votes, comments, new movies. */
  WRITE("Logs views, casts votes, writes comments, adds movies."),
  /** Queries over many tables, one after another. */
  SQL("Analytical queries over many tables, each on a line of its own.");

  private final String description;

  Mode(String description) {
    this.description = description;
  }

  /** Returns the name of the type: that of the family, and which of it. */
  String type() {
    return this == MIXED ? ImdbPlugin.FAMILY : ImdbPlugin.FAMILY + "_" + suffix();
  }

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }
}
