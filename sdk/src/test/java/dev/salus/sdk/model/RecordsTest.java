package dev.salus.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Permission;
import dev.salus.protocol.Tag;
import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.json.JsonValues;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every record of the model promises: immutable, never null collections, equal by value. */
class RecordsTest {

  @Provide
  Arbitrary<Map<String, Object>> values() {
    return Records.values();
  }

  @Provide
  Arbitrary<DataSample> dataSamples() {
    return Records.dataSamples();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Patient.class,
        DataSample.class,
        HealthcareElement.class,
        Content.class,
        Component.class,
        Measure.class,
        MeasureRange.class,
        Coding.class,
        ContactPerson.class,
        Reference.class,
        PersonName.class,
        Address.class,
        Telecom.class,
        Identifier.class,
        Metadata.class
      })
  void collectionsAreEmptyAndNeverNull(Class<?> type) throws Exception {
    Class<?> builders = Class.forName(type.getName() + "Builder");
    Object builder = builders.getMethod("unchecked").invoke(null);
    Method build = builders.getMethod("build");
    Object built = build.invoke(builder);
    int collections = 0;
    for (RecordComponent component : type.getRecordComponents()) {
      Object value = component.getAccessor().invoke(built);
      if (List.class == component.getType()) {
        assertThat((Collection<?>) value).as(component.getName()).isNotNull().isEmpty();
        collections++;
      } else if (Map.class == component.getType()) {
        assertThat((Map<?, ?>) value).as(component.getName()).isNotNull().isEmpty();
        collections++;
      }
    }
    assertThat(collections).isPositive();
    assertThat(built).isEqualTo(build.invoke(builders.getMethod("unchecked").invoke(null)));
  }

  @Property(tries = 50)
  void toBuilderKeepsEverything(@ForAll("dataSamples") DataSample sample) {
    assertThat(sample.toBuilder().build()).isEqualTo(sample).hasSameHashCodeAs(sample);
    DataSample other = sample.toBuilder().comment(sample.comment() + "!").build();
    assertThat(other).isNotEqualTo(sample);
    DataSample back = DataSampleBuilder.unchecked(other).comment(sample.comment()).build();
    assertThat(back).isEqualTo(sample);
  }

  @Test
  void nothingGivenIsShared() {
    List<String> languages = new ArrayList<>(List.of("en"));
    Map<String, Object> inner = new LinkedHashMap<>(Map.of("a", 1));
    Map<String, Object> properties = new LinkedHashMap<>(Map.of("inner", inner));
    Patient patient = Patient.builder().languages(languages).properties(properties).build();
    languages.add("fr");
    inner.put("b", 2);
    properties.clear();
    assertThat(patient.languages()).containsExactly("en");
    assertThat(patient.properties()).isEqualTo(Map.of("inner", Map.of("a", 1L)));
  }

  @Test
  void nothingCanBeChanged() {
    Patient patient =
        Patient.builder()
            .languages(List.of("en"))
            .properties(Map.of("list", List.of(1), "map", Map.of()))
            .build();
    assertThatThrownBy(() -> patient.languages().add("fr"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> patient.properties().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) patient.properties().get("map")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) patient.properties().get("list")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void numbersHaveOneForm() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("int", 1);
    given.put("short", (short) 2);
    given.put("big", BigInteger.valueOf(3));
    given.put("huge", BigInteger.ONE.shiftLeft(70));
    given.put("float", 0.5f);
    given.put("decimal", new BigDecimal("1.50"));
    given.put("exact", new BigDecimal("0.12345678901234567890123"));
    given.put("null", null);
    given.put("json", new JsonObject().put("a", 1).getMap());
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("int", 1L);
    expected.put("short", 2L);
    expected.put("big", 3L);
    expected.put("huge", BigInteger.ONE.shiftLeft(70));
    expected.put("float", new BigDecimal("0.5"));
    expected.put("decimal", new BigDecimal("1.50"));
    expected.put("exact", new BigDecimal("0.12345678901234567890123"));
    expected.put("null", null);
    expected.put("json", Map.of("a", 1L));
    assertThat(Patient.builder().properties(given).build().properties()).isEqualTo(expected);
  }

  @Property(tries = 100)
  void oneFormIsKept(@ForAll("values") Map<String, Object> values) {
    Map<String, Object> once = JsonValues.normalise(values);
    assertThat(JsonValues.normalise(once)).isEqualTo(once);
    assertThat(JsonValues.parse(JsonValues.write(once))).isEqualTo(once);
  }

  @Test
  void whatJsonHasNotIsRefused() {
    for (Object value :
        new Object[] {
          Double.NaN, Float.POSITIVE_INFINITY, new Object(), 'c', Map.of(1, 2), "\uDC00"
        }) {
      Map<String, Object> properties = Map.of("x", List.of(value));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Patient.builder().properties(properties).build());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Content.number(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Measure.of(1 / 0.0, "m"));
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(Content.number(3).numberValue()).isEqualTo(new BigDecimal("3"));
    assertThat(Content.number(0.1).numberValue()).isEqualTo(new BigDecimal("0.1"));
    assertThat(Measure.of(new BigDecimal("1.00"), "kg").value()).isEqualTo(new BigDecimal("1.00"));
    assertThat(Measure.of(1, "kg")).isNotEqualTo(Measure.of(new BigDecimal("1.00"), "kg"));
  }

  /** A value that is set is one that readers take, or is refused by its name. */
  @Test
  void whatNoReaderTakesIsNamed() {
    refused("birthDate", () -> Patient.builder().birthDate("yesterday").build());
    refused("birthDate", () -> Patient.builder().birthDate("2023-02-29").build());
    refused("birthDate", () -> Patient.builder().birthDate("1974-12-25T00:00:00Z").build());
    refused("deceasedDateTime", () -> Patient.builder().deceasedDateTime("1974-13").build());
    refused("valueDateTime", () -> DataSample.builder().valueDateTime("").build());
    refused("openingDateTime", () -> DataSample.builder().openingDateTime("1974-1-1").build());
    refused("closingDateTime", () -> DataSample.builder().closingDateTime("0000").build());
    refused(
        "openingDateTime",
        () -> HealthcareElement.builder().openingDateTime("1974-12-25T23:50Z").build());
    refused(
        "closingDateTime",
        () -> HealthcareElement.builder().closingDateTime("1974-12-25T23:50:50").build());
    refused("dateTimeValue", () -> Content.builder().dateTimeValue("soon").build());
    refused("numberValue", () -> Content.number(new BigDecimal("1e309")));
    refused("value", () -> Measure.of(new BigDecimal("1e-1001"), "m"));
    refused("max", () -> Measure.builder().max(new BigDecimal("-1e400")).build());
    refused("type", () -> Coding.of("", "c"));
    refused("code", () -> Coding.of("t", ""));
  }

  private static void refused(String field, ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOfSatisfying(
            UnwritableContent.class,
            refusal -> assertThat(refusal.field()).as(refusal.getMessage()).isEqualTo(field));
  }

  @Test
  void onlyWhatHasATypeAndACodeIsPublished() {
    EncryptedFields published = EncryptedFields.publishing("t");

    assertThat(
            published.tags(
                List.of(
                    Coding.of("t", "c", "1"),
                    Coding.builder().type("t").build(),
                    Coding.builder().code("c").build(),
                    Coding.of("other", "c"))))
        .containsExactly(new Tag("t", "c", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> EncryptedFields.publishing(""));
  }

  @Test
  void metadataIsNewUntilSet() {
    assertThat(Patient.builder().build().metadata()).isSameAs(Metadata.NEW);
    assertThat(DataSample.builder().metadata(null).build().metadata()).isSameAs(Metadata.NEW);
    Metadata metadata =
        Metadata.builder()
            .rev("1-a")
            .version(1)
            .delegations(List.of(new DelegationInfo("d", Permission.READ, "b", true)))
            .skipped(List.of(new SkippedDelegate("d", "no key card")))
            .build();
    HealthcareElement element = HealthcareElement.builder().metadata(metadata).build();
    assertThat(element.metadata()).isEqualTo(metadata.toBuilder().build());
    assertThat(element.toBuilder().note("n").build().metadata()).isSameAs(metadata);
  }
}
