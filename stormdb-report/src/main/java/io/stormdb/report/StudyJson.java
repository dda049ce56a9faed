package io.stormdb.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.Environment;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.StudyResult;
import io.stormdb.progressive.StudyStore;
import io.stormdb.progressive.maths.SloStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A study of how a server scales for machines, and for another study to go on from. Keys are a
 * contract, as those of {@link JsonReport} are. What was not measured is {@code null}.
 */
public final class StudyJson {

  /** The version of the keys; goes up only when one must be redefined after all. */
  public static final int SCHEMA_VERSION = 1;

  /** What the file is, so that it is not taken for a run. */
  static final String KIND = "scaling_study";

  private StudyJson() {}

  /**
   * Returns the whole study as an object, indented, its lines ended by {@code \n}.
   *
   * @param conclusions what follows from the study; empty if none were drawn
   */
  public static String format(StudyResult study, Optional<Conclusions> conclusions) {
    try {
      return JsonReport.WRITER.writeValueAsString(tree(study, conclusions)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /**
   * Returns where a study is kept: in a file that is replaced at once, so that a process that is
   * killed leaves the one or the other whole.
   *
   * @throws IOException if it cannot be written; the message says which file and why
   */
  public static StudyStore store(Path file) throws IOException {
    new ResultFile(file).requireWritable();
    return study -> write(study, Optional.empty(), file);
  }

  /**
   * Writes the whole study to a file, as {@link #store} does.
   *
   * @param conclusions what follows from the study; empty if none were drawn
   * @throws IOException if it cannot be written; the message says which file and why
   */
  public static void write(StudyResult study, Optional<Conclusions> conclusions, Path file)
      throws IOException {
    new ResultFile(file).write(format(study, conclusions));
  }

  private static ObjectNode tree(StudyResult study, Optional<Conclusions> conclusions) {
    ObjectNode json = JsonValues.object();
    json.put("schema_version", SCHEMA_VERSION);
    json.put("kind", KIND);
    json.put("status", study.status().name().toLowerCase(Locale.ROOT));
    ObjectNode metadata = json.putObject("metadata");
    metadata.put("test_name", name(study));
    metadata.put("version", study.environment().map(Environment::stormDbVersion).orElse(null));
    metadata.put("timestamp", study.started().toString());
    metadata.set("duration_total_seconds", JsonValues.decimal(study.took().toNanos() / 1e9));
    metadata.put("strategy", study.plan().strategy().text());
    metadata.put("bands_tested", study.usable().size());
    metadata.put("workload_type", study.workload().isBlank() ? null : study.workload());
    metadata.put(
        "level_is", study.plan().strategy().isOnlyConnections() ? "connections" : "workers");
    metadata.set("think_seconds", JsonValues.decimal(Conclusions.thinkSeconds(study.plan())));
    ObjectNode configuration = json.putObject("configuration");
    study.plan().texts().forEach(configuration::put);
    json.set("environment", JsonValues.optional(study.environment(), ContextJson::environment));
    json.set("left_out", JudgedJson.texts(study.leftOut()));
    json.set("notes", JudgedJson.texts(study.notes()));
    json.set("bands", BandJson.all(study));
    json.set(
        "analysis",
        JsonValues.optional(conclusions.flatMap(Conclusions::analysis), AnalysisJson::of));
    json.put(
        "search",
        conclusions.flatMap(Conclusions::search).map(SloStep.Ended::sentence).orElse(null));
    return json;
  }

  private static String name(StudyResult study) {
    String given = study.plan().load().labels().getOrDefault("name", "");
    return given.isBlank() ? "scaling of " + study.plan().load().workload() : given;
  }
}
