package dev.salus.app.scenarios.stage;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Metadata;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Data samples, each about a patient of its creator. */
final class DataSampleKind implements EntityKind<DataSample> {

  @Override
  public DataSample example() {
    return Examples.helloWorld();
  }

  @Override
  public String id(DataSample sample) {
    return sample.id();
  }

  @Override
  public Metadata metadata(DataSample sample) {
    return sample.metadata();
  }

  @Override
  public DataSample withId(DataSample sample, String id) {
    return sample.toBuilder().id(id).build();
  }

  @Override
  public DataSample withMetadata(DataSample sample, Metadata metadata) {
    return sample.toBuilder().metadata(metadata).build();
  }

  @Override
  public DataSample noted(DataSample sample, String note) {
    return sample.toBuilder().comment(note).build();
  }

  @Override
  public String note(DataSample sample) {
    return sample.comment();
  }

  @Override
  public Future<DataSample> create(Person creator, DataSample sample) {
    return creator
        .patients()
        .createOrModifyPatient(Examples.johnSnow())
        .compose(john -> creator.samples().createOrModifyDataSampleFor(john.id(), sample));
  }

  @Override
  public Future<DataSample> createAbout(Person creator, DataSample entity, String patientId) {
    return creator.samples().createOrModifyDataSampleFor(patientId, entity);
  }

  @Override
  public Future<DataSample> modify(Person writer, DataSample sample) {
    return writer
        .samples()
        .extractPatientId(sample)
        .map(about -> about.orElseThrow().patientId())
        .compose(patient -> writer.samples().createOrModifyDataSampleFor(patient, sample));
  }

  @Override
  public Future<DataSample> get(Person reader, String id) {
    return reader.samples().getDataSample(id);
  }

  @Override
  public Future<PotentiallyEncrypted<DataSample>> tryGet(Salus reader, String id) {
    return reader.dataSampleApi().getAndTryDecrypt(id);
  }

  @Override
  public Future<EntityPage<DataSample>> list(Salus reader, EntityFilter filter) {
    return reader.dataSampleApi().getDataSamples(filter);
  }

  @Override
  public Future<DataSample> share(
      Person sharer, DataSample sample, String delegate, Access access) {
    return sharer.samples().giveAccessTo(sample, delegate, access);
  }

  @Override
  public Future<DataSample> shareRetrying(Person sharer, String id, String delegate, int tries) {
    return sharer.samples().giveAccessRetrying(id, delegate, Access.SAME, tries);
  }

  @Override
  public Future<AccessRevoked<DataSample>> revoke(
      Person revoker, DataSample sample, String delegate) {
    return revoker.samples().revokeAccess(sample, delegate);
  }

  @Override
  public Future<Optional<DataSample>> remove(Person remover, DataSample sample, String delegate) {
    return remover.samples().removeAccess(sample, delegate);
  }

  @Override
  public Future<DataSample> copyWithout(Person author, DataSample sample, String delegate) {
    return author.samples().copyWithout(sample, delegate);
  }

  @Override
  public EntityType type() {
    return EntityType.DATA_SAMPLE;
  }

  @Override
  public Future<String> delete(Person deleter, String id) {
    return deleter.samples().deleteDataSample(id);
  }

  @Override
  public Future<List<BatchResult<String>>> delete(Person deleter, List<String> ids) {
    return deleter.samples().deleteDataSamples(ids);
  }

  @Override
  public String toString() {
    return "DataSample";
  }
}
