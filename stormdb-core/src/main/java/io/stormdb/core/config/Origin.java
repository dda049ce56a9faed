package io.stormdb.core.config;

/** Where a value was given. */
sealed interface Origin {

  /** Returns how strong a value from here is: the higher one wins. */
  int rank();

  /** Returns the place in words, for example {@code config.yaml:12} or {@code flag --workers}. */
  String describe();

  /** Nobody has said anything. */
  record Default() implements Origin {
    @Override
    public int rank() {
      return 0;
    }

    @Override
    public String describe() {
      return "default";
    }
  }

  /**
   * A line of a file.
   *
   * @param file as it was named
   * @param line counted from 1
   */
  record Line(String file, int line) implements Origin {
    @Override
    public int rank() {
      return 1;
    }

    @Override
    public String describe() {
      return file + ":" + line;
    }
  }

  /** A variable of the environment. */
  record Variable(String name) implements Origin {
    @Override
    public int rank() {
      return 2;
    }

    @Override
    public String describe() {
      return "environment " + name;
    }
  }

  /** A flag of the command line, with its dashes. */
  record Flag(String name) implements Origin {
    @Override
    public int rank() {
      return 3;
    }

    @Override
    public String describe() {
      return "flag " + name;
    }
  }
}
