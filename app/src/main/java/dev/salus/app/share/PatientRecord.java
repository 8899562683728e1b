package dev.salus.app.share;

import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.entity.EntityApi;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A patient with all data about them that opens on this machine, to do the same with each: one that
 * fails does not stop the others.
 */
final class PatientRecord {

  private final KeySession.Opened keys;
  private final Patient patient;
  private final OpenEntities<DataSample> samples;
  private final OpenEntities<HealthcareElement> elements;
  private final List<RuntimeException> failures = new ArrayList<>();

  private PatientRecord(
      KeySession.Opened keys,
      Patient patient,
      OpenEntities<DataSample> samples,
      OpenEntities<HealthcareElement> elements) {
    this.keys = keys;
    this.patient = patient;
    this.samples = samples;
    this.elements = elements;
  }

  /** What there is of a patient. */
  static PatientRecord of(KeySession.Opened keys, Patient patient) throws TimeoutException {
    String id = patient.requireId();
    return new PatientRecord(
        keys,
        patient,
        keys.get(keys.salus().dataSampleApi().getDataSamplesForPatient(id)),
        keys.get(keys.salus().healthcareElementApi().getHealthcareElementsForPatient(id)));
  }

  /** What is done with one record, of whatever kind. */
  interface Act {
    /**
     * Begins it.
     *
     * @param api of the record's kind
     */
    <T> Future<?> on(EntityApi<T> api, T entity, String id);
  }

  /**
   * Does it with those that are concerned.
   *
   * @param concerned by what is known of a record
   */
  Done each(Predicate<Metadata> concerned, Act act) throws TimeoutException {
    int patients = 0;
    int data = 0;
    if (concerned.test(patient.metadata())) {
      patients = done(act.on(keys.salus().patientApi(), patient, patient.requireId()));
    }
    for (DataSample each : samples) {
      if (concerned.test(each.metadata())) {
        data += done(act.on(keys.salus().dataSampleApi(), each, each.requireId()));
      }
    }
    for (HealthcareElement each : elements) {
      if (concerned.test(each.metadata())) {
        data += done(act.on(keys.salus().healthcareElementApi(), each, each.requireId()));
      }
    }
    return new Done(patients, data);
  }

  /** How many it was done with. */
  record Done(int patients, int data) {

    /** Whether there was nothing to do it with. */
    boolean isNothing() {
      return patients + data == 0;
    }

    @Override
    public String toString() {
      return Words.count(patients, "patient", "patients")
          + " and "
          + Words.count(data, "sample or element", "samples and elements");
    }
  }

  private int done(Future<?> act) throws TimeoutException {
    try {
      keys.get(act);
      return 1;
    } catch (SalusException | ClientException failure) {
      failures.add(failure);
      return 0;
    }
  }

  /** Tells what was left out; fails if something failed. */
  void end() {
    long closed = Stream.of(samples, elements).mapToLong(each -> each.leftOut().size()).sum();
    if (closed > 0) {
      keys.say(
          Words.count(closed, "sample or element is", "samples and elements are")
              + " closed on this machine, or not believed, and left as before: 'salus keys status'"
              + " says why.");
    }
    if (!failures.isEmpty()) {
      throw new CommandFailure(
          Words.count(failures.size(), "record was", "records were")
              + " refused; of the first: "
              + CommandFailure.explain(failures.get(0)));
    }
  }
}
