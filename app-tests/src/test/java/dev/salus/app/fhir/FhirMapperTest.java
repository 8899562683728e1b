package dev.salus.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Identifier;
import dev.salus.sdk.model.Measure;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the parts of FHIR resources, also of kinds that the bundles do not have. */
final class FhirMapperTest {

  private static final FhirBundle BUNDLE = FhirBundle.read(FhirBundle.NAMES.get(0));

  @ParameterizedTest
  @CsvSource({
    "2012-11-13T11:44:32+00:00, 1352807072000",
    "2012-11-13T11:44:32+02:00, 1352799872000",
    "2012-11-13T11:44:32.4661Z, 1352807072466",
    "2012-11-13T11:44:32.466Z, 1352807072466",
    "1969-12-31T23:59:59Z, -1000",
    "2012-11-13, 20121113000000",
    "2012-11, 20121100000000",
    "2012, 20120000000000",
  })
  void datesKeepTheirPrecision(String fhir, long number) {
    DataSample sample = sample("'effectiveDateTime': '" + fhir + "'");

    assertThat(FhirDates.number(fhir)).contains(number);
    assertThat(sample.valueDate()).isEqualTo(number);
    assertThat(sample.valueDateTime()).isEqualTo(fhir);
  }

  @Test
  void dateThatIsNoneStaysText() {
    DataSample sample = sample("'effectiveDateTime': 'last summer'");

    assertThat(sample.valueDate()).isNull();
    assertThat(sample.properties()).containsEntry("effectiveDateTime", "last summer");
  }

  @Test
  void simpleValuesOfEachKind() {
    assertThat(value("'valueString': 'pale'")).isEqualTo(Content.text("pale"));
    assertThat(value("'valueInteger': 3")).isEqualTo(Content.number(3));
    assertThat(value("'valueBoolean': false"))
        .isEqualTo(Content.builder().booleanValue(false).build());
    assertThat(value("'valueDateTime': '2012-11'"))
        .isEqualTo(
            Content.builder().instantValue(20121100000000L).dateTimeValue("2012-11").build());
  }

  @Test
  void quantityKeepsWhatItsFieldsDoNotSay() {
    Content value =
        value(
            "'valueQuantity': {'value': 4.50, 'comparator': '<', 'unit': 'mg', 'code': 'mg',"
                + " 'system': 'http://unitsofmeasure.org'}");

    assertThat(value)
        .isEqualTo(
            Content.measure(
                Measure.builder()
                    .value(new BigDecimal("4.50"))
                    .comparator("<")
                    .unit("mg")
                    .unitCode("mg")
                    .unknownFields(Map.of("system", "http://unitsofmeasure.org"))
                    .build()));
  }

  @Test
  void codeableConceptKeepsItsTextAndFurtherCodes() {
    Content value =
        value(
            "'valueCodeableConcept': {'text': 'never', 'coding': ["
                + "{'system': 'http://snomed.info/sct', 'code': '1', 'version': '2'},"
                + "{'system': 'urn:x', 'code': '3'}]}");

    assertThat(value.codedValue()).isEqualTo(Coding.of("SNOMEDCT", "1", "2"));
    assertThat(value.stringValue()).isEqualTo("never");
    assertThat(value.unknownFields())
        .isEqualTo(Map.of("coding", List.of(Map.of("system", "urn:x", "code", "3"))));
  }

  @Test
  void componentsBecomeACompoundValue() {
    Content value =
        value(
            "'component': [{'code': {'coding': [{'system': 'http://loinc.org', 'code': '8480-6'}]},"
                + " 'valueString': 'high'}, {'valueBoolean': true}]");

    assertThat(value.compoundValue()).hasSize(2);
    assertThat(value.compoundValue().get(0).labels()).containsExactly(Coding.of("LOINC", "8480-6"));
    assertThat(value.compoundValue().get(0).content()).containsEntry("und", Content.text("high"));
    assertThat(value.compoundValue().get(1).content().get("und").booleanValue()).isTrue();
  }

