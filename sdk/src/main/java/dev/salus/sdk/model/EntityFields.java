package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonObjectReader;
import dev.salus.sdk.json.JsonObjectWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The private fields of the three kinds of record by their JSON names (protocol §4.1). */
final class EntityFields {

  private EntityFields() {}

  static Map<String, @Nullable Object> of(Patient patient) {
    return new JsonObjectWriter()
        .reserved(DoubtfulOrigin.FIELD)
        .put("active", patient.active())
        .put("firstName", patient.firstName())
        .put("lastName", patient.lastName())
        .objects("names", patient.names(), PartFields::of)
        .put("gender", patient.gender())
        .put("birthDate", patient.birthDate())
        .put("deceasedBoolean", patient.deceasedBoolean())
        .put("deceasedDateTime", patient.deceasedDateTime())
        .object("maritalStatus", patient.maritalStatus(), PartFields::of)
        .texts("nationalities", patient.nationalities())
        .put("profession", patient.profession())
        .put("note", patient.note())
        .put("photoId", patient.photoId())
        .objects("addresses", patient.addresses(), PartFields::of)
        .objects("contact", patient.contact(), PartFields::of)
        .objects("identifiers", patient.identifiers(), PartFields::of)
        .texts("languages", patient.languages())
        .values("properties", patient.properties())
        .objects("labels", patient.labels(), PartFields::of)
        .objects("codes", patient.codes(), PartFields::of)
        .with(patient.unknownFields());
  }

  static Patient patient(JsonObjectReader in) {
    DoubtfulOrigin.read(in);
    return PatientBuilder.unchecked()
        .active(in.flag("active"))
        .firstName(in.text("firstName"))
        .lastName(in.text("lastName"))
        .names(in.objects("names", PartFields::personName))
        .gender(in.text("gender"))
        .birthDate(in.text("birthDate", DateForm.DATE::fits, DateForm.DATE.rule()))
        .deceasedBoolean(in.flag("deceasedBoolean"))
        .deceasedDateTime(PartFields.dateTime(in, "deceasedDateTime"))
        .maritalStatus(in.object("maritalStatus", PartFields::coding))
        .nationalities(in.texts("nationalities"))
        .profession(in.text("profession"))
        .note(in.text("note"))
        .photoId(in.text("photoId"))
        .addresses(in.objects("addresses", PartFields::address))
        .contact(in.objects("contact", PartFields::contactPerson))
        .identifiers(in.objects("identifiers", PartFields::identifier))
        .languages(in.texts("languages"))
        .properties(in.values("properties"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .metadata(read(in))
        .build();
  }

  /** What is known of a record of which nothing but its private fields was read. */
  private static Metadata read(JsonObjectReader in) {
    return Metadata.NEW.toBuilder().unreadable(UnreadableField.of(in)).build();
  }

  static Map<String, @Nullable Object> of(DataSample sample) {
    return new JsonObjectWriter()
        .reserved(DoubtfulOrigin.FIELD)
        .objectMap("content", sample.content(), ContentFields::of)
        .put("comment", sample.comment())
        .put("valueDate", sample.valueDate())
        .put("valueDateTime", sample.valueDateTime())
        .put("openingDate", sample.openingDate())
        .put("openingDateTime", sample.openingDateTime())
        .put("closingDate", sample.closingDate())
        .put("closingDateTime", sample.closingDateTime())
        .objects("performer", sample.performer(), PartFields::of)
        .object("device", sample.device(), PartFields::of)
        .objects("interpretation", sample.interpretation(), PartFields::of)
        .texts("healthcareElements", sample.healthcareElements())
        .put("batchId", sample.batchId())
        .objects("identifiers", sample.identifiers(), PartFields::of)
        .values("properties", sample.properties())
        .objects("labels", sample.labels(), PartFields::of)
        .objects("codes", sample.codes(), PartFields::of)
        .with(sample.unknownFields());
  }

  static DataSample dataSample(JsonObjectReader in) {
    DoubtfulOrigin.read(in);
    return DataSampleBuilder.unchecked()
        .content(in.objectMap("content", ContentFields::content))
        .comment(in.text("comment"))
        .valueDate(in.integer("valueDate"))
        .valueDateTime(PartFields.dateTime(in, "valueDateTime"))
        .openingDate(in.integer("openingDate"))
        .openingDateTime(PartFields.dateTime(in, "openingDateTime"))
        .closingDate(in.integer("closingDate"))
        .closingDateTime(PartFields.dateTime(in, "closingDateTime"))
        .performer(in.objects("performer", PartFields::reference))
        .device(in.object("device", PartFields::reference))
        .interpretation(in.objects("interpretation", PartFields::coding))
        .healthcareElements(in.texts("healthcareElements"))
        .batchId(in.text("batchId"))
        .identifiers(in.objects("identifiers", PartFields::identifier))
        .properties(in.values("properties"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .metadata(read(in))
        .build();
  }

  static Map<String, @Nullable Object> of(HealthcareElement element) {
    return new JsonObjectWriter()
        .reserved(DoubtfulOrigin.FIELD)
        .put("description", element.description())
        .put("note", element.note())
        .put("openingDate", element.openingDate())
        .put("openingDateTime", element.openingDateTime())
        .put("closingDate", element.closingDate())
        .put("closingDateTime", element.closingDateTime())
        .put("relevant", element.relevant())
        .put("status", element.status())
        .objects("identifiers", element.identifiers(), PartFields::of)
        .values("properties", element.properties())
        .objects("labels", element.labels(), PartFields::of)
        .objects("codes", element.codes(), PartFields::of)
        .with(element.unknownFields());
  }

  static HealthcareElement healthcareElement(JsonObjectReader in) {
    DoubtfulOrigin.read(in);
    return HealthcareElementBuilder.unchecked()
        .description(in.text("description"))
        .note(in.text("note"))
        .openingDate(in.integer("openingDate"))
        .openingDateTime(PartFields.dateTime(in, "openingDateTime"))
        .closingDate(in.integer("closingDate"))
        .closingDateTime(PartFields.dateTime(in, "closingDateTime"))
        .relevant(in.flag("relevant"))
        .status(in.integer("status"))
        .identifiers(in.objects("identifiers", PartFields::identifier))
        .properties(in.values("properties"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .metadata(read(in))
        .build();
  }
}
