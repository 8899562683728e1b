package dev.salus.sdk.entity;

import dev.salus.api.Invalid;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Ids;
import dev.salus.sdk.connection.Answers;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.sealing.AutoShare;
import dev.salus.sdk.sealing.NewEntity;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.Plaintext;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creating, changing and deleting entities of one kind. */
final class EntityWrites<T> {

  private final Client client;
  private final ModelType<T> type;
  private final EntityModels<T> models;
  private final EntityReads<T> reads;

  /** What all creations of one call share. */
  record Creation(
      OpenedExchange own, AutoShare.Outcome autoShare, Supplier<PatientContext> patient) {}

  EntityWrites(Client client, ModelType<T> type, EntityModels<T> models, EntityReads<T> reads) {
    this.client = client;
    this.type = type;
    this.models = models;
    this.reads = reads;
  }

  /** Creates a model that has no revision, modifies one that has. */
  Future<T> createOrModify(T model, PatientContext.Source patient, @Nullable String patientId) {
    return isNew(model) ? create(model, patient) : modify(model, patientId);
  }

  boolean isNew(T model) {
    return type.metadata(model).rev() == null;
  }

  private Future<T> create(T model, PatientContext.Source patient) {
    return prepare(patient).compose(creation -> create(model, creation));
  }

  Future<Creation> prepare(PatientContext.Source patient) {
    return client.withKeys().compose(keyed -> prepare(keyed, patient));
  }

  private Future<Creation> prepare(Client.Keyed keyed, PatientContext.Source patient) {
    return patient
        .prepare()
        .compose(
            context ->
                keyed
                    .exchanges()
                    .forWrapping(keyed.owner())
                    .compose(own -> withAutoShare(own, context)));
  }

  private Future<Creation> withAutoShare(OpenedExchange own, Supplier<PatientContext> patient) {
    return client
        .keyed()
        .autoShare()
        .of(type.type())
        .map(outcome -> new Creation(own, outcome, patient));
  }

  private Future<T> create(T model, Creation creation) {
    return client
        .signing(() -> sealNew(model, creation).compose(this::send))
        .map(stored -> models.model(stored, creation.autoShare().skipped()));
  }

  private Future<OpenedEntity> sealNew(T model, Creation creation) {
    return client.vertx().executeBlocking(() -> seal(model, creation), false);
  }

  /** Stores a new entity. */
  Future<OpenedEntity> send(OpenedEntity sealed) {
    return client
        .server()
        .createEntity(type.type(), sealed.entity().toJson())
        .map(answer -> stored(sealed, answer));
  }

  /** A worker's job. */
  OpenedEntity seal(T model, Creation creation) {
    PatientContext patient = creation.patient().get();
    NewEntity made =
        new NewEntity(
            type.type(),
            newId(model),
            Plaintext.of(type.write(model)),
            client.settings().encryptedFields().tags(type.codings(model)),
            patient.links(),
            patient.fields());
    return client
        .keyed()
        .sealer()
        .create(made, creation.own(), creation.autoShare().recipients(patient.fields()));
  }

  private String newId(T model) {
    String id = type.id(model);
    if (id == null) {
      return Ids.timeOrdered(client.settings().clock(), client.settings().random());
    }
    if (!Ids.isUuid(id)) {
      throw new Invalid("id", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    return id;
  }

  private Future<T> modify(T model, @Nullable String patientId) {
    return Future.succeededFuture(model)
        .map(models::storedId)
        .compose(reads::open)
        .compose(stored -> requireUnchanged(model, stored, patientId))
        .compose(stored -> client.signing(() -> sealNext(model, stored).compose(this::sendNext)))
        .map(models::model);
  }

  private Future<OpenedEntity> sealNext(T model, OpenedEntity stored) {
    return client.vertx().executeBlocking(() -> next(model, stored), false);
  }

  /** Refuses a model that is stale, or is to be moved to another patient. */
  Future<OpenedEntity> requireUnchanged(T model, OpenedEntity stored, @Nullable String patientId) {
    models.requireCurrent(model, stored);
    if (patientId == null || patientId.equals(stored.link().patient())) {
      return Future.succeededFuture(stored);
    }
    return client
        .keyed()
        .reader()
        .patients()
        .isAbout(stored, patientId)
        .map(
            about -> {
              if (!about) {
                throw new Invalid("patientId", "the patient of an entity never changes");
              }
              return stored;
            });
  }

  /** The next version; a worker's job. */
  OpenedEntity next(T model, OpenedEntity stored) {
    return client
        .keyed()
        .sealer()
        .modify(
            stored,
            Plaintext.of(type.write(model)),
            client.settings().encryptedFields().tags(type.codings(model)));
  }

  private Future<OpenedEntity> sendNext(OpenedEntity sealed) {
    Entity entity = sealed.entity();
    return client
        .server()
        .modifyEntity(type.type(), entity.header().id(), entity.toJson())
        .map(answer -> stored(sealed, answer));
  }

  private OpenedEntity stored(OpenedEntity sealed, JsonObject answer) {
    return stored(sealed, Answers.text(answer, "rev"));
  }

  /** What was sealed, at the revision at which it was stored. */
  OpenedEntity stored(OpenedEntity sealed, String rev) {
    OpenedEntity stored = sealed.withRev(rev);
    client.keyed().reader().written(stored);
    return stored;
  }

  /** Deletes an entity as it is now; answers its id. */
  Future<String> delete(String id) {
    EntityType entityType = type.type();
    return client
        .server()
        .entity(entityType, id)
        .map(answer -> Answers.text(answer, "rev"))
        .compose(rev -> client.server().deleteEntity(entityType, id, rev))
        .map(id);
  }
}
