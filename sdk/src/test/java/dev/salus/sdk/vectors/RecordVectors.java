package dev.salus.sdk.vectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Private fields of the three kinds of record, as they must survive reading and writing (§4.1). */
final class RecordVectors {

  private RecordVectors() {}

  static JsonObject make() {
    return new JsonObject()
        .put("section", "4.1")
        .put(
            "cases",
            new JsonArray()
                .add(valid("Patient", "nothing", "{}"))
                .add(valid("Patient", "every field", PATIENT))
                .add(valid("DataSample", "every kind of value", SAMPLE))
                .add(valid("HealthcareElement", "every field", ELEMENT))
                .add(valid("Patient", "unknown fields at every level", UNKNOWN)))
        .put(
            "refused",
            new JsonArray()
                .add(refused("Patient", "", "[]"))
                .add(refused("Patient", "firstName", "{\"firstName\":1}"))
                .add(refused("Patient", "languages[1]", "{\"languages\":[\"en\",null]}"))
                .add(refused("Patient", "names[0]", "{\"names\":[\"John\"]}"))
                .add(refused("Patient", "codes[0].code", "{\"codes\":[{\"type\":\"t\"}]}"))
                .add(refused("Patient", "", "{\"note\":\"\\ud800\"}"))
                .add(refused("DataSample", "valueDate", "{\"valueDate\":1.5}"))
                .add(refused("DataSample", "valueDate", "{\"valueDate\":1e30}"))
                .add(refused("DataSample", "content.en", "{\"content\":{\"en\":\"text\"}}"))
                .add(
                    refused(
                        "DataSample",
                        "content.en.measureValue.value",
                        "{\"content\":{\"en\":{\"measureValue\":{\"unit\":\"mm\"}}}}"))
                .add(
                    refused(
                        "DataSample",
                        "content.en.numberValue",
                        "{\"content\":{\"en\":{\"numberValue\":1e999}}}"))
                .add(refused("HealthcareElement", "relevant", "{\"relevant\":\"yes\"}")));
  }

  private static JsonObject valid(String type, String name, String json) {
    return new JsonObject().put("name", name).put("type", type).put("json", json);
  }

  private static JsonObject refused(String type, String field, String json) {
    return new JsonObject().put("type", type).put("field", field).put("json", json);
  }

  private static final String PATIENT =
      """
      {"firstName":"John","lastName":"Snow","names":[{"use":"official","lastName":"Snow",\
      "firstNames":["John","Aegon"],"text":"John Snow"}],"gender":"male","birthDate":"1986-12",\
      "note":"Winter is coming","addresses":[{"type":"home","street":"Wall","houseNumber":"1",\
      "postalCode":"1000","city":"Castle Black","country":"WE","telecoms":[{"type":"mobile",\
      "value":"+1 555"}]}],"identifiers":[{"system":"urn:x","value":"1"}],"languages":["en"],\
      "properties":{"height":1.7,"weight":80,"big":123456789012345678901234567890,\
      "exact":0.12345678901234567890123,"list":[true,null,{"a":[]}]},\
      "labels":[{"type":"L","code":"1"}],\
      "codes":[{"id":"i","type":"SNOMEDCT","code":"617","version":"20020131"}]}\
      """;

  private static final String SAMPLE =
      """
      {"content":{"en":{"stringValue":"Hello world"},"fr":{"numberValue":-0.5},\
      "de":{"booleanValue":false},"nl":{"instantValue":-86400000},\
      "und":{"measureValue":{"value":120.0,"min":90.0,"max":140.0,"unit":"mmHg",\
      "unitCode":"mm[Hg]"}},"x1":{"codedValue":{"type":"t","code":"c"}},\
      "x2":{"compoundValue":[{"content":{"und":{"numberValue":1.0}},"comment":"c",\
      "labels":[{"type":"LOINC","code":"8480-6"}],"codes":[{"type":"t","code":"c"}]}]},\
      "x3":{"documentId":"d"}},"comment":"c","valueDate":20220929083400,\
      "openingDate":1664440440000,"closingDate":0,\
      "healthcareElements":["018bcfe5-6800-7000-8000-000000000003"],"batchId":"b",\
      "identifiers":[{"value":"v"}],"properties":{"p":""},\
      "labels":[{"type":"IC-TEST","code":"TEST"}],"codes":[{"type":"t","code":"c"}]}\
      """;

  private static final String ELEMENT =
      """
      {"description":"The patient has been diagnosed Pararibulitis","note":"n",\
      "openingDate":1570838400000,"closingDate":20191013,"relevant":true,"status":1,\
      "identifiers":[{"system":"s","value":"v"}],"properties":{"a":{"b":{}}},\
      "labels":[{"type":"l","code":"1"}],\
      "codes":[{"type":"SNOMEDCT","code":"617","version":"20020131"}]}\
      """;

  private static final String UNKNOWN =
      """
      {"names":[{"lastName":"Snow","prefix":["Lord"]}],"addresses":[{"city":"c","telecoms":[\
      {"value":"1","rank":1}],"geo":{"lat":1.5}}],"identifiers":[{"value":"v","use":null}],\
      "codes":[{"type":"t","code":"c","display":"d"}],"deceased":false,"contacts":[{"x":[1,2.5]}]}\
      """;
}
