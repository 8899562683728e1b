package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonObjectReader;
import dev.salus.sdk.json.JsonObjectWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that records share by their JSON names (protocol §4.1). */
final class PartFields {

  private PartFields() {}

  static Map<String, @Nullable Object> of(PersonName name) {
    return new JsonObjectWriter()
        .put("use", name.use())
        .put("lastName", name.lastName())
        .texts("firstNames", name.firstNames())
        .put("text", name.text())
        .with(name.unknownFields());
  }

  static PersonName personName(JsonObjectReader in) {
    return PersonNameBuilder.unchecked()
        .use(in.text("use"))
        .lastName(in.text("lastName"))
        .firstNames(in.texts("firstNames"))
        .text(in.text("text"))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(Address address) {
    return new JsonObjectWriter()
        .put("type", address.type())
        .put("street", address.street())
        .put("houseNumber", address.houseNumber())
        .put("postalCode", address.postalCode())
        .put("city", address.city())
        .put("country", address.country())
        .objects("telecoms", address.telecoms(), PartFields::of)
        .with(address.unknownFields());
  }

  static Address address(JsonObjectReader in) {
    return AddressBuilder.unchecked()
        .type(in.text("type"))
        .street(in.text("street"))
        .houseNumber(in.text("houseNumber"))
        .postalCode(in.text("postalCode"))
        .city(in.text("city"))
        .country(in.text("country"))
        .telecoms(in.objects("telecoms", PartFields::telecom))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(ContactPerson contact) {
    return new JsonObjectWriter()
        .objects("relationship", contact.relationship(), PartFields::of)
        .object("name", contact.name(), PartFields::of)
        .put("gender", contact.gender())
        .objects("telecoms", contact.telecoms(), PartFields::of)
        .object("address", contact.address(), PartFields::of)
        .with(contact.unknownFields());
  }

  static ContactPerson contactPerson(JsonObjectReader in) {
    return ContactPersonBuilder.unchecked()
        .relationship(in.objects("relationship", PartFields::coding))
        .name(in.object("name", PartFields::personName))
        .gender(in.text("gender"))
        .telecoms(in.objects("telecoms", PartFields::telecom))
        .address(in.object("address", PartFields::address))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(Reference reference) {
    return new JsonObjectWriter()
        .put("reference", reference.reference())
        .put("display", reference.display())
        .with(reference.unknownFields());
  }

  static Reference reference(JsonObjectReader in) {
    return ReferenceBuilder.unchecked()
        .reference(in.text("reference"))
        .display(in.text("display"))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(Identifier identifier) {
    return new JsonObjectWriter()
        .put("system", identifier.system())
        .put("value", identifier.value())
        .with(identifier.unknownFields());
  }

  static Identifier identifier(JsonObjectReader in) {
    return IdentifierBuilder.unchecked()
        .system(in.text("system"))
        .value(in.text("value"))
        .unknownFields(in.unknown())
        .build();
  }

  static Map<String, @Nullable Object> of(Coding coding) {
    return new JsonObjectWriter()
        .put("id", coding.id())
        .put("type", coding.type())
        .put("code", coding.code())
        .put("version", coding.version())
        .put("display", coding.display())
        .with(coding.unknownFields());
  }

  static Coding coding(JsonObjectReader in) {
    return CodingBuilder.unchecked()
        .id(in.text("id"))
        .type(in.filledText("type"))
        .code(in.filledText("code"))
        .version(in.text("version"))
        .display(in.text("display"))
        .unknownFields(in.unknown())
        .build();
  }

  /** A date of FHIR R4 that may have a time. */
  static @Nullable String dateTime(JsonObjectReader in, String name) {
    return in.text(name, DateForm.DATE_TIME::fits, DateForm.DATE_TIME.rule());
  }

  private static Map<String, @Nullable Object> of(Telecom telecom) {
    return new JsonObjectWriter()
        .put("type", telecom.type())
        .put("value", telecom.value())
        .with(telecom.unknownFields());
  }

  private static Telecom telecom(JsonObjectReader in) {
    return TelecomBuilder.unchecked()
        .type(in.text("type"))
        .value(in.text("value"))
        .unknownFields(in.unknown())
        .build();
  }
}
