package io.stormdb.workloads.vector;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a workload says: {@code vector_1024[_METRIC]} or {@code
 * pgvector_TASK[_METRIC[_DIMENSIONS]]}.
 *
 * @param task what a run does
 * @param metric the metric by default
 * @param dimensions the dimensions by default
 */
record TypeName(Task task, Metric metric, int dimensions) {

  static final int USUAL_DIMENSIONS = 1024;
  static final int LEAST_DIMENSIONS = 2;

  /** The most that pgvector indexes. */
  static final int MOST_DIMENSIONS = 2_000;

  private static final String PREFIX = "pgvector_";
  private static final Pattern SUFFIX =
      Pattern.compile("_(l2|cosine|inner)(?:_([1-9][0-9]{0,3}))?");

  /** Returns what a name says, or empty if it is none of ours. */
  static Optional<TypeName> parse(String name) {
    if (!name.startsWith(PREFIX)) {
      return switch (name) {
        case "vector_1024" -> Optional.of(new TypeName(Task.SEARCH, Metric.L2, USUAL_DIMENSIONS));
        case "vector_1024_cosine" ->
            Optional.of(new TypeName(Task.SEARCH, Metric.COSINE, USUAL_DIMENSIONS));
        case "vector_1024_inner" ->
            Optional.of(new TypeName(Task.SEARCH, Metric.INNER, USUAL_DIMENSIONS));
        default -> Optional.empty();
      };
    }
    String rest = name.substring(PREFIX.length());
    return Task.startOf(rest)
        .flatMap(task -> withSuffix(task, rest.substring(task.key().length())));
  }

  private static Optional<TypeName> withSuffix(Task task, String suffix) {
    if (suffix.isEmpty()) {
      return Optional.of(new TypeName(task, Metric.L2, USUAL_DIMENSIONS));
    }
    Matcher matcher = SUFFIX.matcher(suffix);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int dimensions =
        matcher.group(2) == null ? USUAL_DIMENSIONS : Integer.parseInt(matcher.group(2));
    return dimensions < LEAST_DIMENSIONS || dimensions > MOST_DIMENSIONS
        ? Optional.empty()
        : Optional.of(new TypeName(task, Metric.of(matcher.group(1)), dimensions));
  }
}
