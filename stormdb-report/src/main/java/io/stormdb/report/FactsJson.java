package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.pgstats.DiskSpace;
import io.stormdb.pgstats.DuplicateIndex;
import io.stormdb.pgstats.ExtensionState;
import io.stormdb.pgstats.HostFacts;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerFacts;
import io.stormdb.pgstats.Setting;
import io.stormdb.pgstats.doctor.Evidence;
import io.stormdb.pgstats.doctor.Finding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server is, and what was found of it, as JSON. */
final class FactsJson {

  private FactsJson() {}

  static JsonNode of(ServerFacts facts) {
    ObjectNode json = JsonValues.object();
    json.put("version", facts.version());
    json.put("major_version", facts.majorVersion());
    json.put("machine", facts.machine().name().toLowerCase(Locale.ROOT));
    ArrayNode settings = json.putArray("settings");
    facts.settings().forEach(setting -> settings.add(setting(setting)));
    ArrayNode extensions = json.putArray("extensions");
    for (ExtensionState extension : facts.extensions()) {
      extensions
          .addObject()
          .put("name", extension.name())
          .put("installed", extension.installed().orElse(null))
          .put("available", extension.available().orElse(null));
    }
    json.set("host", JsonValues.optional(facts.host().find(), FactsJson::host));
    json.set("disk", JsonValues.optional(facts.disk().find(), FactsJson::disk));
    json.set(
        "duplicate_indexes",
        JsonValues.optional(facts.duplicateIndexes().find(), FactsJson::duplicates));
    ObjectNode missing = json.putObject("missing");
    why(missing, "host", facts.host());
    why(missing, "disk", facts.disk());
    why(missing, "duplicate_indexes", facts.duplicateIndexes());
    return json;
  }

  private static void why(ObjectNode missing, String name, Observed<?> part) {
    part.whyMissing().ifPresent(reason -> missing.put(name, reason));
  }

  private static ObjectNode setting(Setting setting) {
    return JsonValues.object()
        .put("name", setting.name())
        .put("value", setting.shown())
        .put("setting", setting.value())
        .put("unit", setting.unit().orElse(null))
        .put("source", setting.source());
  }

  private static JsonNode host(HostFacts host) {
    ObjectNode json = JsonValues.object();
    json.put("read_by", host.readBy().name().toLowerCase(Locale.ROOT));
    json.put("processors", host.processors());
    json.set("processor_limit", JsonValues.decimal(host.processorLimit()));
    json.put("memory_bytes", host.memoryBytes());
    json.set(
        "memory_limit_bytes",
        host.memoryLimitBytes().isPresent()
            ? LongNode.valueOf(host.memoryLimitBytes().getAsLong())
            : NullNode.instance);
    json.set("load_one_minute", DoubleNode.valueOf(host.loadOneMinute()));
    json.put("governor", host.governor().orElse(null));
    return json;
  }

  private static JsonNode disk(DiskSpace disk) {
    return JsonValues.object()
        .put("total_bytes", disk.totalBytes())
        .put("usable_bytes", disk.usableBytes());
  }

  private static JsonNode duplicates(List<DuplicateIndex> indexes) {
    ArrayNode json = JsonValues.object().arrayNode();
    for (DuplicateIndex index : indexes) {
      json.addObject()
          .put("schema", index.schema())
          .put("table", index.table())
          .put("name", index.name())
          .put("duplicate_of", index.duplicateOf())
          .put("bytes", index.bytes());
    }
    return json;
  }

  static ArrayNode findings(List<Finding> findings) {
    ArrayNode json = JsonValues.object().arrayNode();
    for (Finding finding : findings) {
      ObjectNode one = json.addObject();
      one.put("id", finding.id());
      one.put("level", finding.level().name().toLowerCase(Locale.ROOT));
      one.put("found", finding.found());
      ArrayNode evidence = one.putArray("evidence");
      finding.evidence().forEach(each -> evidence.add(evidence(each)));
      one.put("why", textOrNull(finding.why()));
      one.put("action", textOrNull(finding.action()));
      one.put("reference", textOrNull(finding.reference()));
    }
    return json;
  }

  private static @Nullable String textOrNull(String text) {
    return text.isBlank() ? null : text;
  }

  private static ObjectNode evidence(Evidence evidence) {
    ObjectNode json = JsonValues.object().put("name", evidence.name());
    if (evidence instanceof Evidence.Amount amount) {
      json.set("value", JsonValues.decimal(amount.value()));
      json.put("unit", amount.unit().symbol());
    } else {
      json.put("value", evidence.text());
      json.put("unit", "");
    }
    return json;
  }
}
