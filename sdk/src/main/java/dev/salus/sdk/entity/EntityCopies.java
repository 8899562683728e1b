package dev.salus.sdk.entity;

import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.EntitySealer;
import dev.salus.sdk.sealing.NewEntity;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.Recipient;
import dev.salus.sdk.sealing.RekeyPlan;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The copy–share–delete way to take access back: a copy under a new id for all who have access but
 * one, in place of the original. A patient's copy keeps its link secret, so its data is still
 * found.
 */
final class EntityCopies<T> {

  private final ServerApi server;
  private final EntityModels<T> models;
  private final ModelReader<T> reader;
  private final ExchangeBook exchanges;
  private final EntitySealer sealer;
  private final EntitySender sender;

  /** With whom the copy will be shared, and who cannot be. */
  private record Sharing(List<Recipient> recipients, List<SkippedDelegate> skipped) {}

  /** What a delegate has: who was not told of the patient is not told by the copy either. */
  private record Given(Permission permission, boolean link) {
    static Given by(Held held) {
      return new Given(held.delegation().permission(), held.delegation().link() != null);
    }

    Given or(Given other) {
      return new Given(
          permission.covers(other.permission) ? permission : other.permission, link || other.link);
    }
  }

  EntityCopies(
      ServerApi server,
      ModelReader<T> reader,
      ExchangeBook exchanges,
      EntitySealer sealer,
      EntitySender sender) {
    this.server = server;
    this.models = reader.models();
    this.reader = reader;
    this.exchanges = exchanges;
    this.sealer = sealer;
    this.sender = sender;
  }

  /**
   * Makes the copy, deletes the original; who could not be shared with is in the metadata, and
   * whose content it is, if that was in doubt.
   */
  Future<T> copyWithout(T model, String dataOwnerId) {
    return reader
        .current(model)
        .map(stored -> requireOwn(stored, dataOwnerId))
        .compose(this::requireNoDataOwner)
        .compose(stored -> copy(stored, dataOwnerId));
  }

  private OpenedEntity requireOwn(OpenedEntity stored, String without) {
    if (!stored.entity().header().author().equals(sealer.owner())) {
      throw new Forbidden(
          "only the author can delete the original: use revokeAccess or removeAccess");
    }
    if (without.equals(sealer.owner())) {
      throw new Forbidden("the author's access is never revoked");
    }
    return stored;
  }

  /** A patient's user has the id of the patient's record, which a copy would not have. */
  private Future<OpenedEntity> requireNoDataOwner(OpenedEntity stored) {
    if (models.type() != EntityType.PATIENT) {
      return Future.succeededFuture(stored);
    }
    return server
        .dataOwner(stored.entity().header().id())
        .transform(
            found -> {
              if (found.succeeded()) {
                return Future.failedFuture(
                    new Forbidden("this patient is a data owner: use revokeAccess"));
              }
              return found.cause() instanceof NotFound
                  ? Future.succeededFuture(stored)
                  : Future.failedFuture(found.cause());
            });
  }

  private Future<T> copy(OpenedEntity stored, String without) {
    return exchanges
        .own()
        .compose(
            own ->
                sharing(stored, without)
                    .compose(sharing -> create(stored, own, sharing))
                    .compose(copied -> deleteOriginal(stored, copied)));
  }

  private Future<Sharing> sharing(OpenedEntity stored, String without) {
    Map<String, Given> delegates = new LinkedHashMap<>();
    RekeyPlan plan = RekeyPlan.of(stored, List.of(without));
    for (Held held : plan.valid().values()) {
      String delegate = held.delegation().delegate();
      if (held.delegation().wrapped() != null && !delegate.equals(sealer.owner())) {
        delegates.merge(delegate, Given.by(held), Given::or);
      }
    }
    List<SkippedDelegate> skipped = new ArrayList<>();
    plan.notBelieved().forEach((delegate, why) -> skipped.add(new SkippedDelegate(delegate, why)));
    Future<Sharing> sharing = Future.succeededFuture(new Sharing(new ArrayList<>(), skipped));
    for (Map.Entry<String, Given> each : delegates.entrySet()) {
      sharing = sharing.compose(s -> add(s, stored, each.getKey(), each.getValue()));
    }
    return sharing;
  }

  private Future<Sharing> add(Sharing sharing, OpenedEntity stored, String delegate, Given given) {
    LinkFields link = given.link() ? stored.link() : new LinkFields(null, null);
    return exchanges
        .forWrapping(delegate)
        .map(
            to -> {
              sharing.recipients().add(new Recipient(to, given.permission(), link));
              return sharing;
            })
        .recover(failure -> skip(sharing, delegate, failure));
  }

  /** Only who cannot be shared with is left behind; what may pass leaves all as it is. */
  private static Future<Sharing> skip(Sharing sharing, String delegate, Throwable failure) {
    if (!Unreachable.isFor(failure)) {
      return Future.failedFuture(failure);
    }
    sharing.skipped().add(new SkippedDelegate(delegate, String.valueOf(failure.getMessage())));
    return Future.succeededFuture(sharing);
  }

  /** The copy, stored, with who was skipped. */
  private record Copied(OpenedEntity entity, List<SkippedDelegate> skipped) {}

  private Future<Copied> create(OpenedEntity stored, OpenedExchange own, Sharing sharing) {
    EntityHeader header = stored.entity().header();
    NewEntity made =
        new NewEntity(
            header.type(),
            sealer.newId(),
            stored.contentTakenOver(),
            header.tags(),
            header.links(),
            stored.link());
    return sender
        .sealAndSend(
            () -> sealer.copy(stored.verified(), made, own, sharing.recipients()), sender::create)
        .map(entity -> new Copied(entity, sharing.skipped()));
  }

  private Future<T> deleteOriginal(OpenedEntity stored, Copied copied) {
    return sender
        .delete(stored)
        .recover(failure -> afterAll(stored, copied, failure))
        .map(deleted -> models.model(copied.entity(), copied.skipped()));
  }

  /**
   * Never leaves none: where it cannot be told whether the original was deleted, the copy stays.
   */
  private Future<Void> afterAll(OpenedEntity stored, Copied copied, Throwable failure) {
    return server
        .entity(models.type(), stored.entity().header().id())
        .transform(
            there -> {
              if (there.succeeded()) {
                return withdraw(copied, failure);
              }
              return there.cause() instanceof NotFound
                  ? Future.succeededFuture()
                  : Future.failedFuture(failure);
            });
  }

  /** The original changed meanwhile: the copy is taken back, so that there are not two. */
  private Future<Void> withdraw(Copied copied, Throwable failure) {
    return sender.delete(copied.entity()).transform(withdrawn -> Future.failedFuture(failure));
  }
}
