package dev.salus.sdk.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.json.JsonValues;
import dev.salus.sdk.vectors.VectorFiles;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A builder takes what means something, and leaves alone what was there before. */
class MeaningTest {

  @Provide
  Arbitrary<DataSample> dataSamples() {
    return Records.dataSamples();
  }

  @Provide
  Arbitrary<Patient> patients() {
    return Records.patients();
  }

  @TestFactory
  Stream<DynamicTest> whatMeansNothingIsReadAndWrittenButNotBuilt() {
    return tests(
        "nothing",
        c -> {
          Record read = read(c, "json");
          assertThat(writtenOver(read, c.getString("json"))).isEqualTo(c.getString("json"));
          assertThat(refused(() -> Rebuilding.all(read))).isEqualTo(c.getString("field"));
        });
  }

  @TestFactory
  Stream<DynamicTest> whatMeansSomethingIsBuilt() {
    return tests(
        "something",
        c -> {
          Record read = read(c, "json");
          assertThat(Rebuilding.all(read)).isEqualTo(read);
        });
  }

  @TestFactory
  Stream<DynamicTest> whatWasThereBeforeIsNotAsked() {
    return tests(
        "kept",
        c -> {
          Record before = read(c, "before");
          Set<String> names = JsonValues.parse(c.getString("set").getBytes(UTF_8)).keySet();
          assertThat(refused(() -> Rebuilding.with(before, read(c, "set"), names)))
              .isEqualTo(c.getString("field"));
        });
  }

  /** Old clients wrote whatever they were given. */
  @Property(tries = 60)
  void whateverASampleHasAnotherFieldCanBeChanged(@ForAll("dataSamples") DataSample sample) {
    DataSample changed = sample.toBuilder().comment("changed").build();

    assertThat(DataSampleBuilder.unchecked(changed).comment(sample.comment()).build())
        .isEqualTo(sample);
  }

  @Property(tries = 60)
  void whateverAPatientHasAnotherFieldCanBeChanged(@ForAll("patients") Patient patient) {
    Patient changed = patient.toBuilder().note("changed").build();

    assertThat(PatientBuilder.unchecked(changed).note(patient.note()).build()).isEqualTo(patient);
  }

  @Test
  void whatIsNotKnownHereIsSomething() {
    Map<String, Object> unknown = Map.of("extension", List.of());

    for (Record some :
        List.of(
            Coding.builder().unknownFields(unknown).build(),
            Reference.builder().unknownFields(unknown).build(),
            Address.builder().unknownFields(unknown).build(),
            Content.builder().unknownFields(unknown).build())) {
      assertThat(Rebuilding.all(some)).isEqualTo(some);
    }
  }

  @Test
  void anIdIsOneThatAnEntityCanHave() {
    assertThat(refused(() -> Patient.builder().id("p").build())).isEqualTo("id");
    assertThat(refused(() -> DataSample.builder().id("s").build())).isEqualTo("id");
    assertThat(refused(() -> HealthcareElement.builder().id("").build())).isEqualTo("id");
  }

  @Test
  void aRefusalSaysWhatIsRight() {
    assertThat(message(() -> Measure.builder().value(null).comparator("about").build()))
        .isEqualTo("comparator: must be one of <, <=, >=, >, ad");
    assertThat(message(() -> Reference.of(null, null)))
        .isEqualTo("reference: must be there, or one of display: else it says nothing");
    assertThat(message(() -> DataSample.builder().valueDate(99_999_999_999_999_999L).build()))
        .startsWith("valueDate: must be milliseconds since the epoch in the years 1 to 9999");
  }

  private static Stream<DynamicTest> tests(String name, Consumer<JsonObject> check) {
    return VectorFiles.cases("meaning.json", name)
        .map(c -> DynamicTest.dynamicTest(c.encode(), () -> check.accept(c)));
  }

  private static Record read(JsonObject c, String of) {
    byte[] json = c.getString(of).getBytes(UTF_8);
    return switch (c.getString("type")) {
      case "Patient" -> ModelJson.readPatient(json);
      case "DataSample" -> ModelJson.readDataSample(json);
      case "HealthcareElement" -> ModelJson.readHealthcareElement(json);
      default -> throw new IllegalArgumentException(c.getString("type"));
    };
  }

  private static String writtenOver(Record record, String before) {
    byte[] json = before.getBytes(UTF_8);
    byte[] written =
        record instanceof Patient patient
            ? ModelJson.write(patient, json)
            : record instanceof DataSample sample
                ? ModelJson.write(sample, json)
                : ModelJson.write((HealthcareElement) record, json);
    return new String(written, UTF_8);
  }

  /** The field that is refused; null if none is. */
  private static String refused(Runnable build) {
    try {
      build.run();
      return null;
    } catch (UnwritableContent refused) {
      return refused.field();
    }
  }

  private static String message(Runnable build) {
    try {
      build.run();
      return null;
    } catch (UnwritableContent refused) {
      return refused.getMessage();
    }
  }
}
