package dev.salus.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salus.sdk.model.Address;
import dev.salus.sdk.model.AddressBuilder;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Identifier;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.PersonName;
import dev.salus.sdk.model.Telecom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * FHIR R4 resources as new records of the model. Nothing is lost: what a record has no field for is
 * in its {@code properties} under FHIR's name. The resource's id becomes an identifier, because the
 * id of an entity is never used twice and a file may be imported twice.
 */
final class FhirMapper {

  /** The system of identifiers that are URIs, as FHIR names it. */
  static final String URI_SYSTEM = "urn:ietf:rfc:3986";

  private static final String URN = "urn:uuid:";
  private static final Set<String> ACTIVE = Set.of("active", "recurrence", "relapse");
  private static final Set<String> PAST = Set.of("inactive", "remission", "resolved");

  private FhirMapper() {}

  /** A Patient. */
  static Patient patient(JsonNode resource) {
    FhirFields in = fields(resource);
    List<String> languages = fields(resource).inside("communication", FhirMapper::language);
    List<Identifier> identifiers = identifiers(in);
    List<PersonName> names = in.takeAll("name", name -> true, FhirParts::name);
    Optional<PersonName> main = mainName(names);
    return Patient.builder()
        .firstName(main.flatMap(name -> name.firstNames().stream().findFirst()).orElse(null))
        .lastName(main.map(PersonName::lastName).orElse(null))
        .names(names)
        .gender(in.text("gender").orElse(null))
        .birthDate(in.text("birthDate").orElse(null))
        .active(in.flag("active").orElse(null))
        .deceasedBoolean(in.flag("deceasedBoolean").orElse(null))
        .deceasedDateTime(in.date("deceasedDateTime").orElse(null))
        .maritalStatus(
            in.inside("maritalStatus", FhirParts::firstCoding).stream().findFirst().orElse(null))
        .addresses(addresses(in))
        .contact(in.takeAll("contact", contact -> true, FhirParts::contact))
        .identifiers(identifiers)
        .languages(languages)
        .properties(in.rest())
        .build();
  }

  /** Copied, not taken: a language says more than its code. */
  private static List<String> language(FhirFields communication) {
    return communication.inside("language", FhirParts::codings).stream()
        .map(Coding::code)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Optional<PersonName> mainName(List<PersonName> names) {
    return names.stream()
        .filter(name -> "official".equals(name.use()))
        .findFirst()
        .or(() -> names.stream().findFirst());
  }

  /** In FHIR telecoms are the patient's, in §4.1 an address's: they go with the first one. */
  private static List<Address> addresses(FhirFields in) {
    List<Address> addresses =
        new ArrayList<>(in.takeAll("address", address -> true, FhirParts::address));
    List<Telecom> telecoms = in.takeAll("telecom", telecom -> true, FhirParts::telecom);
    if (!telecoms.isEmpty()) {
      AddressBuilder first =
          addresses.isEmpty() ? Address.builder() : addresses.remove(0).toBuilder();
      addresses.add(0, first.telecoms(telecoms).build());
    }
    return addresses;
  }

  /** An Observation: its category as labels, its code as codes. */
  static DataSample dataSample(JsonNode resource) {
    FhirFields in = fields(resource);
    Optional<String> effective = in.date("effectiveDateTime").or(() -> in.date("effectiveInstant"));
    List<Coding> categories = in.inside("category", FhirParts::codings);
    List<Coding> codes = in.inside("code", FhirParts::codings);
    List<Identifier> identifiers = identifiers(in);
    Map<String, Content> content = FhirParts.content(in);
    return DataSample.builder()
        .content(content)
        .valueDate(effective.flatMap(FhirDates::number).orElse(null))
        .valueDateTime(effective.orElse(null))
        .performer(in.takeAll("performer", performer -> true, FhirParts::reference))
        .device(in.take("device", device -> true, FhirParts::reference).orElse(null))
        .interpretation(in.inside("interpretation", FhirParts::codings))
        .identifiers(identifiers)
        .labels(categories)
        .codes(codes)
        .properties(in.rest())
        .build();
  }

  /**
   * A Condition: its category and clinical status as labels, its code as codes; it is relevant as
   * long as its clinical status is active, a recurrence or a relapse.
   */
  static HealthcareElement healthcareElement(JsonNode resource) {
    FhirFields in = fields(resource);
    List<Coding> status = in.inside("clinicalStatus", FhirParts::codings);
    List<Coding> labels = new ArrayList<>(in.inside("category", FhirParts::codings));
    labels.addAll(status);
    List<Coding> codes = in.inside("code", FhirParts::codings);
    List<String> text = in.inside("code", code -> code.text("text").stream().toList());
    Optional<String> onset = in.date("onsetDateTime");
    Optional<String> abatement = in.date("abatementDateTime");
    List<Identifier> identifiers = identifiers(in);
    return HealthcareElement.builder()
        .description(text.stream().findFirst().orElse(null))
        .openingDate(onset.flatMap(FhirDates::number).orElse(null))
        .openingDateTime(onset.orElse(null))
        .closingDate(abatement.flatMap(FhirDates::number).orElse(null))
        .closingDateTime(abatement.orElse(null))
        .relevant(relevant(status))
        .identifiers(identifiers)
        .labels(labels)
        .codes(codes)
        .properties(in.rest())
        .build();
  }

  private static Stream<String> codes(List<Coding> codings) {
    return codings.stream().map(Coding::code).filter(Objects::nonNull);
  }

  private static @Nullable Boolean relevant(List<Coding> status) {
    boolean active = codes(status).anyMatch(ACTIVE::contains);
    boolean past = codes(status).anyMatch(PAST::contains);
    return active == past ? null : (Boolean) active;
  }

  private static FhirFields fields(JsonNode resource) {
    FhirFields in = new FhirFields(resource);
    in.text("resourceType");
    return in;
  }

  private static List<Identifier> identifiers(FhirFields in) {
    List<Identifier> identifiers = new ArrayList<>();
    in.text("id").ifPresent(id -> identifiers.add(Identifier.of(URI_SYSTEM, URN + id)));
    identifiers.addAll(in.takeAll("identifier", identifier -> true, FhirParts::identifier));
    return identifiers;
  }
}
