package dev.salus.app.fhir;

import dev.salus.sdk.model.Address;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Component;
import dev.salus.sdk.model.ContactPerson;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.ContentBuilder;
import dev.salus.sdk.model.Identifier;
import dev.salus.sdk.model.Measure;
import dev.salus.sdk.model.MeasureRange;
import dev.salus.sdk.model.PersonName;
import dev.salus.sdk.model.Reference;
import dev.salus.sdk.model.Telecom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data types of FHIR R4 as parts of the model. What §4.1 of the protocol has no field for stays
 * beside the others under FHIR's name, for example the {@code display} of a coding.
 */
final class FhirParts {

  /** The language of values that have none. */
  static final String NO_LANGUAGE = "und";

  private static final Map<String, String> CODING_TYPES =
      Map.of(
          "http://loinc.org", "LOINC",
          "http://snomed.info/sct", "SNOMEDCT",
          "http://unitsofmeasure.org", "UCUM");

  private FhirParts() {}

  /** The codings of a CodeableConcept. */
  static List<Coding> codings(FhirFields concept) {
    return concept.takeAll("coding", coding -> true, FhirParts::coding);
  }

  /** The first coding of a CodeableConcept, if any; the others stay where they are. */
  static List<Coding> firstCoding(FhirFields concept) {
    return concept.takeFirst("coding", coding -> true, FhirParts::coding).stream().toList();
  }

  private static Coding coding(FhirFields in) {
    Optional<String> system = in.text("system");
    return Coding.builder()
        .id(in.text("id").orElse(null))
        .type(system.map(uri -> CODING_TYPES.getOrDefault(uri, uri)).orElse(null))
        .code(in.text("code").orElse(null))
        .version(in.text("version").orElse(null))
        .display(in.text("display").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  static Reference reference(FhirFields in) {
    return Reference.builder()
        .reference(in.text("reference").orElse(null))
        .display(in.text("display").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  static ContactPerson contact(FhirFields in) {
    return ContactPerson.builder()
        .relationship(in.inside("relationship", FhirParts::codings))
        .name(in.take("name", name -> true, FhirParts::name).orElse(null))
        .gender(in.text("gender").orElse(null))
        .telecoms(in.takeAll("telecom", telecom -> true, FhirParts::telecom))
        .address(in.take("address", address -> true, FhirParts::address).orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  static Identifier identifier(FhirFields in) {
    return Identifier.builder()
        .system(in.text("system").orElse(null))
        .value(in.text("value").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  static PersonName name(FhirFields in) {
    return PersonName.builder()
        .use(in.text("use").orElse(null))
        .lastName(in.text("family").orElse(null))
        .firstNames(in.texts("given"))
        .text(in.text("text").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  /** FHIR does not part the house number from the street, and has two kinds of type. */
  static Address address(FhirFields in) {
    String lines = String.join("\n", in.texts("line"));
    in.rename("type", "addressType");
    return Address.builder()
        .type(in.text("use").orElse(null))
        .street(lines.isEmpty() ? null : lines)
        .postalCode(in.text("postalCode").orElse(null))
        .city(in.text("city").orElse(null))
        .country(in.text("country").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  static Telecom telecom(FhirFields in) {
    return Telecom.builder()
        .type(in.text("system").orElse(null))
        .value(in.text("value").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  /**
   * The {@code value[x]} of an observation or a component, and the observation's components. A
   * value of a kind that §4.1 does not have stays where it is.
   */
  static Map<String, Content> content(FhirFields in) {
    ContentBuilder content = Content.builder();
    in.take("valueQuantity", quantity -> true, FhirParts::measure).ifPresent(content::measureValue);
    in.take("valueRange", range -> true, FhirParts::range).ifPresent(content::rangeValue);
    in.take("valueCodeableConcept", concept -> true, FhirParts::concept)
        .ifPresent(
            concept ->
                content
                    .codedValue(concept.codedValue())
                    .stringValue(concept.stringValue())
                    .unknownFields(concept.unknownFields()));
    in.text("valueString").ifPresent(content::stringValue);
    in.flag("valueBoolean").ifPresent(content::booleanValue);
    in.number("valueInteger").ifPresent(content::numberValue);
    Optional<String> date = in.date("valueDateTime");
    date.ifPresent(content::dateTimeValue);
    date.flatMap(FhirDates::number).ifPresent(content::instantValue);
    List<Component> components = in.takeAll("component", component -> true, FhirParts::component);
    if (!components.isEmpty()) {
      content.compoundValue(components);
    }
    return content.equals(Content.builder()) ? Map.of() : Map.of(NO_LANGUAGE, content.build());
  }

  private static Measure measure(FhirFields in) {
    return Measure.builder()
        .value(in.number("value").orElse(null))
        .comparator(in.text("comparator").orElse(null))
        .unit(in.text("unit").orElse(null))
        .unitCode(in.text("code").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  private static MeasureRange range(FhirFields in) {
    return MeasureRange.builder()
        .low(in.take("low", quantity -> true, FhirParts::measure).orElse(null))
        .high(in.take("high", quantity -> true, FhirParts::measure).orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  /** The first code and the text; further codes stay beside them. */
  private static Content concept(FhirFields in) {
    Optional<Coding> first = in.takeFirst("coding", coding -> true, FhirParts::coding);
    return Content.builder()
        .codedValue(first.orElse(null))
        .stringValue(in.text("text").orElse(null))
        .unknownFields(in.rest())
        .build();
  }

  private static Component component(FhirFields in) {
    List<Coding> kind = in.inside("code", FhirParts::codings);
    Map<String, Content> value = content(in);
    return Component.builder().labels(kind).content(value).unknownFields(in.rest()).build();
  }
}
