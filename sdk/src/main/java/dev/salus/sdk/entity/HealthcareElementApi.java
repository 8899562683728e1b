package dev.salus.sdk.entity;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.model.HealthcareElement;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Healthcare elements: conditions, diagnoses, problems. Failures are as in {@link PatientApi}. */
public final class HealthcareElementApi {

  private final Client client;
  private final EntityEngine<HealthcareElement> engine;

  public EntityEngine<HealthcareElement> engine() {
    return engine;
  }

  public HealthcareElementApi(Client client) {
    this.client = client;
    this.engine = new EntityEngine<>(client, ModelType.HEALTHCARE_ELEMENT);
  }

  /**
   * Creates a healthcare element about a patient (no revision), shared automatically, or modifies
   * one (revision). A creation needs a patient that the caller can open, else {@link
   * dev.salus.api.NotFound} naming it; the patient of an element never changes; for a modification
   * it may be null, for those who were not told it.
   */
  public Future<HealthcareElement> createOrModifyHealthcareElement(
      HealthcareElement element, @Nullable String patientId) {
    return engine.writes.createOrModify(element, patient(patientId), patientId);
  }

  /** The same for many, with a result for each, in their order. */
  public Future<List<BatchResult<HealthcareElement>>> createOrModifyHealthcareElements(
      List<HealthcareElement> elements, @Nullable String patientId) {
    return engine.batches.createOrModify(elements, patient(patientId), patientId);
  }

  /** The healthcare element. */
  public Future<HealthcareElement> getHealthcareElement(String id) {
    return engine.reads.get(id);
  }

  /** The healthcare element, or its clear part if no key at hand opens it. */
  public Future<PotentiallyEncrypted<HealthcareElement>> getAndTryDecrypt(String id) {
    return engine.reads.tryGet(id);
  }

  /** A page of the healthcare elements that the caller may see, newest first. */
  public Future<EntityPage<HealthcareElement>> getHealthcareElements(EntityFilter filter) {
    return engine.lists.list(filter);
  }

  /**
   * All healthcare elements about a patient that the caller can open and believes, newest first;
   * empty if there are none. Others are left out, so an application that has to know of them asks
   * {@link #getAndTryDecryptForPatient}. {@link dev.salus.api.NotFound} if the patient cannot be
   * opened.
   */
  public Future<List<HealthcareElement>> getHealthcareElementsForPatient(String patientId) {
    return engine.lists.about(patientId);
  }

  /**
   * All healthcare elements about a patient that the caller may see, newest first, each opened or
   * with the reason why not, such as a key of its writer that is to be confirmed. {@link
   * dev.salus.api.NotFound} if the patient cannot be opened.
   */
  public Future<List<PotentiallyEncrypted<HealthcareElement>>> getAndTryDecryptForPatient(
      String patientId) {
    return engine.lists.allAbout(patientId);
  }

  /** Which patient the healthcare element is about, as far as the caller was told. */
  public Future<Optional<PatientReference>> extractPatientId(HealthcareElement element) {
    return Future.succeededFuture(element)
        .map(engine.models::storedId)
        .compose(engine.reads::open)
        .compose(engine.reads::patient);
  }

  /**
   * Has the listener told of changes of healthcare elements that the caller has access to, an
   * administrator of those of all. Completes once every change after that is told.
   */
  public Future<Subscription> subscribe(ChangeListener listener) {
    return engine.changes.subscribe(listener);
  }

  /** The same of healthcare elements that have this published coding after the change. */
  public Future<Subscription> subscribe(String codingType, String code, ChangeListener listener) {
    return engine.changes.subscribe(codingType, code, listener);
  }

  /**
   * Deletes the healthcare element for everybody and for good (its author, or an administrator).
   */
  public Future<String> deleteHealthcareElement(String id) {
    return engine.writes.delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deleteHealthcareElements(List<String> ids) {
    return engine.batches.delete(ids);
  }

  /** {@link #giveAccessTo(HealthcareElement, String, Access)} with the caller's own permission. */
  public Future<HealthcareElement> giveAccessTo(HealthcareElement element, String dataOwnerId) {
    return giveAccessTo(element, dataOwnerId, Access.SAME);
  }

  /**
   * Gives a data owner access to this healthcare element (protocol §5), and tells it which patient
   * it is about unless that is left out. Nothing is written if it has that access already.
   *
   * @return the healthcare element as the delegate gets it; {@link dev.salus.api.Conflict} if the
   *     one given is stale
   */
  public Future<HealthcareElement> giveAccessTo(
      HealthcareElement element, String dataOwnerId, Access access) {
    return engine.sharing.giveAccess(element, dataOwnerId, access);
  }

  /**
   * {@link #giveAccessTo(HealthcareElement, String, Access)} for the healthcare element as it is
   * now: reads it, gives access, and does both again if somebody else wrote it in between. For
   * callers to whom it does not matter what the others wrote.
   *
   * @param tries how often in all, at least 1; then it fails with {@link dev.salus.api.Conflict}
   */
  public Future<HealthcareElement> giveAccessRetrying(
      String id, String dataOwnerId, Access access, int tries) {
    return engine
        .sharing
        .giveAccessRetrying(id, dataOwnerId, access, tries)
        .map(engine.models::model);
  }

  /** {@link #revokeAccess(HealthcareElement, String, boolean)} without dropping anybody else. */
  public Future<AccessRevoked<HealthcareElement>> revokeAccess(
      HealthcareElement element, String dataOwnerId) {
    return revokeAccess(element, dataOwnerId, false);
  }

  /**
   * Locks a data owner out of this healthcare element with a new key, in one write (protocol §8).
   * What it has read already cannot be taken back. Needs WRITE, and the author or somebody who
   * gave, directly or through others, every delegation that the data owner holds; else {@link
   * dev.salus.api.Forbidden}.
   *
   * @param allowDropping whether delegates who cannot be given the new key are locked out too; else
   *     they fail the call
   */
  public Future<AccessRevoked<HealthcareElement>> revokeAccess(
      HealthcareElement element, String dataOwnerId, boolean allowDropping) {
    return engine.revoking.revoke(element, dataOwnerId, allowDropping);
  }

  /**
   * Removes a data owner's delegations, and what only they carry, without a new key: enough against
   * an honest server. The own ones to leave.
   *
   * @return the healthcare element; empty if the caller has just left it
   */
  public Future<Optional<HealthcareElement>> removeAccess(
      HealthcareElement element, String dataOwnerId) {
    return engine.revoking.remove(element, dataOwnerId);
  }

  /**
   * Puts a copy under a new id in place of the healthcare element (its author only), for all who
   * have access but this data owner and those who have it only through it; the old id is never used
   * again. {@link dev.salus.api.Conflict}, and no copy, if the one given is stale.
   */
  public Future<HealthcareElement> copyWithout(HealthcareElement element, String dataOwnerId) {
    return engine.copies.copyWithout(element, dataOwnerId);
  }

  private PatientContext.Source patient(@Nullable String patientId) {
    return PatientContext.about(client, EntityType.HEALTHCARE_ELEMENT, patientId);
  }
}
