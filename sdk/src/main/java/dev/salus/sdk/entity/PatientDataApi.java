package dev.salus.sdk.entity;

import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with entities that are about a patient, beside what can be done with all.
 *
 * @param <T> the kind: data samples or healthcare elements
 */
public abstract sealed class PatientDataApi<T> extends EntityApi<T>
    permits DataSampleApi, HealthcareElementApi {

  PatientDataApi(EntityEngine<T> engine, EntityChanges changes) {
    super(engine, changes);
  }

  /**
   * All about a patient that the caller may see, newest first, each opened or with the reason why
   * not, such as a key of its writer that is to be confirmed. {@link dev.salus.api.NotFound} if the
   * patient cannot be opened.
   */
  public Future<List<PotentiallyEncrypted<T>>> getAndTryDecryptForPatient(String patientId) {
    return engine.lists().allAbout(patientId);
  }

  /** Which patient the entity is about, as far as the caller was told. */
  public Future<Optional<PatientReference>> extractPatientId(T entity) {
    return engine.reader().stored(entity).compose(engine.reader()::patient);
  }

  /** Creates one about this patient, or modifies one. */
  Future<T> createOrModify(@Nullable String patientId, T entity) {
    return engine.write(
        with -> with.writer().createOrModify(entity, patient(with, patientId), patientId));
  }

  /** The same for many, with a result for each, in their order. */
  Future<List<BatchResult<T>>> createOrModify(@Nullable String patientId, List<T> entities) {
    return engine.write(
        with -> with.batches().createOrModify(entities, patient(with, patientId), patientId));
  }

  private PatientContext.Source patient(EntityEngine.WithKeys<T> with, @Nullable String patientId) {
    return PatientContext.about(with.patients(), engine.models().type(), patientId);
  }
}