  @Test
  void whatHasNoFieldIsKept() {
    DataSample sample =
        sample("'valueRatio': {'numerator': {'value': 1}}, 'code': {'coding': [{'code': 'x'}]}");

    assertThat(sample.content()).isEmpty();
    assertThat(sample.codes()).containsExactly(Coding.builder().code("x").build());
    assertThat(sample.properties())
        .isEqualTo(Map.of("valueRatio", Map.of("numerator", Map.of("value", 1L))));
  }

  @Test
  void patientOfManyNamesAndAddresses() {
    Patient patient =
        FhirMapper.patient(
            json(
                "'id': 'b', 'name': [{'text': 'Johnny'}, {'use': 'official', 'family': 'Snow',"
                    + " 'given': ['John', 'Aegon']}], 'telecom': [{'system': 'email', 'value':"
                    + " 'j@example.org'}], 'address': [{'use': 'home', 'type': 'postal', 'line':"
                    + " ['The Wall', 'Castle Black']}], 'deceasedBoolean': false"));

    assertThat(patient.firstName()).isEqualTo("John");
    assertThat(patient.lastName()).isEqualTo("Snow");
    assertThat(patient.names()).hasSize(2);
    assertThat(patient.addresses().get(0).type()).isEqualTo("home");
    assertThat(patient.addresses().get(0).street()).isEqualTo("The Wall\nCastle Black");
    assertThat(patient.addresses().get(0).unknownFields())
        .isEqualTo(Map.of("addressType", "postal"));
    assertThat(patient.addresses().get(0).telecoms().get(0).value()).isEqualTo("j@example.org");
    assertThat(patient.identifiers())
        .containsExactly(Identifier.of("urn:ietf:rfc:3986", "urn:uuid:b"));
    assertThat(patient.deceasedBoolean()).isFalse();
    assertThat(patient.properties()).isEmpty();
    assertThat(ModelJson.readPatient(ModelJson.write(patient))).isEqualTo(patient);
  }

  @ParameterizedTest
  @CsvSource({"active, true", "relapse, true", "resolved, false", "remission, false", "odd,"})
  void clinicalStatusSaysWhetherAConditionIsRelevant(String status, Boolean relevant) {
    HealthcareElement element =
        FhirMapper.healthcareElement(
            json("'clinicalStatus': {'coding': [{'system': 's', 'code': '" + status + "'}]}"));

    assertThat(element.relevant()).isEqualTo(relevant);
    assertThat(element.labels()).containsExactly(Coding.of("s", status));
  }

  @Test
  void theComparisonSeesAnyValueThatIsLostOrChanged() {
    ObjectNode observation = BUNDLE.resources("Observation").get(0);
    DataSample sample = FhirMapper.dataSample(observation);
    FhirComparison.assertSame(observation, sample);

    List<DataSample> wrong =
        List.of(
            sample.toBuilder().valueDate(sample.valueDate() + 1).build(),
            sample.toBuilder().codes(List.of(Coding.of("LOINC", "0"))).build(),
            sample.toBuilder().identifiers(List.of()).build(),
            sample.toBuilder().properties(Map.of()).build(),
            sample.toBuilder().content(Map.of("und", Content.number(1))).build());
    assertThat(wrong)
        .allSatisfy(
            each ->
                assertThatThrownBy(() -> FhirComparison.assertSame(observation, each))
                    .isInstanceOf(AssertionError.class));
  }

  @Test
  void theCountOfTheStreamIsThatOfTheTree() {
    assertThat(FhirBundle.count(BUNDLE.name()))
        .containsEntry("Patient", BUNDLE.resources("Patient").size())
        .containsEntry("Observation", BUNDLE.resources("Observation").size())
        .containsEntry("Condition", BUNDLE.resources("Condition").size());
  }

  private static Content value(String fields) {
    return sample(fields).content().get("und");
  }

  private static DataSample sample(String fields) {
    return FhirMapper.dataSample(json(fields));
  }

  private static ObjectNode json(String fields) {
    return FhirBundle.parse(("{'resourceType': 'Any', " + fields + "}").replace('\'', '"'));
  }
}
