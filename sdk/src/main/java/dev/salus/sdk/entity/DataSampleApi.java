package dev.salus.sdk.entity;

import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data samples: observations, measurements, documents. */
public final class DataSampleApi extends PatientDataApi<DataSample> {

  private final LinkedElements elements;

  /** Data samples as this connection sees them. */
  public DataSampleApi(
      Vertx vertx,
      ServerApi server,
      NeedsKeys<EntityTools> tools,
      EncryptedFields encryptedFields,
      EntityChanges changes) {
    super(
        EntityEngine.of(EntityModels.DATA_SAMPLE, vertx, server, tools, encryptedFields), changes);
    this.elements = new LinkedElements(server, engine.reader()::getAnyway);
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
                    : createOrModify(patientId, sample));
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
    return createOrModify(patientId, others)
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
    return engine.reader().get(id);
  }

  /** A page of the data samples that the caller may see, newest first. */
  public Future<EntityPage<DataSample>> getDataSamples(EntityFilter filter) {
    return engine.lists().list(filter);
  }

  /**
   * All data samples about a patient that the caller can open and believes, newest first. Others
   * are named in {@link OpenEntities#leftOut}; {@link #getAndTryDecryptForPatient} shows them.
   * {@link dev.salus.api.NotFound} if the patient cannot be opened.
   */
  public Future<OpenEntities<DataSample>> getDataSamplesForPatient(String patientId) {
    return engine.lists().about(patientId);
  }

  /** Deletes the data sample for everybody and for good (its author, or an administrator). */
  public Future<String> deleteDataSample(String id) {
    return engine.deletion().delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deleteDataSamples(List<String> ids) {
    return engine.deletion().delete(ids);
  }
}
