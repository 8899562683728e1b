package dev.salus.app.demo;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.app.demo.Cast.Member;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What happens in the demo: sharing by hand, sharing on, automatic sharing, and its end. */
final class Story {

  private static final String NOTE = "Winter is coming";
  private static final int SHOWN_CHARS = 60;

  private final Narrator narrator;
  private final Salus admin;
  private final Member hcp1;
  private final Member hcp2;
  private final Member patient;

  Story(Narrator narrator, Salus admin, Member hcp1, Member hcp2, Member patient) {
    this.narrator = narrator;
    this.admin = admin;
    this.hcp1 = hcp1;
    this.hcp2 = hcp2;
    this.patient = patient;
  }

  /** Tells it. */
  void tell() {
    Patient john = keptToOneself();
    john = shared(john);
    sharedOn(john);
    sharedByThePatient(john);
    automatically();
  }

  private Patient keptToOneself() {
    narrator.chapter("What somebody creates, only they can read");
    Patient john =
        narrator.does(
            "hcp1 creates the patient John Snow, note '" + NOTE + "'",
            hcp1.salus().patientApi().createOrModifyPatient(johnSnow()));
    narrator.expect("hcp1 reads the note", NOTE, read(hcp1, john.requireId()).note());
    narrator.refused(
        "for hcp2 there is no such patient",
        NotFound.class,
        hcp2.salus().patientApi().getPatient(john.requireId()));
    narrator.refused(
        "for the patient's user neither",
        NotFound.class,
        patient.salus().patientApi().getPatient(john.requireId()));
    showStored(john.requireId());
    return john;
  }

  private void showStored(String id) {
    PotentiallyEncrypted<Patient> stored =
        narrator.does(
            "an administrator gets what the server has stored",
            admin.patientApi().getAndTryDecrypt(id));
    if (stored instanceof StillEncrypted<Patient> closed) {
      String json = closed.clear().toJson().encode();
      narrator.expect("there is no 'Snow' in it", false, json.contains("Snow"));
      narrator.say("author   " + closed.clear().header().author());
      narrator.say("content  " + closed.clear().content().substring(0, SHOWN_CHARS) + "…");
    } else {
      narrator.expect("its content stays closed", true, false);
    }
  }

  private Patient shared(Patient john) {
    narrator.chapter("Sharing with one entity at a time");
    Patient forHcp2 =
        narrator.does(
            "hcp1 gives hcp2 access", hcp1.salus().patientApi().giveAccessTo(john, hcp2.id()));
    narrator.expect("hcp2 reads the last name", "Snow", read(hcp2, john.requireId()).lastName());
    narrator.refused(
        "hcp1 cannot share what it had before that: a conflict",
        Conflict.class,
        hcp1.salus().patientApi().giveAccessTo(john, patient.id()));
    Patient forAll =
        narrator.does(
            "hcp1 gives the patient access, with the latest revision",
            hcp1.salus().patientApi().giveAccessTo(forHcp2, patient.id()));
    narrator.expect("the patient reads the note", NOTE, read(patient, john.requireId()).note());
    return forAll;
  }

  private void sharedOn(Patient john) {
    narrator.chapter("Whoever has access may pass it on");
    HealthcareElement element =
        narrator.does(
            "hcp1 creates a healthcare element about John",
            hcp1.salus()
                .healthcareElementApi()
                .createOrModifyHealthcareElement(pararibulitis(), john.requireId()));
    narrator.does(
        "hcp1 shares it with the patient",
        hcp1.salus().healthcareElementApi().giveAccessTo(element, patient.id()));
    HealthcareElement asPatient =
        narrator.does(
            "the patient gets it",
            patient.salus().healthcareElementApi().getHealthcareElement(element.requireId()));
    narrator.does(
        "the patient shares it with hcp2",
        patient.salus().healthcareElementApi().giveAccessTo(asPatient, hcp2.id()));
    HealthcareElement asHcp2 =
        narrator.does(
            "hcp2 gets it",
            hcp2.salus().healthcareElementApi().getHealthcareElement(element.requireId()));
    narrator.expect(
        "hcp2 reads the diagnosis", pararibulitis().description(), asHcp2.description());
  }

  private void sharedByThePatient(Patient john) {
    narrator.chapter("A patient shares data of their own");
    DataSample sample =
        narrator.does(
            "the patient creates a data sample",
            patient
                .salus()
                .dataSampleApi()
                .createOrModifyDataSampleFor(john.requireId(), helloWorld()));
    narrator.refused(
        "for hcp1 there is no such sample",
        NotFound.class,
        hcp1.salus().dataSampleApi().getDataSample(sample.requireId()));
    narrator.does(
        "the patient shares it with hcp1",
        patient.salus().dataSampleApi().giveAccessTo(sample, hcp1.id()));
    DataSample asHcp1 =
        narrator.does(
            "hcp1 gets it", hcp1.salus().dataSampleApi().getDataSample(sample.requireId()));
    narrator.does(
        "hcp1 shares it with hcp2", hcp1.salus().dataSampleApi().giveAccessTo(asHcp1, hcp2.id()));
    DataSample asHcp2 =
        narrator.does(
            "hcp2 gets it", hcp2.salus().dataSampleApi().getDataSample(sample.requireId()));
    narrator.expect("hcp2 reads it", helloWorld().content(), asHcp2.content());
  }

  private void automatically() {
    narrator.chapter("Sharing automatically, from now on");
    narrator.does(
        "hcp1 shares all future medical information with hcp2",
        hcp1.salus()
            .userApi()
            .shareAllFutureDataWith(SharingKind.MEDICAL_INFORMATION, List.of(hcp2.id())));
    Patient next =
        narrator.does(
            "hcp1 creates another patient",
            hcp1.salus().patientApi().createOrModifyPatient(johnSnow()));
    narrator.expect("hcp2 reads it at once", NOTE, read(hcp2, next.requireId()).note());
    narrator.does(
        "hcp1 stops",
        hcp1.salus()
            .userApi()
            .stopSharingDataWith(SharingKind.MEDICAL_INFORMATION, List.of(hcp2.id())));
    Patient last =
        narrator.does(
            "hcp1 creates one more patient",
            hcp1.salus().patientApi().createOrModifyPatient(johnSnow()));
    narrator.refused(
        "for hcp2 there is no such patient",
        NotFound.class,
        hcp2.salus().patientApi().getPatient(last.requireId()));
    narrator.expect(
        "what was shared before stays readable", NOTE, read(hcp2, next.requireId()).note());
  }

  private Patient read(Member member, String id) {
    return narrator.await(member.salus().patientApi().getPatient(id));
  }

  private static Patient johnSnow() {
    return Patient.builder().firstName("John").lastName("Snow").note(NOTE).build();
  }

  private static DataSample helloWorld() {
    return DataSample.builder()
        .content(Map.of("en", Content.builder().stringValue("Hello world").build()))
        .labels(List.of(Coding.of("IC-TEST", "TEST")))
        .build();
  }

  private static HealthcareElement pararibulitis() {
    return HealthcareElement.builder()
        .description("The patient has been diagnosed Pararibulitis")
        .codes(List.of(Coding.of("SNOMEDCT", "617", "20020131")))
        .openingDate(Instant.parse("2019-10-12T00:00:00Z").toEpochMilli())
        .build();
  }
}
