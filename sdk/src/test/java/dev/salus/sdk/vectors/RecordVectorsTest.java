package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.cases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.sdk.model.MalformedContent;
import dev.salus.sdk.model.ModelJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Reads and writes the private fields in the vectors. */
class RecordVectorsTest {

  @Test
  void whatWasWrittenComesBack() {
    cases("records.json", "cases")
        .forEach(
            c ->
                assertThat(readAndWrite(c))
                    .as(c.getString("type") + ": " + c.getString("name"))
                    .isEqualTo(c.getString("json")));
  }

  @Test
  void malformedFieldsAreNamed() {
    cases("records.json", "refused")
        .forEach(
            c -> {
              MalformedContent failure =
                  catchThrowableOfType(MalformedContent.class, () -> readAndWrite(c));
              assertThat(failure).as(c.getString("json")).isNotNull();
              assertThat(failure.field()).isEqualTo(c.getString("field"));
            });
  }

  private static String readAndWrite(JsonObject c) {
    byte[] json = c.getString("json").getBytes(StandardCharsets.UTF_8);
    byte[] again =
        switch (c.getString("type")) {
          case "Patient" -> ModelJson.write(ModelJson.readPatient(json));
          case "DataSample" -> ModelJson.write(ModelJson.readDataSample(json));
          case "HealthcareElement" -> ModelJson.write(ModelJson.readHealthcareElement(json));
          default -> throw new IllegalArgumentException(c.getString("type"));
        };
    return new String(again, StandardCharsets.UTF_8);
  }
}
