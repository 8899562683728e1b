package dev.salus.sdk.vectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Private fields that are written over: {@code before} is read, the fields in {@code set} are given
 * these values (null takes one away), and {@code after} is written, to the byte (§4.1).
 */
final class KeptVectors {

  private KeptVectors() {}

  static JsonArray make() {
    return new JsonArray()
        .add(kept("nothing is changed", "DataSample", SPACED, "{}", SPACED.replace(", ", ",")))
        .add(
            kept(
                "a comment",
                "DataSample",
                "{\"content\":{\"und\":{\"numberValue\":9007199254740993}},\"comment\" : \"a\","
                    + "\"fut\\u0075re\":[ 1e2,{\"a\" :null} ],\"properties\":{\"p\":1.00}}",
                "{\"comment\":\"b\"}",
                "{\"content\":{\"und\":{\"numberValue\":9007199254740993}},\"comment\" : \"b\","
                    + "\"fut\\u0075re\":[ 1e2,{\"a\" :null} ],\"properties\":{\"p\":1.00}}"))
        .add(
            kept(
                "a value beside others",
                "DataSample",
                "{\"content\":{\"en\":{\"measureValue\":{\"value\":66.899999999999991,"
                    + "\"unit\":\"k\\u0067\",\"system\":\"u\"}},\"fr\":{\"stringValue\":\"a\\/b\"}}}",
                "{\"content\":{\"en\":{\"measureValue\":{\"value\":66.899999999999991,"
                    + "\"unit\":\"lb\",\"system\":\"u\"}},\"fr\":{\"stringValue\":\"a/b\"}}}",
                "{\"content\":{\"en\":{\"measureValue\":{\"value\":66.899999999999991,"
                    + "\"unit\":\"lb\",\"system\":\"u\"}},\"fr\":{\"stringValue\":\"a\\/b\"}}}"))
        .add(
            kept(
                "decimals are a change",
                "Patient",
                "{\"properties\":{\"a\":1.0,\"b\":1.00}}",
                "{\"properties\":{\"a\":1.00,\"b\":1.00}}",
                "{\"properties\":{\"a\":1.00,\"b\":1.00}}"))
        .add(
            kept(
                "an element in the middle",
                "Patient",
                "{\"codes\":[{\"code\" : \"a\"},{\"code\" : \"b\", \"x\":1.0},{\"code\" : \"c\"}]}",
                "{\"codes\":[{\"code\":\"a\"},{\"code\":\"b\",\"display\":\"B\",\"x\":1.0},"
                    + "{\"code\":\"c\"}]}",
                "{\"codes\":[{\"code\" : \"a\"},{\"code\" : \"b\",\"x\":1.0,\"display\":\"B\"},"
                    + "{\"code\" : \"c\"}]}"))
        .add(
            kept(
                "one element less",
                "Patient",
                "{\"languages\":[\"\\u0065n\",\"d\\u0065\",\"fr\"],\"note\":\"n\"}",
                "{\"languages\":[\"en\",\"fr\"]}",
                "{\"languages\":[\"\\u0065n\",\"fr\"],\"note\":\"n\"}"))
        .add(
            kept(
                "one taken away, one new",
                "HealthcareElement",
                "{\"description\":\"d\",\"future\":true,\"note\":\"n\"}",
                "{\"note\":null,\"relevant\":true}",
                "{\"description\":\"d\",\"future\":true,\"relevant\":true}"))
        .add(
            kept(
                "what cannot be read, null, and what is empty",
                "HealthcareElement",
                "{\"relevant\":\"yes\",\"description\":null,\"codes\":[],\"labels\":[1],\"note\":\"n\"}",
                "{\"note\":\"m\"}",
                "{\"relevant\":\"yes\",\"description\":null,\"codes\":[],\"labels\":[1],\"note\":\"m\"}"))
        .add(
            kept(
                "what could not be read is set",
                "HealthcareElement",
                "{\"relevant\":\"yes\",\"note\":\"n\"}",
                "{\"relevant\":true}",
                "{\"relevant\":true,\"note\":\"n\"}"))
        .add(
            kept(
                "a mark of doubtful content goes",
                "Patient",
                "{\"doubtful\":{\"writer\":\"11111111-1111-4111-8111-111111111111\",\"signedBy\":"
                    + "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"modified\":5},\"note\":\"n\"}",
                "{}",
                "{\"note\":\"n\"}"));
  }

  private static final String SPACED =
      "{\"comment\" :\t\"a\", \"valueDate\": 1974, \"x\": { \"y\" : -0.0 }}";

  private static JsonObject kept(
      String name, String type, String before, String set, String after) {
    return new JsonObject()
        .put("name", name)
        .put("type", type)
        .put("before", before)
        .put("set", set)
        .put("after", after);
  }
}
