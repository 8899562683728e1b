package dev.salus.app.scenarios.stage;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Healthcare elements, each about a patient of its creator. */
final class HealthcareElementKind implements EntityKind<HealthcareElement> {

  @Override
  public HealthcareElement example() {
    return Examples.pararibulitis();
  }

  @Override
  public String id(HealthcareElement element) {
    return element.id();
  }

  @Override
  public Metadata metadata(HealthcareElement element) {
    return element.metadata();
  }

  @Override
  public HealthcareElement withId(HealthcareElement element, String id) {
    return element.toBuilder().id(id).build();
  }

  @Override
  public HealthcareElement withMetadata(HealthcareElement element, Metadata metadata) {
    return element.toBuilder().metadata(metadata).build();
  }

  @Override
  public HealthcareElement noted(HealthcareElement element, String note) {
    return element.toBuilder().note(note).build();
  }

  @Override
  public String note(HealthcareElement element) {
    return element.note();
  }

  @Override
  public Future<HealthcareElement> create(Person creator, HealthcareElement element) {
    return creator
        .patients()
        .createOrModifyPatient(Examples.johnSnow())
        .compose(john -> creator.elements().createOrModifyHealthcareElement(element, john.id()));
  }

  @Override
  public Future<HealthcareElement> createAbout(
      Person creator, HealthcareElement entity, String patientId) {
    return creator.elements().createOrModifyHealthcareElement(entity, patientId);
  }

  @Override
  public Future<HealthcareElement> modify(Person writer, HealthcareElement element) {
    return writer
        .elements()
        .extractPatientId(element)
        .map(about -> about.orElseThrow().patientId())
        .compose(patient -> writer.elements().createOrModifyHealthcareElement(element, patient));
  }

  @Override
  public Future<HealthcareElement> get(Person reader, String id) {
    return reader.elements().getHealthcareElement(id);
  }

  @Override
  public Future<PotentiallyEncrypted<HealthcareElement>> tryGet(Salus reader, String id) {
    return reader.healthcareElementApi().getAndTryDecrypt(id);
  }

  @Override
  public Future<EntityPage<HealthcareElement>> list(Salus reader, EntityFilter filter) {
    return reader.healthcareElementApi().getHealthcareElements(filter);
  }

  @Override
  public Future<HealthcareElement> share(
      Person sharer, HealthcareElement element, String delegate, Access access) {
    return sharer.elements().giveAccessTo(element, delegate, access);
  }

  @Override
  public Future<HealthcareElement> shareRetrying(
      Person sharer, String id, String delegate, int tries) {
    return sharer.elements().giveAccessRetrying(id, delegate, Access.SAME, tries);
  }

  @Override
  public Future<AccessRevoked<HealthcareElement>> revoke(
      Person revoker, HealthcareElement element, String delegate) {
    return revoker.elements().revokeAccess(element, delegate);
  }

  @Override
  public Future<Optional<HealthcareElement>> remove(
      Person remover, HealthcareElement element, String delegate) {
    return remover.elements().removeAccess(element, delegate);
  }

  @Override
  public Future<HealthcareElement> copyWithout(
      Person author, HealthcareElement element, String delegate) {
    return author.elements().copyWithout(element, delegate);
  }

  @Override
  public EntityType type() {
    return EntityType.HEALTHCARE_ELEMENT;
  }

  @Override
  public Future<String> delete(Person deleter, String id) {
    return deleter.elements().deleteHealthcareElement(id);
  }

  @Override
  public Future<List<BatchResult<String>>> delete(Person deleter, List<String> ids) {
    return deleter.elements().deleteHealthcareElements(ids);
  }

  @Override
  public String toString() {
    return "HealthcareElement";
  }
}
