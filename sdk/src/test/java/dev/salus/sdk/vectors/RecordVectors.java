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
        .put("unreadable", UnreadableVectors.make())
        .put("kept", KeptVectors.make())
        .put(
            "refused",
            new JsonArray()
                .add(refused("Patient", "[]"))
                .add(refused("Patient", "{\"note\":\"\\ud800\"}"))
                .add(refused("Patient", "{\"note\":\"a\",\"n\\u006fte\":\"b\"}"))
                .add(refused("Patient", "{\"doubtful\":{},\"note\":\"a\"}"))
                .add(refused("DataSample", "{\"properties\":{\"a\":1e1000000}}"))
                .add(refused("DataSample", "{\"a\":1" + "0".repeat(1_000) + "}"))
                .add(
                    refused(
                        "HealthcareElement", "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")));
  }

  private static JsonObject valid(String type, String name, String json) {
    return new JsonObject().put("name", name).put("type", type).put("json", json);
  }

  private static JsonObject refused(String type, String json) {
    return new JsonObject().put("type", type).put("json", json);
  }

  private static final String PATIENT =
      """
      {"active":true,"firstName":"John","lastName":"Snow","names":[{"use":"official","lastName":"Snow",\
      "firstNames":["John","Aegon"],"text":"John Snow"}],"gender":"male","birthDate":"1986-12",\
      "deceasedBoolean":true,"deceasedDateTime":"2015-06-14T21:00:00-05:00",\
      "maritalStatus":{"type":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"S",\
      "display":"Never Married"},"nationalities":["GB"],"profession":"Lord Commander",\
      "note":"Winter is coming","photoId":"p","addresses":[{"type":"home","street":"Wall","houseNumber":"1",\
      "postalCode":"1000","city":"Castle Black","country":"WE","telecoms":[{"type":"mobile",\
      "value":"+1 555"}]}],"contact":[{"relationship":[{"display":"sister"}],\
      "name":{"lastName":"Stark","firstNames":["Arya"]},"gender":"female",\
      "telecoms":[{"value":"+1 556"}],"address":{"city":"Braavos"}}],"identifiers":[{"system":"urn:x","value":"1"}],"languages":["en"],\
      "properties":{"height":1.70,"weight":80,"big":123456789012345678901234567890,\
      "exact":0.12345678901234567890123,"list":[true,null,{"a":[]}]},\
      "labels":[{"type":"L","code":"1"}],\
      "codes":[{"id":"i","type":"SNOMEDCT","code":"617","version":"20020131"}]}\
      """;

  private static final String SAMPLE =
      """
      {"content":{"en":{"stringValue":"Hello world"},"fr":{"numberValue":-0.5},\
      "de":{"booleanValue":false},"nl":{"instantValue":-86400000},\
      "it":{"dateTimeValue":"2004-12-25T23:50:50-05:00"},\
      "und":{"measureValue":{"value":120.00,"comparator":"<","min":90,"max":9007199254740993.5,\
      "unit":"mmHg","unitCode":"mm[Hg]"}},\
      "es":{"rangeValue":{"low":{"value":1},"high":{"value":2.0}}},"pl":{"codedValue":{"type":"t","code":"c"}},\
      "sv":{"compoundValue":[{"content":{"und":{"numberValue":1.0}},"comment":"c",\
      "labels":[{"type":"LOINC","code":"8480-6"}],"codes":[{"type":"t","code":"c"}]}]},\
      "da":{"documentId":"d"}},"comment":"c","valueDate":20220929083400,\
      "valueDateTime":"2022-09-29T08:34:00Z","openingDate":1664440440000,\
      "openingDateTime":"2022","closingDate":1667260800000,"closingDateTime":"2022-11",\
      "performer":[{"reference":"018bcfe5-6800-7000-8000-000000000004","display":"Dr"}],\
      "device":{"display":"cuff"},"interpretation":[{"code":"H"}],\
      "healthcareElements":["018bcfe5-6800-7000-8000-000000000003"],"batchId":"b",\
      "identifiers":[{"value":"v"}],"properties":{"p":""},\
      "labels":[{"type":"IC-TEST","code":"TEST"}],"codes":[{"type":"t","code":"c"}]}\
      """;

  private static final String ELEMENT =
      """
      {"description":"The patient has been diagnosed Pararibulitis","note":"n",\
      "openingDate":1570838400000,"openingDateTime":"2019-10-12T00:00:00.0Z","closingDate":20191013,\
      "closingDateTime":"2019-10-13","relevant":true,"status":1,\
      "identifiers":[{"system":"s","value":"v"}],"properties":{"a":{"b":{}}},\
      "labels":[{"type":"l","code":"1"}],\
      "codes":[{"type":"SNOMEDCT","code":"617","version":"20020131"}]}\
      """;

  private static final String UNKNOWN =
      """
      {"names":[{"lastName":"Snow","prefix":["Lord"]}],"addresses":[{"city":"c","telecoms":[\
      {"value":"1","rank":1}],"geo":{"lat":1.5}}],"identifiers":[{"value":"v","use":null}],\
      "codes":[{"type":"t","code":"c","chosen":"d"}],"twin":false,"friends":[{"x":[1,2.5]}]}\
      """;
}
