package dev.salus.sdk.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The private fields of the three kinds of record by their JSON names (protocol §4.1). */
final class EntityFields {

  private EntityFields() {}

  static Map<String, @Nullable Object> of(Patient patient) {
    return new JsonObjectWriter()
        .reserved(DoubtfulOrigin.FIELD)
        .put("firstName", patient.firstName())
        .put("lastName", patient.lastName())
        .objects("names", patient.names(), PartFields::of)
        .put("gender", patient.gender())
        .put("birthDate", patient.birthDate())
        .put("note", patient.note())
        .objects("addresses", patient.addresses(), PartFields::of)
        .objects("identifiers", patient.identifiers(), PartFields::of)
        .texts("languages", patient.languages())
        .values("properties", patient.properties())
        .objects("labels", patient.labels(), PartFields::of)
        .objects("codes", patient.codes(), PartFields::of)
        .with(patient.unknownFields());
  }

  static Patient patient(JsonObjectReader in) {
    DoubtfulOrigin.read(in);
    return Patient.builder()
        .firstName(in.text("firstName"))
        .lastName(in.text("lastName"))
        .names(in.objects("names", PartFields::personName))
        .gender(in.text("gender"))
        .birthDate(in.text("birthDate"))
        .note(in.text("note"))
        .addresses(in.objects("addresses", PartFields::address))
        .identifiers(in.objects("identifiers", PartFields::identifier))
        .languages(in.texts("languages"))
        .properties(in.values("properties"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(DataSample sample) {
    return new JsonObjectWriter()
        .reserved(DoubtfulOrigin.FIELD)
        .objectMap("content", sample.content(), ContentFields::of)
        .put("comment", sample.comment())
        .put("valueDate", sample.valueDate())
        .put("openingDate", sample.openingDate())
        .put("closingDate", sample.closingDate())
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
    return DataSample.builder()
        .content(in.objectMap("content", ContentFields::content))
        .comment(in.text("comment"))
        .valueDate(in.integer("valueDate"))
        .openingDate(in.integer("openingDate"))
        .closingDate(in.integer("closingDate"))
        .healthcareElements(in.texts("healthcareElements"))
        .batchId(in.text("batchId"))
        .identifiers(in.objects("identifiers", PartFields::identifier))
        .properties(in.values("properties"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(HealthcareElement element) {
    return new JsonObjectWriter()
        .reserved(DoubtfulOrigin.FIELD)
        .put("description", element.description())
        .put("note", element.note())
        .put("openingDate", element.openingDate())
        .put("closingDate", element.closingDate())
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
    return HealthcareElement.builder()
        .description(in.text("description"))
        .note(in.text("note"))
        .openingDate(in.integer("openingDate"))
        .closingDate(in.integer("closingDate"))
        .relevant(in.flag("relevant"))
        .status(in.integer("status"))
        .identifiers(in.objects("identifiers", PartFields::identifier))
        .properties(in.values("properties"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .build();
  }
}
