package dev.salus.sdk.vectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Records with fields that are not what they must be: these are left out and named (§4.1). */
final class UnreadableVectors {

  private UnreadableVectors() {}

  static JsonArray make() {
    return new JsonArray()
        .add(one("Patient", "{\"firstName\":1,\"lastName\":\"Snow\"}", "firstName"))
        .add(one("Patient", "{\"languages\":[\"en\",null]}", "languages[1]"))
        .add(one("Patient", "{\"names\":[\"John\",{\"use\":1}]}", "names[0]", "names[1].use"))
        .add(one("Patient", "{\"codes\":[{\"type\":\"\",\"code\":\"c\"}]}", "codes[0].type"))
        .add(one("Patient", "{\"birthDate\":\"2023-02-29\"}", "birthDate"))
        .add(one("Patient", "{\"birthDate\":\"1974-12-25T00:00:00Z\"}", "birthDate"))
        .add(one("Patient", "{\"deceasedDateTime\":\"0000\"}", "deceasedDateTime"))
        .add(one("Patient", "{\"properties\":[]}", "properties"))
        .add(one("DataSample", "{\"valueDate\":1.5}", "valueDate"))
        .add(one("DataSample", "{\"valueDate\":1e3}", "valueDate"))
        .add(one("DataSample", "{\"valueDate\":9223372036854775808}", "valueDate"))
        .add(one("DataSample", "{\"valueDateTime\":\"2004-12-25T23:50:50\"}", "valueDateTime"))
        .add(one("DataSample", "{\"valueDateTime\":\"2004-12-25T23:50Z\"}", "valueDateTime"))
        .add(one("DataSample", "{\"content\":{\"en\":\"text\"}}", "content.en"))
        .add(
            one(
                "DataSample",
                "{\"content\":{\"en\":{\"measureValue\":{\"value\":\"1\",\"unit\":\"mm\"}}}}",
                "content.en.measureValue.value"))
        .add(
            one(
                "DataSample",
                "{\"content\":{\"en\":{\"numberValue\":1e309},\"fr\":{\"numberValue\":1e-1001}}}",
                "content.en.numberValue",
                "content.fr.numberValue"))
        .add(
            one("HealthcareElement", "{\"relevant\":\"yes\",\"status\":1.0}", "relevant", "status"))
        .add(one("HealthcareElement", "{\"relevant\":null,\"note\":null}"));
  }

  private static JsonObject one(String type, String json, String... fields) {
    return new JsonObject()
        .put("type", type)
        .put("json", json)
        .put("fields", new JsonArray(List.of(fields)));
  }
}
