package dev.salus.sdk.entity;

import dev.salus.api.Invalid;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Tag;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sealing.EntitySealer;
import dev.salus.sdk.sealing.NewEntity;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.Plaintext;
import java.util.List;
import java.util.Set;

/** Seals models of one kind as entities. A worker's job. */
final class ModelSealer<T> {

  private final EntityModels<T> models;
  private final EntitySealer sealer;
  private final EncryptedFields encryptedFields;

  ModelSealer(EntityModels<T> models, EntitySealer sealer, EncryptedFields encryptedFields) {
    this.models = models;
    this.sealer = sealer;
    this.encryptedFields = encryptedFields;
  }

  /** A new entity. */
  OpenedEntity create(T model, ModelWriter.Creation creation) {
    PatientContext patient = creation.patient().get();
    NewEntity made =
        new NewEntity(
            models.type(),
            newId(model),
            Plaintext.of(models.write(model)),
            tags(model),
            patient.links(),
            patient.fields());
    OpenedEntity sealed =
        sealer.create(made, creation.own(), creation.delegates().recipients(patient.fields()));
    creation.delegates().requirePolicy();
    return sealed;
  }

  private String newId(T model) {
    String id = models.id(model);
    if (id == null) {
      return sealer.newId();
    }
    if (!Ids.isUuid(id)) {
      throw new Invalid("id", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    return id;
  }

  /** Whether what is stored is the next version with this model's content, by the caller. */
  boolean isStored(T model, OpenedEntity stored) {
    EntityHeader header = stored.entity().header();
    return models.isBefore(model, header.version())
        && header.modifiedBy().equals(sealer.owner())
        && stored.doubt() == null
        && Set.copyOf(header.tags()).equals(Set.copyOf(tags(model)))
        && models.isContentOf(model, stored);
  }

  private List<Tag> tags(T model) {
    return encryptedFields.tags(models.codings(model));
  }

  /** The next version of a stored entity. */
  OpenedEntity next(T model, OpenedEntity stored) {
    return sealer.modify(stored, Plaintext.of(models.writeOver(stored, model)), tags(model));
  }
}
