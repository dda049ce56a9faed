package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.api.LoadedData;
import io.stormdb.core.Environment;
import io.stormdb.core.RunResult;
import java.util.TreeMap;

/** Where a run took place and on what, as JSON. */
final class ContextJson {

  private ContextJson() {}

  static ObjectNode environment(Environment environment) {
    ObjectNode json = JsonValues.object();
    json.put("server", Redacted.url(environment.server()));
    json.put("server_version", environment.serverVersion());
    json.set("server_settings", JsonValues.texts(environment.serverSettings()));
    json.put("stormdb_version", environment.stormDbVersion());
    json.put("plugin", environment.plugin());
    json.put("driver_version", environment.driverVersion());
    json.put("query_mode", environment.queryMode().text());
    json.put("java_version", environment.javaVersion());
    json.put("operating_system", environment.operatingSystem());
    json.put("client_processors", environment.clientProcessors());
    json.put("client_memory_bytes", environment.clientMemoryBytes());
    return json;
  }

  static ObjectNode data(RunResult result) {
    LoadedData data = result.data();
    ObjectNode json = JsonValues.object();
    json.put("schema", result.schema());
    json.put("scale", data.scale());
    json.put("seed", data.seed());
    json.put("version", data.version());
    json.put("finished", data.finished().toString());
    json.put("runs_before", data.runs());
    ObjectNode rows = json.putObject("rows");
    new TreeMap<>(data.rows()).forEach(rows::put);
    json.set("attributes", JsonValues.texts(data.attributes()));
    return json;
  }
}
