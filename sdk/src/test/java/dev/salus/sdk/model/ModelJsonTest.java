package dev.salus.sdk.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.UnwritableContent;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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
    return text.getBytes(UTF_8);
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
      byte[] again = ModelJson.write(read, json);
      assertThat(ModelJson.readDataSample(again)).isEqualTo(read);
      assertThat(ModelJson.write(read, again)).isEqualTo(again);
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
            .id("018bcfe5-6800-7000-8000-000000000003")
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
    assertThat(read.content().get("x").numberValue()).isEqualTo(BigDecimal.valueOf(5));
    Measure measure =
        ModelJson.readDataSample(
                utf8("{\"content\":{\"x\":{\"measureValue\":{\"value\":12e1,\"min\":0}}}}"))
            .content()
            .get("x")
            .measureValue();
    assertThat(measure)
        .isEqualTo(
            Measure.builder().value(new BigDecimal("12e1")).min(BigDecimal.valueOf(0)).build());
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
        "{\"x\":1e1000000}",
        "{\"doubtful\":1}"
      })
  void otherContentIsMalformed(String json) {
    assertThatThrownBy(() -> ModelJson.readPatient(utf8(json)))
        .isInstanceOf(MalformedContent.class);
  }

  private static List<UnreadableField> unreadable(String json) {
    return ModelJson.readPatient(utf8(json)).metadata().unreadable();
  }

  @Test
  void oneBadFieldIsNamedAndTheOthersAreRead() {
    String json =
        "{\"note\":{},\"firstName\":\"John\",\"names\":[{\"use\":1,\"text\":\"J\"},\"Snow\"],"
            + "\"languages\":[\"en\",null],\"properties\":[],\"birthDate\":\"yesterday\","
            + "\"codes\":[{\"code\":\"\",\"type\":\"t\"}]}";

    Patient read = ModelJson.readPatient(utf8(json));

    assertThat(read.metadata().unreadable())
        .extracting(UnreadableField::field)
        .containsExactlyInAnyOrder(
            "note",
            "names[0].use",
            "names[1]",
            "languages[1]",
            "properties",
            "birthDate",
            "codes[0].code");
    assertThat(read.toBuilder().metadata(Metadata.NEW).build())
        .isEqualTo(
            Patient.builder()
                .firstName("John")
                .names(List.of(PersonName.builder().text("J").build()))
                .languages(List.of("en"))
                .codes(List.of(Coding.builder().type("t").build()))
                .build());
    assertThat(ModelJson.write(read, utf8(json))).isEqualTo(utf8(json));
  }

  @Test
  void manyBadFieldsAreNotAllNamed() {
    String bad = "1,".repeat(1_000) + "1";

    assertThat(unreadable("{\"languages\":[" + bad + "]}")).hasSize(100);
    assertThat(unreadable("{\"contact\":[{\"address\":{\"telecoms\":[1]}}]}"))
        .containsExactly(
            new UnreadableField("contact[0].address.telecoms[0]", "must be an object"));
  }

  @Property(tries = 60)
  void whateverWasThereAnotherRecordTakesItsPlace(
      @ForAll("dataSamples") DataSample before, @ForAll("dataSamples") DataSample after) {
    byte[] json = ModelJson.write(after, ModelJson.write(before));

    assertThat(ModelJson.readDataSample(json)).isEqualTo(after);
  }

  @Property(tries = 60)
  void whatIsNotChangedStaysInAnyForm(@ForAll("dataSamples") DataSample sample) {
    JsonObject fields = new JsonObject(new String(ModelJson.write(sample), UTF_8));
    fields.remove("comment");
    StringBuilder spacious = new StringBuilder("{");
    fields.forEach(
        each ->
            spacious
                .append(Json.encode(each.getKey()))
                .append(" :\n")
                .append(Json.encodePrettily(each.getValue()))
                .append(","));
    String before = spacious + "\"comment\":\"before\"}";
    DataSample read = ModelJson.readDataSample(utf8(before));

    byte[] written = ModelJson.write(read.toBuilder().comment("after").build(), utf8(before));

    assertThat(new String(written, UTF_8)).isEqualTo(spacious + "\"comment\":\"after\"}");
  }

  @Test
  void elementsBeforeAndAfterTheChangedOnesKeepTheirText() {
    String before =
        "{\"codes\":[{\"code\" : \"a\"},{\"code\" : \"b\", \"x\":1.0},{\"code\" : \"c\"}]}";
    Patient read = ModelJson.readPatient(utf8(before));
    Coding changed = read.codes().get(1).toBuilder().display("B").build();
    Coding added = Coding.builder().code("d").build();

    assertThat(text(withCodes(read, 0, changed, 2), before))
        .isEqualTo(before.replace("\"x\":1.0", "\"x\":1.0,\"display\":\"B\"").replace(", ", ","));
    assertThat(text(withCodes(read, 0, 1, added, 2), before))
        .isEqualTo(before.replace(",{\"code\" : \"c\"", ",{\"code\":\"d\"},{\"code\" : \"c\""));
    assertThat(text(withCodes(read, 1), before))
        .isEqualTo("{\"codes\":[{\"code\":\"b\",\"x\":1.0}]}");
    assertThat(text(withCodes(read, 0, 1), before))
        .isEqualTo(before.replace(",{\"code\" : \"c\"}", ""));
    assertThat(text(withCodes(read), before)).isEqualTo("{}");
  }

  /** Its codings at these places, and these others. */
  private static Patient withCodes(Patient patient, Object... codes) {
    List<Coding> list =
        Stream.of(codes)
            .map(each -> each instanceof Integer at ? patient.codes().get(at) : (Coding) each)
            .toList();
    return patient.toBuilder().codes(list).build();
  }

  private static String text(Patient patient, String before) {
    return new String(ModelJson.write(patient, utf8(before)), UTF_8);
  }

  @Test
  void whatWasNoRecordLeavesNothing() {
    assertThat(text(Patient.builder().note("n").build(), "{\"doubtful\":1,\"x\":1}"))
        .isEqualTo("{\"note\":\"n\"}");
  }

  @Test
  void malformedContentNamesNoValue() {
    assertThat(unreadable("{\"note\":12345}"))
        .containsExactly(new UnreadableField("note", "must be a string"));
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
    assertThatThrownBy(() -> ModelJson.write(nested, utf8("{}")))
        .isInstanceOfSatisfying(
            UnwritableContent.class,
            refused -> assertThat(refused.field()).startsWith("properties.deep[0]"));
    Patient surrogate = Patient.builder().note("\uD83E").build();
    assertThatIllegalArgumentException().isThrownBy(() -> ModelJson.write(surrogate));
    Patient known = Patient.builder().unknownFields(Map.of("note", "x")).build();
    assertThatIllegalArgumentException().isThrownBy(() -> ModelJson.write(known));
  }
}
