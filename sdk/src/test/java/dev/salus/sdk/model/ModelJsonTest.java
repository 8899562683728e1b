package dev.salus.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelJsonTest {

  @Provide
  Arbitrary<Patient> patients() {
    return Records.patients();
  }

  @Provide
  Arbitrary<DataSample> dataSamples() {
    return Records.dataSamples();
  }

  @Provide
  Arbitrary<HealthcareElement> healthcareElements() {
    return Records.healthcareElements();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Property(tries = 60)
  void patientComesBack(@ForAll("patients") Patient patient) {
    byte[] json = ModelJson.write(patient);
    assertThat(ModelJson.readPatient(json)).isEqualTo(patient);
    assertThat(ModelJson.write(ModelJson.readPatient(json))).isEqualTo(json);
  }

  @Property(tries = 60)
  void dataSampleComesBack(@ForAll("dataSamples") DataSample sample) {
    byte[] json = ModelJson.write(sample);
    assertThat(ModelJson.readDataSample(json)).isEqualTo(sample);
    assertThat(ModelJson.write(ModelJson.readDataSample(json))).isEqualTo(json);
  }

  @Property(tries = 60)
  void healthcareElementComesBack(@ForAll("healthcareElements") HealthcareElement element) {
    byte[] json = ModelJson.write(element);
    assertThat(ModelJson.readHealthcareElement(json)).isEqualTo(element);
    assertThat(ModelJson.write(ModelJson.readHealthcareElement(json))).isEqualTo(json);
  }

  /** Nothing of one kind is lost if it is read as another and written again. */
  @Property(tries = 40)
  void foreignFieldsAreKept(@ForAll("healthcareElements") HealthcareElement element) {
    HealthcareElement withoutNote = element.toBuilder().note(null).properties(Map.of()).build();
    byte[] json = ModelJson.write(withoutNote);
    byte[] throughAPatient = ModelJson.write(ModelJson.readPatient(json));
    assertThat(ModelJson.readHealthcareElement(throughAPatient)).isEqualTo(withoutNote);
  }

  @Property(tries = 100)
  void hostileBytesAreMalformedOrRead(
      @ForAll("dataSamples") DataSample sample, @ForAll Random random) {
    byte[] json = ModelJson.write(sample);
    for (int i = 0; i < 3; i++) {
      json[random.nextInt(json.length)] = (byte) random.nextInt();
    }
    readOrMalformed(json);
    readOrMalformed(Arrays.copyOf(json, random.nextInt(json.length)));
  }

  @Property(tries = 100)
  void anyBytesAreMalformedOrRead(@ForAll byte[] bytes) {
    readOrMalformed(bytes);
  }

  private static void readOrMalformed(byte[] json) {
    try {
      DataSample read = ModelJson.readDataSample(json);
      assertThat(ModelJson.readDataSample(ModelJson.write(read))).isEqualTo(read);
    } catch (MalformedContent malformed) {
      assertThat(malformed).hasNoCause();
    }
  }

  @Test
  void nothingIsWrittenForNothing() {
    assertThat(ModelJson.write(Patient.builder().build())).isEqualTo(utf8("{}"));
    assertThat(ModelJson.write(DataSample.builder().build())).isEqualTo(utf8("{}"));
    assertThat(ModelJson.write(HealthcareElement.builder().build())).isEqualTo(utf8("{}"));
  }

  @Test
  void idAndMetadataAreNotWritten() {
    Patient patient =
        Patient.builder()
            .id("the id")
            .metadata(Metadata.NEW.toBuilder().rev("the rev").build())
            .build();
    assertThat(ModelJson.write(patient)).isEqualTo(utf8("{}"));
  }

  @Test
  void nullCountsAsLeftOut() {
    Patient read =
        ModelJson.readPatient(utf8("{\"note\":null,\"names\":null,\"properties\":null}"));
    assertThat(read).isEqualTo(Patient.builder().build());
  }

  @Test
  void integersAndFractionsOfOtherWritersAreNumbers() {
    DataSample read = ModelJson.readDataSample(utf8("{\"content\":{\"x\":{\"numberValue\":5}}}"));
    assertThat(read.content().get("x").numberValue()).isEqualTo(5.0);
    Measure measure =
        ModelJson.readDataSample(
                utf8("{\"content\":{\"x\":{\"measureValue\":{\"value\":12e1,\"min\":0}}}}"))
            .content()
            .get("x")
            .measureValue();
    assertThat(measure).isEqualTo(Measure.builder().value(120.0).min(0.0).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}{}",
        "{\"note\":\"a\",\"note\":\"b\"}",
        "{\"x\":\"\\ud800\"}",
        "{\"note\":NaN}",
        "{\"note\":{}}",
        "{\"names\":{}}",
        "{\"languages\":\"en\"}",
        "{\"properties\":[]}",
        "{\"codes\":[{\"code\":\"c\"}]}"
      })
  void otherContentIsMalformed(String json) {
    assertThatThrownBy(() -> ModelJson.readPatient(utf8(json)))
        .isInstanceOf(MalformedContent.class);
  }

  @Test
  void malformedContentNamesNoValue() {
    assertThatThrownBy(() -> ModelJson.readPatient(utf8("{\"note\":12345}")))
        .hasMessage("note: must be a string");
    assertThatThrownBy(() -> ModelJson.readPatient(utf8("{\"note\":secretword}")))
        .hasMessageNotContaining("secretword");
  }

  @Test
  void hostileNestingIsMalformed() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> ModelJson.readPatient(utf8(deep)))
        .isInstanceOf(MalformedContent.class);
    String compound = "{\"compoundValue\":[{\"content\":{\"x\":".repeat(30) + "{}";
    assertThatThrownBy(() -> ModelJson.readDataSample(utf8("{\"content\":{\"x\":" + compound)))
        .isInstanceOf(MalformedContent.class);
  }

  @Test
  void whatCannotBeReadIsNotWritten() {
    Object deep = 1;
    for (int i = 0; i < 120; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    Patient nested = Patient.builder().properties(Map.of("deep", deep)).build();
    assertThatIllegalArgumentException().isThrownBy(() -> ModelJson.write(nested));
    Patient surrogate = Patient.builder().note("\uD83E").build();
    assertThatIllegalArgumentException().isThrownBy(() -> ModelJson.write(surrogate));
    Patient known = Patient.builder().unknownFields(Map.of("note", "x")).build();
    assertThatIllegalArgumentException().isThrownBy(() -> ModelJson.write(known));
  }
}
