package dev.salus.sdk.entity;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.entity.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.PotentiallyEncrypted.Refused;
import dev.salus.sdk.entity.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.MalformedContent;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reading entities of one kind. */
final class ModelReader<T> {

  private final Vertx vertx;
  private final ServerApi server;
  private final NeedsKeys<EntityReader> entities;
  private final EntityModels<T> models;
  private final EntityType type;

  ModelReader(
      Vertx vertx, ServerApi server, NeedsKeys<EntityReader> entities, EntityModels<T> models) {
    this.vertx = vertx;
    this.server = server;
    this.entities = entities;
    this.models = models;
    this.type = models.type();
  }

  /** What opened entities of this kind become. */
  EntityModels<T> models() {
    return models;
  }

  Future<OpenedEntity> open(String id) {
    return entities.get().compose(opening -> opening.read(type, id));
  }

  /** What is stored of this model. */
  Future<OpenedEntity> stored(T model) {
    return Future.succeededFuture(model).map(models::storedId).compose(this::open);
  }

  /** The same, which the model is a faithful picture of; fails if it is not. */
  Future<OpenedEntity> current(T model) {
    return stored(model).map(stored -> models.requireCurrent(model, stored));
  }

  Future<T> get(String id) {
    return open(id).compose(this::model);
  }

  private Future<T> model(OpenedEntity opened) {
    return vertx.executeBlocking(() -> models.model(opened), false);
  }

  Future<PotentiallyEncrypted<T>> tryGet(String id) {
    if (!entities.isThere()) {
      return stored(id, null);
    }
    return entities
        .orThrow()
        .verified(type, id)
        .compose(this::tryOpen)
        .recover(
            failure ->
                failure instanceof UntrustedKey untrusted
                    ? stored(id, untrusted)
                    : Future.failedFuture(failure));
  }

  /** Which patient an opened entity says it is about. */
  Future<Optional<PatientReference>> patient(OpenedEntity opened) {
    String patientId = opened.link().patient();
    if (patientId == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return isAbout(opened, patientId)
        .map(verified -> Optional.of(new PatientReference(patientId, verified)));
  }

  /** Whether an opened entity is about this patient; false also if that cannot be told. */
  Future<Boolean> isAbout(OpenedEntity opened, String patientId) {
    return entities.get().compose(opening -> opening.patients().isAbout(opened, patientId));
  }

  private Future<PotentiallyEncrypted<T>> stored(String id, @Nullable UntrustedKey untrusted) {
    return server.entity(type, id).map(json -> requireIdentity(asStored(json, untrusted), id));
  }

  /**
   * What the server listed, opened if it can be.
   *
   * @param belongs whether an entity is one of those that the list is of
   */
  Future<PotentiallyEncrypted<T>> tryOpen(JsonObject item, Predicate<EntityHeader> belongs) {
    if (!entities.isThere()) {
      return vertx.executeBlocking(() -> listed(item, null, belongs), false);
    }
    return entities
        .orThrow()
        .verified(type, item)
        .map(verified -> requireListed(verified, belongs))
        .compose(this::tryOpen)
        .recover(failure -> closed(item, failure, belongs));
  }

  private static VerifiedEntity requireListed(
      VerifiedEntity verified, Predicate<EntityHeader> belongs) {
    requireListed(verified.entity().header(), belongs);
    return verified;
  }

  private static void requireListed(EntityHeader header, Predicate<EntityHeader> belongs) {
    if (!belongs.test(header)) {
      throw new TamperedEntity(header.id(), TamperedEntity.What.IDENTITY);
    }
  }

  private static <T> StillEncrypted<T> listed(
      JsonObject item, @Nullable UntrustedKey untrusted, Predicate<EntityHeader> belongs) {
    StillEncrypted<T> stored = asStored(item, untrusted);
    requireListed(stored.clear().header(), belongs);
    return stored;
  }

  /** What others did to one entity spoils that one; what fails the call fails the list. */
  private static <T> Future<PotentiallyEncrypted<T>> closed(
      JsonObject item, Throwable failure, Predicate<EntityHeader> belongs) {
    if (failure instanceof UntrustedKey untrusted) {
      return Future.succeededFuture(item)
          .<PotentiallyEncrypted<T>>map(json -> listed(json, untrusted, belongs))
          .recover(malformed -> refused(item, malformed));
    }
    return refused(item, failure);
  }

  private static <T> Future<PotentiallyEncrypted<T>> refused(JsonObject item, Throwable failure) {
    return failure instanceof TamperedEntity
            || failure instanceof MalformedContent
            || failure instanceof NotFound
        ? Future.succeededFuture(
            new Refused<>(ServerAnswers.optionalText(item, "id"), (RuntimeException) failure))
        : Future.failedFuture(failure);
  }

  private Future<PotentiallyEncrypted<T>> tryOpen(VerifiedEntity verified) {
    return entities
        .orThrow()
        .open(verified)
        .compose(this::model)
        .<PotentiallyEncrypted<T>>map(Decrypted::new)
        .recover(failure -> stillEncrypted(verified.entity(), failure));
  }

  private static <T> Future<PotentiallyEncrypted<T>> stillEncrypted(
      Entity entity, Throwable failure) {
    return failure instanceof NoEntityKey none
        ? Future.succeededFuture(new StillEncrypted<>(entity, none))
        : Future.failedFuture(failure);
  }

  private StillEncrypted<T> requireIdentity(StillEncrypted<T> stored, String id) {
    EntityHeader header = stored.clear().header();
    if (header.type() != type || !header.id().equals(id)) {
      throw new TamperedEntity(id, TamperedEntity.What.IDENTITY);
    }
    return stored;
  }

  private static <T> StillEncrypted<T> asStored(JsonObject json, @Nullable UntrustedKey untrusted) {
    try {
      return new StillEncrypted<>(Entity.parse(json), untrusted);
    } catch (ProtocolViolation violation) {
      throw json.getValue("id") instanceof String id
          ? new TamperedEntity(id, TamperedEntity.What.MALFORMED)
          : new InternalFault("the server's answer is not an entity");
    }
  }
}
