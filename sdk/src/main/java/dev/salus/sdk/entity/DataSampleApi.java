package dev.salus.sdk.entity;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.model.DataSample;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data samples: observations, measurements, documents. Failures are as in {@link PatientApi}. */
public final class DataSampleApi {

  private final Client client;
  private final EntityEngine<DataSample> engine;
  private final LinkedElements elements;

  public EntityEngine<DataSample> engine() {
    return engine;
  }

  public DataSampleApi(Client client) {
    this.client = client;
    this.engine = new EntityEngine<>(client, ModelType.DATA_SAMPLE);
    this.elements = new LinkedElements(client, this::getDataSample);
  }

  /**
   * Creates a data sample about a patient (no revision), shared automatically, or modifies one
   * (revision). A creation needs a patient that the caller can open, else {@link
   * dev.salus.api.NotFound} naming it; so does a healthcare element that the sample did not name
   * before. The patient of a sample never changes; for a modification it may be null, for those who
   * were not told it.
   */
  public Future<DataSample> createOrModifyDataSampleFor(
      @Nullable String patientId, DataSample sample) {
    return elements
        .refusals(List.of(sample))
        .compose(
            refusals ->
                refusals.get(0).isPresent()
                    ? Future.failedFuture(refusals.get(0).get())
                    : engine.writes.createOrModify(sample, patient(patientId), patientId));
  }

  /** The same for many, with a result for each, in their order. */
  public Future<List<BatchResult<DataSample>>> createOrModifyDataSamplesFor(
      @Nullable String patientId, List<DataSample> samples) {
    List<DataSample> all = List.copyOf(samples);
    return elements.refusals(all).compose(refusals -> writeOthers(patientId, all, refusals));
  }

