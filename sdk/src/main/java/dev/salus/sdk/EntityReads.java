package dev.salus.sdk;

import dev.salus.core.api.InternalFault;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.core.protocol.EntityType;
import dev.salus.core.protocol.ProtocolViolation;
import dev.salus.sdk.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading entities of one kind. */
final class EntityReads<T> {

  private static final int PAGE = 500;

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
    return open(id).map(models::model);
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

  /** A page of what the caller may see. */
  Future<EntityPage<T>> list(EntityFilter filter) {
    return client.transport().listEntities(type, filter.toQuery()).compose(this::page);
  }

  /** All about a patient that the caller can open. */
  Future<List<T>> about(String patientId) {
    return client
        .withKeys()
        .compose(keyed -> keyed.reader().patients().require(patientId))
        .compose(secret -> linked(PatientLinks.link(secret, type), null, new ArrayList<>()));
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
        .isKnown(patientId)
        .map(verified -> Optional.of(new PatientReference(patientId, verified)));
  }

  private Future<List<T>> linked(String link, @Nullable String cursor, List<T> found) {
    JsonObject query = new JsonObject().put("link", link).put("limit", PAGE);
    if (cursor != null) {
      query.put("cursor", cursor);
    }
    return client
        .transport()
        .listEntities(type, query)
        .compose(this::page)
        .compose(page -> linkedAfter(link, page, found));
  }

  private Future<List<T>> linkedAfter(String link, EntityPage<T> page, List<T> found) {
    for (PotentiallyEncrypted<T> item : page.items()) {
      if (item instanceof Decrypted<T> open) {
        found.add(open.value());
      } else if (item instanceof StillEncrypted<T> closed
          && closed.reason() instanceof UntrustedKey untrusted) {
        return Future.failedFuture(untrusted);
      }
    }
    return page.next() == null ? Future.succeededFuture(found) : linked(link, page.next(), found);
  }

  private Future<EntityPage<T>> page(JsonObject answer) {
    List<Future<PotentiallyEncrypted<T>>> items = new ArrayList<>();
    for (JsonObject item : Answers.items(answer)) {
      items.add(tryOpen(item));
    }
    String next = Answers.next(answer);
    return Future.all(items)
        .map(all -> new EntityPage<>(items.stream().map(Future::result).toList(), next));
  }

  private Future<PotentiallyEncrypted<T>> stored(String id, @Nullable UntrustedKey untrusted) {
    return client
        .transport()
        .entity(type, id)
        .map(json -> requireIdentity(asStored(json, untrusted), id));
  }

  private Future<PotentiallyEncrypted<T>> tryOpen(JsonObject item) {
    if (!client.hasKeys()) {
      return Future.succeededFuture(item).map(json -> asStored(json, null));
    }
    return client
        .keyed()
        .reader()
        .verified(type, item)
        .compose(this::tryOpen)
        .recover(
            failure ->
                failure instanceof UntrustedKey untrusted
                    ? Future.succeededFuture(asStored(item, untrusted))
                    : Future.failedFuture(failure));
  }

  private Future<PotentiallyEncrypted<T>> tryOpen(VerifiedEntity verified) {
    return client
        .keyed()
        .reader()
        .open(verified)
        .<PotentiallyEncrypted<T>>map(opened -> new Decrypted<>(models.model(opened)))
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
