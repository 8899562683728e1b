package dev.salus.sdk.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.api.Invalid;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenario S52: what no reader would take back is refused as it is written. */
final class EntityModelsTest {

  private static Invalid refused(Map<String, Object> properties) {
    List<Invalid> refusals = new ArrayList<>();
    refusals.add(
        catchThrowableOfType(
            Invalid.class,
            () -> EntityModels.PATIENT.write(Patient.builder().properties(properties).build())));
    refusals.add(
        catchThrowableOfType(
            Invalid.class,
            () ->
                EntityModels.DATA_SAMPLE.write(
                    DataSample.builder().properties(properties).build())));
    refusals.add(
        catchThrowableOfType(
            Invalid.class,
            () ->
                EntityModels.HEALTHCARE_ELEMENT.write(
                    HealthcareElement.builder().properties(properties).build())));
    assertThat(refusals)
        .doesNotContainNull()
        .extracting(Invalid::field)
        .containsOnly(refusals.get(0).field());
    return refusals.get(0);
  }

  private static void accepted(Map<String, Object> properties) {
    byte[] json = EntityModels.PATIENT.write(Patient.builder().properties(properties).build());
    assertThat(json).isNotEmpty();
  }

  private static Object nested(int lists) {
    Object deep = "x";
    for (int i = 0; i < lists; i++) {
      deep = List.of(deep);
    }
    return deep;
  }

  @Test
  void s52_aNameOfTooManyCharacters() {
    accepted(Map.of("n".repeat(50_000), 1));

    Invalid refused = refused(Map.of("a", Map.of("n".repeat(50_001), 1)));

    assertThat(refused.field()).isEqualTo("properties.a");
    assertThat(refused.detail()).contains("names of at most 50000 characters");
  }

  @Test
  void s52_aNumberOfTooManyDigits() {
    accepted(Map.of("a", BigInteger.TEN.pow(999)));

    Invalid refused = refused(Map.of("a", List.of(1, BigInteger.TEN.pow(1_000))));

    assertThat(refused.field()).isEqualTo("properties.a[1]");
    assertThat(refused.detail()).contains("number of at most 1000 characters");
  }

  @Test
  void s52_tooManyLevels() {
    accepted(Map.of("a", nested(98)));

    Invalid refused = refused(Map.of("a", nested(99)));

    assertThat(refused.field()).startsWith("properties.a[0][0]");
    assertThat(refused.detail()).contains("nested at most 100 levels");
    assertThat(refused(Map.of("b", Map.of("c", nested(98)))).field())
        .startsWith("properties.b.c[0]");
  }

  @Test
  void s52_aLongPathIsCut() {
    Invalid refused = refused(Map.of("n".repeat(5_000), Map.of("n".repeat(50_001), 1)));

    assertThat(refused.field()).hasSize(201).endsWith("…");
  }
}
