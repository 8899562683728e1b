package dev.salus.sdk.entity;

import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Healthcare elements: conditions, diagnoses, problems. */
public final class HealthcareElementApi extends PatientDataApi<HealthcareElement> {

  /** Healthcare elements as this connection sees them. */
  public HealthcareElementApi(
      Vertx vertx,
      ServerApi server,
      NeedsKeys<EntityTools> tools,
      EncryptedFields encryptedFields,
      EntityChanges changes) {
    super(
        EntityEngine.of(EntityModels.HEALTHCARE_ELEMENT, vertx, server, tools, encryptedFields),
        changes);
  }

  /**
   * Creates a healthcare element about a patient (no revision), shared automatically, or modifies
   * one (revision). A creation needs a patient that the caller can open, else {@link
   * dev.salus.api.NotFound} naming it; the patient of an element never changes; for a modification
   * it may be null, for those who were not told it.
   */
  public Future<HealthcareElement> createOrModifyHealthcareElement(
      HealthcareElement element, @Nullable String patientId) {
    return createOrModify(patientId, element);
  }

  /** The same for many, with a result for each, in their order. */
  public Future<List<BatchResult<HealthcareElement>>> createOrModifyHealthcareElements(
      List<HealthcareElement> elements, @Nullable String patientId) {
    return createOrModify(patientId, elements);
  }

  /** The healthcare element. */
  public Future<HealthcareElement> getHealthcareElement(String id) {
    return engine.reader().get(id);
  }

  /** A page of the healthcare elements that the caller may see, newest first. */
  public Future<EntityPage<HealthcareElement>> getHealthcareElements(EntityFilter filter) {
    return engine.lists().list(filter);
  }

  /**
   * All healthcare elements about a patient that the caller can open and believes, newest first.
   * Others are named in {@link OpenEntities#leftOut}; {@link #getAndTryDecryptForPatient} shows
   * them. {@link dev.salus.api.NotFound} if the patient cannot be opened.
   */
  public Future<OpenEntities<HealthcareElement>> getHealthcareElementsForPatient(String patientId) {
    return engine.lists().about(patientId);
  }

  /**
   * Deletes the healthcare element for everybody and for good (its author, or an administrator).
   */
  public Future<String> deleteHealthcareElement(String id) {
    return engine.deletion().delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deleteHealthcareElements(List<String> ids) {
    return engine.deletion().delete(ids);
  }
}
