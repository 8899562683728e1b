package dev.salus.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Component;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Measure;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Compares records with the FHIR resources that they were made of, field by field, by looking both
 * up: nothing here uses the mapper. Then looks for every other value of the resource too.
 */
final class FhirComparison {

  private FhirComparison() {}

  static void assertSame(JsonNode resource, Patient patient) {
    JsonNode name = resource.at("/name/0");
    assertThat(patient.firstName()).isEqualTo(name.at("/given/0").textValue());
    assertThat(patient.lastName()).isEqualTo(name.path("family").textValue());
    assertThat(patient.names()).hasSize(resource.path("name").size());
    assertThat(patient.gender()).isEqualTo(resource.path("gender").textValue());
    assertThat(patient.birthDate()).isEqualTo(resource.path("birthDate").textValue());
    assertThat(patient.addresses()).hasSize(resource.path("address").size());
    assertThat(patient.addresses().get(0).street())
        .isEqualTo(resource.at("/address/0/line/0").textValue());
    assertThat(patient.addresses().get(0).city())
        .isEqualTo(resource.at("/address/0/city").textValue());
    assertThat(patient.addresses().get(0).telecoms().get(0).value())
        .isEqualTo(resource.at("/telecom/0/value").textValue());
    assertThat(patient.identifiers().stream().skip(1).map(id -> id.system() + " " + id.value()))
        .containsExactlyElementsOf(
            all(resource.path("identifier")).stream()
                .map(id -> id.path("system").textValue() + " " + id.path("value").textValue())
                .toList());
    assertThat(patient.languages())
        .containsExactly(resource.at("/communication/0/language/coding/0/code").textValue());
    assertNothingMissing(resource, ModelJson.write(patient));
  }

  static void assertSame(JsonNode resource, DataSample sample) {
    assertThat(sample.valueDate()).isEqualTo(millis(resource.path("effectiveDateTime")));
    assertThat(sample.valueDateTime()).isEqualTo(resource.path("effectiveDateTime").textValue());
    assertCodings(resource.at("/category/0/coding"), sample.labels());
    assertCodings(resource.at("/code/coding"), sample.codes());
    Content content = sample.content().get("und");
    assertValue(resource, content);
    JsonNode components = resource.path("component");
    assertThat(content.compoundValue()).hasSize(components.size());
    for (int i = 0; i < components.size(); i++) {
      Component component = content.compoundValue().get(i);
      assertCodings(components.get(i).at("/code/coding"), component.labels());
      assertValue(components.get(i), component.content().get("und"));
    }
    assertNothingMissing(resource, ModelJson.write(sample));
  }

  static void assertSame(JsonNode resource, HealthcareElement element) {
    assertThat(element.description()).isEqualTo(resource.at("/code/text").textValue());
    assertThat(element.openingDate()).isEqualTo(millis(resource.path("onsetDateTime")));
    assertThat(element.closingDate()).isEqualTo(millis(resource.path("abatementDateTime")));
    assertThat(element.relevant())
        .isEqualTo(resource.at("/clinicalStatus/coding/0/code").asText().equals("active"));
    assertCodings(resource.at("/clinicalStatus/coding"), element.labels());
    assertCodings(resource.at("/code/coding"), element.codes());
    assertNothingMissing(resource, ModelJson.write(element));
  }

  private static void assertValue(JsonNode has, Content content) {
    JsonNode quantity = has.path("valueQuantity");
    JsonNode concept = has.path("valueCodeableConcept");
    Measure measure = content.measureValue();
    assertThat(measure != null).isEqualTo(quantity.isObject());
    if (measure != null) {
      assertThat(measure.value()).isEqualTo(quantity.path("value").decimalValue());
      assertThat(measure.unit()).isEqualTo(quantity.path("unit").textValue());
      assertThat(measure.unitCode()).isEqualTo(quantity.path("code").textValue());
    }
    assertThat(content.codedValue() != null).isEqualTo(concept.isObject());
    if (content.codedValue() != null) {
      assertCodings(concept.path("coding"), List.of(content.codedValue()));
      assertThat(content.stringValue()).isEqualTo(concept.path("text").textValue());
    }
  }

  private static void assertCodings(JsonNode codings, List<Coding> read) {
    assertThat(read).hasSize(codings.size()).isNotEmpty();
    for (int i = 0; i < read.size(); i++) {
      JsonNode coding = codings.get(i);
      assertThat(read.get(i).code()).isEqualTo(coding.path("code").textValue());
      assertThat(read.get(i).type()).isEqualTo(type(coding.path("system").textValue()));
      assertThat(read.get(i).display()).isEqualTo(coding.path("display").textValue());
    }
  }

  private static String type(String system) {
    return switch (system) {
      case "http://loinc.org" -> "LOINC";
      case "http://snomed.info/sct" -> "SNOMEDCT";
      default -> system;
    };
  }

  private static Long millis(JsonNode date) {
    return date.isMissingNode()
        ? null
        : (Long) OffsetDateTime.parse(date.textValue()).toInstant().toEpochMilli();
  }

  private static void assertNothingMissing(JsonNode resource, byte[] read) {
    JsonNode json = FhirBundle.parse(new String(read, StandardCharsets.UTF_8));
    assertThat(FhirLeaves.missing(FhirLeaves.expected(resource), FhirLeaves.of(json))).isEmpty();
  }

  private static List<JsonNode> all(JsonNode array) {
    return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
  }
}
