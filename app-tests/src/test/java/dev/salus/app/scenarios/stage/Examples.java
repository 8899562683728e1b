package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The literal data of the scenarios. */
public final class Examples {

  public static final String NOTE = "Winter is coming";
  public static final String HELLO = "Hello world";
  public static final String DIAGNOSIS = "The patient has been diagnosed Pararibulitis";

  private Examples() {}

  public static Patient johnSnow() {
    return Patient.builder().firstName("John").lastName("Snow").note(NOTE).build();
  }

  public static DataSample helloWorld() {
    return DataSample.builder()
        .content(Map.of("en", Content.builder().stringValue(HELLO).build()))
        .labels(List.of(Coding.of("IC-TEST", "TEST")))
        .build();
  }

  public static HealthcareElement pararibulitis() {
    return HealthcareElement.builder()
        .description(DIAGNOSIS)
        .codes(List.of(Coding.of("SNOMEDCT", "617", "20020131")))
        .openingDate(Instant.parse("2019-10-12T00:00:00Z").toEpochMilli())
        .build();
  }

  /** The id of a new John Snow that somebody creates. */
  public static String patientOf(Person creator) {
    return await(creator.patients().createOrModifyPatient(johnSnow())).id();
  }

  /** A patient that was just shared, as anybody reads it: without what only the answer names. */
  public static Patient asRead(Patient shared) {
    Metadata metadata = shared.metadata().toBuilder().leftOut(List.of()).build();
    return shared.toBuilder().metadata(metadata).build();
  }

  /** The literal sample, created about a patient. */
  public static DataSample sampleFor(String patientId, Person creator) {
    return await(creator.samples().createOrModifyDataSampleFor(patientId, helloWorld()));
  }

  /** The literal healthcare element, created about a patient. */
  public static HealthcareElement elementFor(String patientId, Person creator) {
    return await(creator.elements().createOrModifyHealthcareElement(pararibulitis(), patientId));
  }
}
