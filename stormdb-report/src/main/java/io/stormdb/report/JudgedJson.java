package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunResult;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was judged, as JSON: the load and the data. */
final class JudgedJson {

  private JudgedJson() {}

  static ArrayNode audit(RunResult result) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : result.audit()) {
      json.addObject()
          .put("name", finding.name())
          .put("reference", blankIsNull(finding.reference()))
          .put("required", blankIsNull(finding.required()))
          .put("measured", finding.measured())
          .put("verdict", word(finding.verdict()));
    }
    return json;
  }

  /** Returns the checks, or {@code null} when they were not asked for or could not be done. */
  static JsonNode checks(RunResult result) {
    boolean done = result.plan().verify() && result.status() != RunResult.Status.FAILED;
    if (!done && result.checks().isEmpty()) {
      return NullNode.instance;
    }
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (CheckResult check : result.checks()) {
      boolean ran = check.verdict() != Verdict.NOT_APPLICABLE;
      ObjectNode one = json.addObject();
      one.put("name", check.name());
      one.put("description", check.description());
      one.put("verdict", word(check.verdict()));
      one.set("violations", JsonValues.count(check.violations(), ran));
      one.set("evidence", texts(check.evidence()));
      one.set("time_ms", ran ? JsonValues.millis(check.time()) : NullNode.instance);
    }
    return json;
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    texts.forEach(json::add);
    return json;
  }

  private static @Nullable String blankIsNull(String text) {
    return text.isBlank() ? null : text;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
