package dev.salus.sdk.entity;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Patients. Every method may fail with {@link dev.salus.api.SalusException} as the server answers
 * it and {@link dev.salus.sdk.error.ClientException} where the SDK does not believe it; what the
 * caller may not see is {@link dev.salus.api.NotFound}.
 */
public final class PatientApi {

  private final Client client;
  private final EntityEngine<Patient> engine;
  private final EntityEngine<DataSample> samples;
  private final EntityEngine<HealthcareElement> elements;
  private final Invitations invitations;
  private final PatientContext.Source newPatients;

  public PatientApi(
      Client client, EntityEngine<DataSample> samples, EntityEngine<HealthcareElement> elements) {
    this.client = client;
    this.samples = samples;
    this.elements = elements;
    this.invitations = new Invitations(client);
    this.engine = new EntityEngine<>(client, ModelType.PATIENT);
    this.newPatients = PatientContext.ofNewPatients(client.settings().random());
  }

  /**
   * Creates a patient that has no revision, and shares it automatically; who was skipped is in the
   * answer's metadata. Modifies one that has a revision; {@link dev.salus.api.Conflict} if it is
   * stale, or if the id of a new one was ever used.
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

  /**
   * Gives a patient, who is the data owner of this id, access to their record and to every data
   * sample and healthcare element about them that the caller can open. Running it again changes
   * nothing. The patient's key must be known ({@link #confirmInvitation}, or a confirmed key): it
   * is never taken on first use.
   *
   * @param each is told the result for each entity as it is known, in no certain order, one at a
   *     time, on the caller's context; how many there are does not change how much memory it takes
   * @return completes when all is done; fails only if it could not go on
   */
  public Future<Void> giveAccessToAllDataOf(String patientId, Consumer<SharedEntity> each) {
    List<PatientDataSharing.Kind<?>> kinds =
        List.of(
            new PatientDataSharing.Kind<>(EntityType.PATIENT, engine),
            new PatientDataSharing.Kind<>(EntityType.DATA_SAMPLE, samples),
            new PatientDataSharing.Kind<>(EntityType.HEALTHCARE_ELEMENT, elements));
    return new PatientDataSharing(client, patientId, kinds, each).run();
  }

  /**
   * Invites somebody to become the user of this patient (protocol §1); only the record's author
   * may.
   *
   * @return the code to hand to that person over a channel that the server does not see; keep it
   *     for {@link #confirmInvitation}
   */
  public Future<InvitationCode> inviteUser(Patient patient) {
    return invitations.invite(patient);
  }

  /**
   * Trusts the key of whoever accepted an invitation, if it comes with the proof that only the
   * holder of the code could make; {@link dev.salus.api.Invalid} naming {@code proof} if not.
   *
   * @return the data owner; empty if nobody has accepted yet
   */
  public Future<Optional<String>> confirmInvitation(InvitationCode code) {
    return invitations.confirm(code);
  }

  /**
   * Has the listener told of changes of patients that the caller has access to, an administrator of
   * those of all. Completes once every change after that is told.
   */
  public Future<Subscription> subscribe(ChangeListener listener) {
    return engine.changes.subscribe(listener);
  }

  /** The same of patients that have this published coding after the change. */
  public Future<Subscription> subscribe(String codingType, String code, ChangeListener listener) {
    return engine.changes.subscribe(codingType, code, listener);
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
   * Gives a data owner access to this patient and, as far as the caller has it, to what links its
   * data (protocol §5). Nothing is written if it has that access already; {@link
   * dev.salus.api.Invalid} if it has less of it from the caller, which is removed first.
   *
   * @return the patient as the delegate gets it; {@link dev.salus.api.Conflict} if the one given is
   *     stale, {@link dev.salus.sdk.error.NoUsableKey} or {@link dev.salus.sdk.error.UntrustedKey}
   *     if the delegate cannot be shared with
   */
  public Future<Patient> giveAccessTo(Patient patient, String dataOwnerId, Access access) {
    return engine.sharing.giveAccess(patient, dataOwnerId, access);
  }

  /**
   * {@link #giveAccessTo(Patient, String, Access)} for the patient as it is now: reads it, gives
   * access, and does both again if somebody else wrote it in between. For callers to whom it does
   * not matter what the others wrote.
   *
   * @param tries how often in all, at least 1; then it fails with {@link dev.salus.api.Conflict}
   */
  public Future<Patient> giveAccessRetrying(
      String id, String dataOwnerId, Access access, int tries) {
    return engine
        .sharing
        .giveAccessRetrying(id, dataOwnerId, access, tries)
        .map(engine.models::model);
  }

  /** {@link #revokeAccess(Patient, String, boolean)} without dropping anybody else. */
  public Future<AccessRevoked<Patient>> revokeAccess(Patient patient, String dataOwnerId) {
    return revokeAccess(patient, dataOwnerId, false);
  }

  /**
   * Locks a data owner out of this patient with a new key, in one write (protocol §8). What it has
   * read already cannot be taken back. Needs WRITE, and the author or somebody who gave, directly
   * or through others, every delegation that the data owner holds; else {@link
   * dev.salus.api.Forbidden}.
   *
   * @param allowDropping whether delegates who cannot be given the new key are locked out too; else
   *     they fail the call
   */
  public Future<AccessRevoked<Patient>> revokeAccess(
      Patient patient, String dataOwnerId, boolean allowDropping) {
    return engine.revoking.revoke(patient, dataOwnerId, allowDropping);
  }

  /**
   * Removes a data owner's delegations, and what only they carry, without a new key: enough against
   * an honest server. The own ones to leave.
   *
   * @return the patient; empty if the caller has just left it
   */
  public Future<Optional<Patient>> removeAccess(Patient patient, String dataOwnerId) {
    return engine.revoking.remove(patient, dataOwnerId);
  }

  /**
   * Puts a copy under a new id in place of the patient (its author only), for all who have access
   * but this data owner and those who have it only through it; the old id is never used again.
   * {@link dev.salus.api.Conflict}, and no copy, if the one given is stale.
   */
  public Future<Patient> copyWithout(Patient patient, String dataOwnerId) {
    return engine.copies.copyWithout(patient, dataOwnerId);
  }
}
