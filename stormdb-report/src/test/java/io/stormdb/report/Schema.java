package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of JSON Schema as the schema of results uses. Stricter in one point: a key that the
 * schema does not name is a problem, because then somebody forgot to add it.
 */
record Schema(JsonNode root) {

  List<String> problemsOf(JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(root, value, "$", problems);
    return problems;
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> problems) {
    JsonNode schema = given.has("$ref") ? root.at(given.get("$ref").asText().substring(1)) : given;
    if (schema.has("const") && !schema.get("const").equals(value)) {
      problems.add(at + " must be " + schema.get("const") + ", was " + value);
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      problems.add(at + " must be one of " + schema.get("enum") + ", was " + value);
    }
    if (schema.has("type") && !isOfType(schema.get("type"), value)) {
      problems.add(at + " must be of type " + schema.get("type") + ", was " + value);
    }
    if (value.isNumber()
        && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
            || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
      problems.add(at + " is out of range: " + value);
    }
    for (JsonNode key : schema.path("required")) {
      if (value.isObject() && !value.has(key.asText())) {
        problems.add(at + " lacks " + key.asText());
      }
    }
    for (var field : value.properties()) {
      JsonNode known =
          schema.path("properties").has(field.getKey())
              ? schema.get("properties").get(field.getKey())
              : schema.path("additionalProperties");
      if (known.isMissingNode()) {
        problems.add(at + " has a key that the schema does not know: " + field.getKey());
      } else {
        check(known, field.getValue(), at + "." + field.getKey(), problems);
      }
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), at + "[" + i + "]", problems);
      }
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (isOfType(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("unknown type " + types);
    };
  }
}
