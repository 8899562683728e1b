package dev.salus.sdk;

import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.List;

/**
 * Patients. Every method may fail with {@link dev.salus.core.api.SalusException} as the server
 * answers it and {@link dev.salus.sdk.error.ClientException} where the SDK does not believe it;
 * what the caller may not see is {@link dev.salus.core.api.NotFound}.
 */
public final class PatientApi {

  private final EntityEngine<Patient> engine;
  private final PatientContext.Source newPatients;

  PatientApi(Client client) {
    this.engine = new EntityEngine<>(client, new ModelTypes.Patients());
    this.newPatients = PatientContext.ofNewPatients(client.options().random());
  }

  /**
   * Creates a patient that has no revision, and shares it automatically; who was skipped is in the
   * answer's metadata. Modifies one that has a revision; {@link dev.salus.core.api.Conflict} if it
   * is stale, or if the id of a new one was ever used.
   */
  public Future<Patient> createOrModifyPatient(Patient patient) {
    return engine.writes.createOrModify(patient, newPatients, null);
  }

  /**
   * The patient. {@link dev.salus.sdk.error.NoEntityKey} if it can be seen but not opened, {@link
   * dev.salus.sdk.error.TamperedEntity} if it is not what its writers wrote.
   */
  public Future<Patient> getPatient(String id) {
    return engine.reads.get(id);
  }

  /** The patient, or its clear part if no key at hand opens it. */
  public Future<PotentiallyEncrypted<Patient>> getAndTryDecrypt(String id) {
    return engine.reads.tryGet(id);
  }

  /** A page of the patients that the caller may see, newest first. */
  public Future<EntityPage<Patient>> getPatients(EntityFilter filter) {
    return engine.lists.list(filter);
  }

  /** Deletes the patient for everybody and for good (its author, or an administrator). */
  public Future<String> deletePatient(String id) {
    return engine.writes.delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deletePatients(List<String> ids) {
    return engine.batches.delete(ids);
  }

  /** {@link #giveAccessTo(Patient, String, Access)} with the caller's own permission. */
  public Future<Patient> giveAccessTo(Patient patient, String dataOwnerId) {
    return giveAccessTo(patient, dataOwnerId, Access.SAME);
  }

  /**
   * Gives a data owner access to this patient and to what links its data (protocol §5). Nothing is
   * written if it has that access already.
   *
   * @return the patient as the delegate gets it; {@link dev.salus.core.api.Conflict} if the one
   *     given is stale, {@link dev.salus.sdk.error.NoUsableKey} or {@link
   *     dev.salus.sdk.error.UntrustedKey} if the delegate cannot be shared with
   */
  public Future<Patient> giveAccessTo(Patient patient, String dataOwnerId, Access access) {
    return engine.sharing.giveAccess(patient, dataOwnerId, access);
  }
}
