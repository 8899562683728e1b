package dev.salus.app.boundaries;

import dev.salus.app.boundaries.needles.Needle;
import dev.salus.sdk.model.Address;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Component;
import dev.salus.sdk.model.ContactPerson;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Identifier;
import dev.salus.sdk.model.Measure;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.PatientBuilder;
import dev.salus.sdk.model.PersonName;
import dev.salus.sdk.model.Reference;
import dev.salus.sdk.model.Telecom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records whose every field has a value that occurs nowhere else. The values are collected as they
 * are given out, so none is forgotten.
 */
final class Plaintexts {

  static final String PUBLISHED_TYPE = "PUBLISHED";
  static final String PUBLISHED_CODE = "found-by-everybody-4711";

  private final List<Needle> needles = new ArrayList<>();

  /** All values that were used so far. */
  List<Needle> needles() {
    return needles;
  }

  /** A new value for a field. */
  String secret(String field) {
    String value = "Sécret \"" + field + "\" nº " + needles.size() + "/1f9c";
    needles.add(Needle.text(field, value));
    return value;
  }

  /** A new value for a field that takes no white space. */
  private String secretId(String field) {
    String value = "Sécret-\"" + field.replace(' ', '-') + "\"-nº-" + needles.size() + "/1f9c";
    needles.add(Needle.text(field, value));
    return value;
  }

  /** A new number, which is looked for as its digits. */
  private double number(String field) {
    double value = 90_471_118.0625 + needles.size();
    needles.add(Needle.text(field, String.valueOf(value)));
    needles.add(Needle.text(field, String.format("%.4f", value)));
    return value;
  }

  /** A date of the future, in which nobody else is interested. */
  private String date(String field, String date) {
    needles.add(Needle.text(field, date));
    return date;
  }

  /** Also with values that a builder refuses, but that somebody may have written. */
  Patient patient() {
    return PatientBuilder.unchecked()
        .firstName(secret("first name"))
        .lastName(secret("last name"))
        .names(
            List.of(
                PersonName.builder()
                    .lastName(secret("maiden name"))
                    .text(secret("name as text"))
                    .build()))
        .gender(secret("gender"))
        .birthDate(date("birth date", "7419-03-28"))
        .deceasedDateTime(date("date of death", "7493-11-08T04:17:26.7361+05:45"))
        .maritalStatus(Coding.builder().display(secret("marital status")).build())
        .nationalities(List.of(secret("nationality")))
        .profession(secret("profession"))
        .photoId(secret("photo"))
        .contact(
            List.of(
                ContactPerson.builder()
                    .name(PersonName.builder().text(secret("contact's name")).build())
                    .telecoms(List.of(Telecom.builder().value(secret("contact's phone")).build()))
                    .build()))
        .note(secret("note"))
        .addresses(
            List.of(
                Address.builder()
                    .street(secret("street"))
                    .city(secret("city"))
                    .telecoms(List.of(Telecom.builder().value(secret("telephone")).build()))
                    .build()))
        .identifiers(List.of(Identifier.of(secretId("identifier system"), secret("identifier"))))
        .languages(List.of(secret("language")))
        .properties(Map.of(secret("property name"), secret("property")))
        .labels(List.of(Coding.of(secret("label type"), secret("label code"))))
        .codes(List.of(published()))
        .build();
  }

  DataSample sample() {
    Content part = Content.coded(Coding.of(secret("value type"), secret("value code")));
    Content value =
        Content.builder()
            .stringValue(secret("string value"))
            .measureValue(Measure.of(number("measure"), secret("unit")))
            .compoundValue(
                List.of(
                    Component.builder()
                        .content(Map.of("und", part))
                        .comment(secret("component comment"))
                        .build()))
            .build();
    return DataSample.builder()
        .content(Map.of("en", value))
        .comment(secret("comment"))
        .valueDateTime(date("value date", "7451-06-17T21:09:53.1842-03:30"))
        .performer(List.of(Reference.of(secretId("performer"), secret("performer's name"))))
        .device(Reference.of(null, secret("device")))
        .interpretation(List.of(Coding.builder().display(secret("interpretation")).build()))
        .batchId(secret("batch"))
        .identifiers(List.of(Identifier.of(secretId("identifier system"), secret("identifier"))))
        .labels(List.of(Coding.of(secret("label type"), secret("label code")), published()))
        .codes(List.of(Coding.of("LOINC", secret("code of a type not published"))))
        .build();
  }

  HealthcareElement element() {
    return HealthcareElement.builder()
        .description(secret("description"))
        .note(secret("element note"))
        .codes(List.of(Coding.of("SNOMEDCT", secret("diagnosis"), secret("version"))))
        .labels(List.of(published()))
        .properties(Map.of(secret("property name"), List.of(secret("property"))))
        .build();
  }

  private static Coding published() {
    return Coding.of(PUBLISHED_TYPE, PUBLISHED_CODE);
  }
}
