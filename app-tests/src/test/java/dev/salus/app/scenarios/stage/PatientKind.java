package dev.salus.app.scenarios.stage;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Patients. */
public final class PatientKind implements EntityKind<Patient> {

  @Override
  public Patient example() {
    return Examples.johnSnow();
  }

  @Override
  public String id(Patient patient) {
    return patient.id();
  }

  @Override
  public Metadata metadata(Patient patient) {
    return patient.metadata();
  }

  @Override
  public Patient withId(Patient patient, String id) {
    return patient.toBuilder().id(id).build();
  }

  @Override
  public Patient withMetadata(Patient patient, Metadata metadata) {
    return patient.toBuilder().metadata(metadata).build();
  }

  @Override
  public Patient noted(Patient patient, String note) {
    return patient.toBuilder().note(note).build();
  }

  @Override
  public String note(Patient patient) {
    return patient.note();
  }

  @Override
  public Future<Patient> create(Person creator, Patient patient) {
    return creator.patients().createOrModifyPatient(patient);
  }

  @Override
  public Future<Patient> createAbout(Person creator, Patient entity, String patientId) {
    return creator.patients().createOrModifyPatient(entity);
  }

  @Override
  public Future<Patient> modify(Person writer, Patient patient) {
    return writer.patients().createOrModifyPatient(patient);
  }

  @Override
  public Future<Patient> get(Person reader, String id) {
    return reader.patients().getPatient(id);
  }

  @Override
  public Future<PotentiallyEncrypted<Patient>> tryGet(Salus reader, String id) {
    return reader.patientApi().getAndTryDecrypt(id);
  }

  @Override
  public Future<EntityPage<Patient>> list(Salus reader, EntityFilter filter) {
    return reader.patientApi().getPatients(filter);
  }

  @Override
  public Future<Patient> share(Person sharer, Patient patient, String delegate, Access access) {
    return sharer.patients().giveAccessTo(patient, delegate, access);
  }

  @Override
  public Future<Patient> shareRetrying(Person sharer, String id, String delegate, int tries) {
    return sharer.patients().giveAccessRetrying(id, delegate, Access.SAME, tries);
  }

  @Override
  public Future<AccessRevoked<Patient>> revoke(Person revoker, Patient patient, String delegate) {
    return revoker.patients().revokeAccess(patient, delegate);
  }

  @Override
  public Future<Optional<Patient>> remove(Person remover, Patient patient, String delegate) {
    return remover.patients().removeAccess(patient, delegate);
  }

  @Override
  public Future<Patient> copyWithout(Person author, Patient patient, String delegate) {
    return author.patients().copyWithout(patient, delegate);
  }

  @Override
  public EntityType type() {
    return EntityType.PATIENT;
  }

  @Override
  public Future<String> delete(Person deleter, String id) {
    return deleter.patients().deletePatient(id);
  }

  @Override
  public Future<List<BatchResult<String>>> delete(Person deleter, List<String> ids) {
    return deleter.patients().deletePatients(ids);
  }

  @Override
  public String toString() {
    return "Patient";
  }
}
