package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.cases;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.json.JsonValues;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.UnreadableField;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads and writes the private fields in the vectors. */
class RecordVectorsTest {

  @Test
  void whatWasWrittenComesBack() {
    cases("records.json", "cases")
        .forEach(
            c -> {
              assertThat(readAndWrite(c))
                  .as(c.getString("type") + ": " + c.getString("name"))
                  .isEqualTo(c.getString("json"));
              assertThat(metadata(c).unreadable()).isEmpty();
            });
  }

  @Test
  void unreadableFieldsAreNamed() {
    cases("records.json", "unreadable")
        .forEach(
            c ->
                assertThat(metadata(c).unreadable())
                    .as(c.getString("json"))
                    .extracting(UnreadableField::field)
                    .containsExactlyElementsOf(
                        c.getJsonArray("fields").stream().map(String.class::cast).toList()));
  }

  @Test
  void whatIsNotChangedIsKeptToTheByte() {
    cases("records.json", "kept")
        .forEach(
            c ->
                assertThat(overwritten(c)).as(c.getString("name")).isEqualTo(c.getString("after")));
  }

  @Test
  void whatIsNoRecordIsRefused() {
    cases("records.json", "refused")
        .forEach(
            c ->
                assertThatThrownBy(() -> readAndWrite(c))
                    .as(c.getString("json"))
                    .isInstanceOf(MalformedContent.class));
  }

  private static String readAndWrite(JsonObject c) {
    return write(c.getString("type"), c.getString("json"));
  }

  private static String write(String type, String text) {
    byte[] json = text.getBytes(UTF_8);
    byte[] again =
        switch (type) {
          case "Patient" -> ModelJson.write(ModelJson.readPatient(json));
          case "DataSample" -> ModelJson.write(ModelJson.readDataSample(json));
          case "HealthcareElement" -> ModelJson.write(ModelJson.readHealthcareElement(json));
          default -> throw new IllegalArgumentException(type);
        };
    return new String(again, UTF_8);
  }

  private static Metadata metadata(JsonObject c) {
    byte[] json = c.getString("json").getBytes(UTF_8);
    return switch (c.getString("type")) {
      case "Patient" -> ModelJson.readPatient(json).metadata();
      case "DataSample" -> ModelJson.readDataSample(json).metadata();
      case "HealthcareElement" -> ModelJson.readHealthcareElement(json).metadata();
      default -> throw new IllegalArgumentException(c.getString("type"));
    };
  }

  /** The record that {@code before} is, with other values, in its place. */
  private static String overwritten(JsonObject c) {
    String type = c.getString("type");
    Map<String, Object> fields =
        new LinkedHashMap<>(JsonValues.parse(write(type, c.getString("before")).getBytes(UTF_8)));
    fields.putAll(JsonValues.parse(c.getString("set").getBytes(UTF_8)));
    byte[] before = c.getString("before").getBytes(UTF_8);
    byte[] now = JsonValues.write(fields);
    byte[] after =
        switch (type) {
          case "Patient" -> ModelJson.write(ModelJson.readPatient(now), before);
          case "DataSample" -> ModelJson.write(ModelJson.readDataSample(now), before);
          case "HealthcareElement" -> ModelJson.write(ModelJson.readHealthcareElement(now), before);
          default -> throw new IllegalArgumentException(type);
        };
    return new String(after, UTF_8);
  }
}
