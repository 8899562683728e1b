package dev.salus.sdk.entity;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.Answers;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.entity.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.PotentiallyEncrypted.Refused;
import dev.salus.sdk.entity.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.MalformedContent;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reading entities of one kind. */
final class EntityReads<T> {

  private final Client client;
  private final EntityType type;
  private final EntityModels<T> models;

  EntityReads(Client client, ModelType<T> type, EntityModels<T> models) {
    this.client = client;
    this.type = type.type();
    this.models = models;
  }

  Future<OpenedEntity> open(String id) {
    return client.withKeys().compose(keyed -> keyed.reader().read(type, id));
  }

  Future<T> get(String id) {
    return open(id).compose(this::model);
  }

  private Future<T> model(OpenedEntity opened) {
    return client.vertx().executeBlocking(() -> models.model(opened), false);
  }

  Future<PotentiallyEncrypted<T>> tryGet(String id) {
    if (!client.hasKeys()) {
      return stored(id, null);
    }
    return client
        .keyed()
        .reader()
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
    return client
        .keyed()
        .reader()
        .patients()
        .isAbout(opened, patientId)
        .map(verified -> Optional.of(new PatientReference(patientId, verified)));
  }

  private Future<PotentiallyEncrypted<T>> stored(String id, @Nullable UntrustedKey untrusted) {
    return client
        .server()
        .entity(type, id)
        .map(json -> requireIdentity(asStored(json, untrusted), id));
  }

  /**
   * What the server listed, opened if it can be.
   *
   * @param belongs whether an entity is one of those that the list is of
   */
  Future<PotentiallyEncrypted<T>> tryOpen(JsonObject item, Predicate<EntityHeader> belongs) {
    if (!client.hasKeys()) {
      return client.vertx().executeBlocking(() -> listed(item, null, belongs), false);
    }
    return client
        .keyed()
        .reader()
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
            new Refused<>(Answers.optionalText(item, "id"), (RuntimeException) failure))
        : Future.failedFuture(failure);
  }

  private Future<PotentiallyEncrypted<T>> tryOpen(VerifiedEntity verified) {
    return client
        .keyed()
        .reader()
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
