package dev.salus.sdk.model;

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
    return PersonName.builder()
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
    return Address.builder()
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

  static Map<String, @Nullable Object> of(Identifier identifier) {
    return new JsonObjectWriter()
        .put("system", identifier.system())
        .put("value", identifier.value())
        .with(identifier.unknownFields());
  }

  static Identifier identifier(JsonObjectReader in) {
    return Identifier.builder()
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
        .with(coding.unknownFields());
  }

  static Coding coding(JsonObjectReader in) {
    return Coding.builder()
        .id(in.text("id"))
        .type(in.requiredText("type"))
        .code(in.requiredText("code"))
        .version(in.text("version"))
        .unknownFields(in.unknown())
        .build();
  }

  private static Map<String, @Nullable Object> of(Telecom telecom) {
    return new JsonObjectWriter()
        .put("type", telecom.type())
        .put("value", telecom.value())
        .with(telecom.unknownFields());
  }

  private static Telecom telecom(JsonObjectReader in) {
    return Telecom.builder()
        .type(in.text("type"))
        .value(in.text("value"))
        .unknownFields(in.unknown())
        .build();
  }
}
