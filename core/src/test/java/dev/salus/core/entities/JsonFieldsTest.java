package dev.salus.core.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.entities.JsonFields.Value;
import dev.salus.storage.DocumentText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values found in text without reading it. */
class JsonFieldsTest {

  private static DocumentText text(String json) {
    return DocumentText.taking("1-a", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String value(String json, String name) {
    DocumentText text = text(json);
    Value value = JsonFields.find(text, name);
    if (value == null) {
      return null;
    }
    Buffer part = Buffer.buffer();
    text.copyTo(part, value.from(), value.to());
    return part.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":[1,{\"c\":\"]}\"}]},\"b\":2}",
        "{\"b\":\"a\",\"a\":\"x\\\\\",\"c\":null}",
        "{\"b\":\"\\\"a\\\":1,\",\"a\":\"\\\"\"}",
        "{\"x\":\"{\\\"a\\\":0}\",\"y\":{\"a\":1},\"a\":-1.5e3}",
        " {\n \"b\" : [ \"a\" , 1 ] ,\t\"a\" : [ ] }",
        "{\"a\":true}",
        "{\"\u00e4\":\"\ud83d\ude00\",\"a\":\"\u00fc\"}"
      })
  void aValueIsWhatAParserFinds(String json) {
    String found = value(json, "a");

    assertThat(new JsonObject("{\"a\":" + found + "}").getValue("a"))
        .isEqualTo(new JsonObject(json).getValue("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{ }", "{\"b\":{\"a\":1}}", "{\"b\":\"a\"}", "{\"aa\":1,\"b\":[\"a\",2]}"})
  void whatIsFurtherInIsNoFieldOfTheObject(String json) {
    assertThat(value(json, "a")).isNull();
  }

  @Test
  void aStringIsFoundWholeAndInTheValueOnly() {
    DocumentText text =
        text("{\"b\":[\"out\"],\"a\":{\"t\":[\"one\",\"two\"],\"n\":1},\"c\":\"out\"}");
    Value value = JsonFields.find(text, "a");

    assertThat(JsonFields.hasString(text, value, "one")).isTrue();
    assertThat(JsonFields.hasString(text, value, "two")).isTrue();
    assertThat(JsonFields.hasString(text, value, "tw")).isFalse();
    assertThat(JsonFields.hasString(text, value, "wo")).isFalse();
    assertThat(JsonFields.hasString(text, value, "out")).isFalse();
  }

  @Test
  void severalFieldsAreFoundInOnePassTheFirstOfTwoAlike() {
    String json = "{\"b\":\"" + "x\\\"y".repeat(20) + "\",\"a\":[1],\"c\":0,\"a\":2}";
    Map<String, Value> found = JsonFields.find(text(json), List.of("a", "b", "d"));

    assertThat(found).containsOnlyKeys("a", "b");
    assertThat(json.substring(found.get("a").from(), found.get("a").to())).isEqualTo("[1]");
    assertThat(json.substring(found.get("b").from(), found.get("b").to()))
        .isEqualTo("\"" + "x\\\"y".repeat(20) + "\"");
  }
}
