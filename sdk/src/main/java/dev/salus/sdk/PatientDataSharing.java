package dev.salus.sdk;

import dev.salus.core.api.Conflict;
import dev.salus.core.protocol.EntityType;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a patient access to their record and to all data about them that the caller can open, page
 * by page: what is in memory at a time is a page.
 */
final class PatientDataSharing {

  private static final int PAGE = 100;
  private static final int TRIES = 3;

  private final Client client;
  private final String patientId;
  private final List<Kind<?>> kinds;
  private final Consumer<SharedEntity> each;

  /** The engines for one kind of entity. */
  record Kind<T>(EntityType type, EntityEngine<T> engine) {}

  PatientDataSharing(
      Client client, String patientId, List<Kind<?>> kinds, Consumer<SharedEntity> each) {
    this.client = client;
    this.patientId = patientId;
    this.kinds = kinds;
    this.each = each;
  }

  /** Runs; each result goes to the consumer as it is known. */
  Future<Void> run() {
    return client
        .keyed()
        .cards()
        .requireKnown(patientId)
        .compose(known -> client.keyed().reader().patients().require(patientId))
        .compose(this::shareAll);
  }

  private Future<Void> shareAll(Secret secret) {
    Future<Void> shared = Future.succeededFuture();
    for (Kind<?> kind : kinds) {
      shared =
          shared.compose(
              done ->
                  kind.type() == EntityType.PATIENT
                      ? share(kind, patientId)
                      : shareLinked(kind, PatientLinks.link(secret, kind.type())));
    }
    return shared;
  }

  private Future<Void> shareLinked(Kind<?> kind, String link) {
    Promise<Void> promise = Promise.promise();
    page(kind, link, null, promise);
    return promise.future();
  }

  /** One page, then the next: by callbacks, since futures nested by the thousand do not end. */
  private void page(Kind<?> kind, String link, @Nullable String cursor, Promise<Void> promise) {
    JsonObject query = new JsonObject().put("link", link).put("limit", PAGE);
    if (cursor != null) {
      query.put("cursor", cursor);
    }
    client
        .transport()
        .listEntities(kind.type(), query)
        .compose(answer -> sharePage(kind, answer))
        .onFailure(promise::fail)
        .onSuccess(
            next -> {
              if (next == null) {
                promise.complete();
              } else {
                page(kind, link, next, promise);
              }
            });
  }

  private Future<@Nullable String> sharePage(Kind<?> kind, JsonObject answer) {
    Iterator<JsonObject> items = Answers.items(answer).iterator();
    Future<Void> shared = Future.succeededFuture();
    while (items.hasNext()) {
      JsonObject item = items.next();
      shared = shared.compose(done -> share(kind, item));
    }
    return shared.map(done -> Answers.next(answer));
  }

  private Future<Void> share(Kind<?> kind, JsonObject item) {
    return client
        .keyed()
        .reader()
        .verified(kind.type(), item)
        .compose(verified -> share(kind, verified))
        .recover(failure -> report(kind, Answers.text(item, "id"), failure));
  }

  private Future<Void> share(Kind<?> kind, VerifiedEntity verified) {
    return client.keyed().reader().open(verified).compose(opened -> give(kind, opened, TRIES));
  }

  private Future<Void> share(Kind<?> kind, String id) {
    return kind.engine()
        .reads
        .open(id)
        .compose(opened -> give(kind, opened, TRIES))
        .recover(failure -> report(kind, id, failure));
  }

  /** A conflict means that somebody else was faster: read again, share again, a few times. */
  private Future<Void> give(Kind<?> kind, OpenedEntity opened, int tries) {
    return kind.engine()
        .sharing
        .giveAccess(opened, patientId, Access.SAME)
        .map(shared -> tell(kind, opened, shared))
        .recover(
            failure ->
                failure instanceof Conflict && tries > 1
                    ? kind.engine()
                        .reads
                        .open(opened.entity().header().id())
                        .compose(again -> give(kind, again, tries - 1))
                    : Future.failedFuture(failure));
  }

  private @Nullable Void tell(Kind<?> kind, OpenedEntity before, OpenedEntity after) {
    boolean had = before == after;
    each.accept(
        new SharedEntity(
            kind.type(),
            before.entity().header().id(),
            had ? SharedEntity.Outcome.HAD_ACCESS : SharedEntity.Outcome.SHARED,
            null));
    return null;
  }

  /** What the caller cannot open is not theirs to share, and is not reported. */
  private Future<Void> report(Kind<?> kind, String id, Throwable failure) {
    if (!(failure instanceof NoEntityKey)) {
      each.accept(new SharedEntity(kind.type(), id, SharedEntity.Outcome.FAILED, failure));
    }
    return Future.succeededFuture();
  }
}