  private Future<List<BatchResult<DataSample>>> writeOthers(
      @Nullable String patientId, List<DataSample> samples, List<Optional<Throwable>> refusals) {
    List<DataSample> others = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (refusals.get(i).isEmpty()) {
        others.add(samples.get(i));
      }
    }
    return engine
        .batches
        .createOrModify(others, patient(patientId), patientId)
        .map(written -> inOrder(samples, refusals, written.iterator()));
  }

  private static List<BatchResult<DataSample>> inOrder(
      List<DataSample> samples,
      List<Optional<Throwable>> refusals,
      Iterator<BatchResult<DataSample>> written) {
    List<BatchResult<DataSample>> results = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      String id = samples.get(i).id();
      results.add(
          refusals
              .get(i)
              .<BatchResult<DataSample>>map(refusal -> new BatchResult.Failed<>(id, refusal))
              .orElseGet(written::next));
    }
    return results;
  }

  /** The data sample. */
  public Future<DataSample> getDataSample(String id) {
    return engine.reads.get(id);
  }

  /** The data sample, or its clear part if no key at hand opens it. */
  public Future<PotentiallyEncrypted<DataSample>> getAndTryDecrypt(String id) {
    return engine.reads.tryGet(id);
  }

  /** A page of the data samples that the caller may see, newest first. */
  public Future<EntityPage<DataSample>> getDataSamples(EntityFilter filter) {
    return engine.lists.list(filter);
  }

  /**
   * All data samples about a patient that the caller can open and believes, newest first; empty if
   * there are none. Others are left out, so an application that has to know of them asks {@link
   * #getAndTryDecryptForPatient}. {@link dev.salus.api.NotFound} if the patient cannot be opened.
   */
  public Future<List<DataSample>> getDataSamplesForPatient(String patientId) {
    return engine.lists.about(patientId);
  }

  /**
   * All data samples about a patient that the caller may see, newest first, each opened or with the
   * reason why not, such as a key of its writer that is to be confirmed. {@link
   * dev.salus.api.NotFound} if the patient cannot be opened.
   */
  public Future<List<PotentiallyEncrypted<DataSample>>> getAndTryDecryptForPatient(
      String patientId) {
    return engine.lists.allAbout(patientId);
  }

  /** Which patient the data sample is about, as far as the caller was told. */
  public Future<Optional<PatientReference>> extractPatientId(DataSample sample) {
    return Future.succeededFuture(sample)
        .map(engine.models::storedId)
        .compose(engine.reads::open)
        .compose(engine.reads::patient);
  }

  /**
   * Has the listener told of changes of data samples that the caller has access to, an
   * administrator of those of all. Completes once every change after that is told.
   */
  public Future<Subscription> subscribe(ChangeListener listener) {
    return engine.changes.subscribe(listener);
  }

  /** The same of data samples that have this published coding after the change. */
  public Future<Subscription> subscribe(String codingType, String code, ChangeListener listener) {
    return engine.changes.subscribe(codingType, code, listener);
  }

  /** Deletes the data sample for everybody and for good (its author, or an administrator). */
  public Future<String> deleteDataSample(String id) {
    return engine.writes.delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deleteDataSamples(List<String> ids) {
    return engine.batches.delete(ids);
  }

  /** {@link #giveAccessTo(DataSample, String, Access)} with the caller's own permission. */
  public Future<DataSample> giveAccessTo(DataSample sample, String dataOwnerId) {
    return giveAccessTo(sample, dataOwnerId, Access.SAME);
  }

  /**
   * Gives a data owner access to this data sample (protocol §5), and tells it which patient it is
   * about unless that is left out. Nothing is written if it has that access already.
   *
   * @return the data sample as the delegate gets it; {@link dev.salus.api.Conflict} if the one
   *     given is stale
   */
  public Future<DataSample> giveAccessTo(DataSample sample, String dataOwnerId, Access access) {
    return engine.sharing.giveAccess(sample, dataOwnerId, access);
  }

  /**
   * {@link #giveAccessTo(DataSample, String, Access)} for the data sample as it is now: reads it,
   * gives access, and does both again if somebody else wrote it in between. For callers to whom it
   * does not matter what the others wrote.
   *
   * @param tries how often in all, at least 1; then it fails with {@link dev.salus.api.Conflict}
   */
  public Future<DataSample> giveAccessRetrying(
      String id, String dataOwnerId, Access access, int tries) {
    return engine
        .sharing
        .giveAccessRetrying(id, dataOwnerId, access, tries)
        .map(engine.models::model);
  }

  /** {@link #revokeAccess(DataSample, String, boolean)} without dropping anybody else. */
  public Future<AccessRevoked<DataSample>> revokeAccess(DataSample sample, String dataOwnerId) {
    return revokeAccess(sample, dataOwnerId, false);
  }

  /**
   * Locks a data owner out of this data sample with a new key, in one write (protocol §8). What it
   * has read already cannot be taken back. Needs WRITE, and the author or somebody who gave,
   * directly or through others, every delegation that the data owner holds; else {@link
   * dev.salus.api.Forbidden}.
   *
   * @param allowDropping whether delegates who cannot be given the new key are locked out too; else
   *     they fail the call
   */
  public Future<AccessRevoked<DataSample>> revokeAccess(
      DataSample sample, String dataOwnerId, boolean allowDropping) {
    return engine.revoking.revoke(sample, dataOwnerId, allowDropping);
  }

  /**
   * Removes a data owner's delegations, and what only they carry, without a new key: enough against
   * an honest server. The own ones to leave.
   *
   * @return the data sample; empty if the caller has just left it
   */
  public Future<Optional<DataSample>> removeAccess(DataSample sample, String dataOwnerId) {
    return engine.revoking.remove(sample, dataOwnerId);
  }

  /**
   * Puts a copy under a new id in place of the data sample (its author only), for all who have
   * access but this data owner and those who have it only through it; the old id is never used
   * again. {@link dev.salus.api.Conflict}, and no copy, if the one given is stale.
   */
  public Future<DataSample> copyWithout(DataSample sample, String dataOwnerId) {
    return engine.copies.copyWithout(sample, dataOwnerId);
  }

  private PatientContext.Source patient(@Nullable String patientId) {
    return PatientContext.about(client, EntityType.DATA_SAMPLE, patientId);
  }
}
