package dev.salus.sdk.entity;

import dev.salus.sdk.connection.Client;
import dev.salus.sdk.model.HealthcareElement;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Healthcare elements: conditions, diagnoses, problems. */
public final class HealthcareElementApi extends PatientDataApi<HealthcareElement> {

  /** Healthcare elements as this client sees them. */
  public HealthcareElementApi(Client client) {
    super(client, ModelType.HEALTHCARE_ELEMENT);
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
    return engine.reads.get(id);
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
   * Deletes the healthcare element for everybody and for good (its author, or an administrator).
   */
  public Future<String> deleteHealthcareElement(String id) {
    return engine.writes.delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deleteHealthcareElements(List<String> ids) {
    return engine.batches.delete(ids);
  }
}
