package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Permission;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.sealing.EntitySealer;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.Recipient;
import dev.salus.sdk.sealing.SharingReach;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Giving access to entities of one kind (protocol §5). */
final class EntitySharing<T> {

  private final ModelReader<T> reader;
  private final ExchangeBook exchanges;
  private final EntitySealer sealer;
  private final EntitySender sender;
  private final ServerApi server;
  private final SharingReach reachability;

  EntitySharing(
      ServerApi server,
      ModelReader<T> reader,
      ExchangeBook exchanges,
      EntitySealer sealer,
      EntitySender sender,
      SharingReach reachability) {
    this.server = server;
    this.reachability = reachability;
    this.reader = reader;
    this.exchanges = exchanges;
    this.sealer = sealer;
    this.sender = sender;
  }

  /**
   * Gives access to the entity as the caller has it. A stale one is a conflict, but not where the
   * access is there and the content the same: then it was given before, and the answer was lost.
   */
  Future<OpenedEntity> giveAccess(T model, String delegate, Access access) {
    return reader.stored(model).compose(stored -> giveAccess(model, stored, delegate, access));
  }

  private Future<OpenedEntity> giveAccess(
      T model, OpenedEntity stored, String delegate, Access access) {
    EntityModels<T> models = reader.models();
    boolean given =
        !models.isCurrent(model, stored)
            && models.isOfVersion(model, stored)
            && hasFromMe(stored, delegate, access);
    return giveAccess(given ? stored : models.requireCurrent(model, stored), delegate, access);
  }

  /** The model of what was shared, with the delegate's keys that it was not sealed to. */
  Future<T> shared(OpenedEntity entity, String delegate) {
    return reachability.leftOut(delegate).map(leftOut -> reader.models().shared(entity, leftOut));
  }

  private boolean hasFromMe(OpenedEntity stored, String delegate, Access access) {
    return stored.graph().heldBy(delegate).stream()
        .filter(held -> held.grant().by().equals(sealer.owner()))
        .map(Held::delegation)
        .anyMatch(
            delegation ->
                delegation.wrapped() != null
                    && (access.permission() == null
                        || delegation.permission().covers(access.permission())));
  }

  /**
   * Reads the entity, gives access, and does both again after a conflict.
   *
   * @param tries how often in all, at least once
   */
  Future<OpenedEntity> giveAccessRetrying(String id, String delegate, Access access, int tries) {
    if (tries < 1) {
      return Future.failedFuture(new Invalid("tries", "must be at least 1"));
    }
    return reader
        .open(id)
        .compose(stored -> giveAccess(stored, delegate, access))
        .recover(
            failure ->
                failure instanceof Conflict && tries > 1
                    ? giveAccessRetrying(id, delegate, access, tries - 1)
                    : Future.failedFuture(failure));
  }

  /** Gives access to an entity as it was just opened; the same object if nothing is written. */
  Future<OpenedEntity> giveAccess(OpenedEntity stored, String delegate, Access access) {
    if (!Ids.isUuid(delegate)) {
      throw new Invalid("dataOwnerId", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    stored.requireGenuine();
    Permission permission = permission(stored.graph(), access);
    LinkFields link = link(stored, access);
    String author = stored.entity().header().author();
    if (has(stored.graph(), author, delegate, permission, link)) {
      return Future.succeededFuture(stored);
    }
    requireNoneFromMe(stored.graph(), delegate);
    return exchanges
        .forWrapping(delegate, inUse(stored))
        .recover(failure -> explain(delegate, failure))
        .compose(to -> give(stored, new Recipient(to, permission, link)));
  }

  /** An entity has one delegation for each exchange (protocol §0), whether or not it counts. */
  private static Set<String> inUse(OpenedEntity stored) {
    return stored.entity().grants().stream()
        .flatMap(grant -> grant.delegations().keySet().stream())
        .collect(Collectors.toSet());
  }

  private Permission permission(DelegationGraph graph, Access access) {
    Permission own =
        graph
            .permissionOf(sealer.owner())
            .orElseThrow(() -> new Forbidden("you have no access to pass on"));
    Permission wanted = access.permission() == null ? own : access.permission();
    if (!own.covers(wanted)) {
      throw new Forbidden("nobody passes on more than it has: you may not give " + wanted);
    }
    return wanted;
  }

  /** What the delegate is to be told of the patient, as far as the caller knows it. */
  private static LinkFields link(OpenedEntity stored, Access access) {
    return new LinkFields(
        access.withPatient() ? stored.link().patient() : null, stored.link().secret());
  }

  /**
   * Whether the delegate has this already. A grant says who may do what; that its wraps open is
   * known only of those by the author and by the caller. Anybody else may have given junk.
   */
  private boolean has(
      DelegationGraph graph, String author, String delegate, Permission wanted, LinkFields link) {
    List<Held> held = graph.heldBy(delegate);
    if (held.stream().noneMatch(each -> each.delegation().permission().covers(wanted))) {
      return false;
    }
    String me = sealer.owner();
    if (delegate.equals(me)) {
      return true;
    }
    boolean nothingToTell = link.patient() == null && link.secret() == null;
    List<Delegation> sound =
        held.stream()
            .filter(each -> each.grant().by().equals(author) || each.grant().by().equals(me))
            .map(Held::delegation)
            .toList();
    return sound.stream().anyMatch(each -> each.wrapped() != null)
        && (nothingToTell || sound.stream().anyMatch(each -> each.link() != null));
  }

  /**
   * A grantor has one delegation with a key for each delegate, which is never changed (protocol
   * §5). One that a re-key left without (§8) is no hindrance.
   */
  private void requireNoneFromMe(DelegationGraph graph, String delegate) {
    boolean given =
        graph.heldBy(delegate).stream()
            .filter(held -> held.delegation().wrapped() != null)
            .anyMatch(held -> held.grant().by().equals(sealer.owner()));
    if (given) {
      throw new Invalid(
          "dataOwnerId",
          "data owner " + delegate + " has less from you already; that is removed first");
    }
  }

  /** Tells a data owner that does not exist from one that has no keys yet. */
  private Future<OpenedExchange> explain(String delegate, Throwable failure) {
    if (!(failure instanceof NoUsableKey)) {
      return Future.failedFuture(ServerAnswers.namingDataOwner(delegate, failure));
    }
    return server
        .dataOwner(delegate)
        .recover(missing -> Future.failedFuture(ServerAnswers.namingDataOwner(delegate, missing)))
        .compose(there -> Future.failedFuture(failure));
  }

  private Future<OpenedEntity> give(OpenedEntity stored, Recipient recipient) {
    return sender.signAndSend(
        () -> sealer.grant(stored, recipient), grant -> sender.grant(stored, grant));
  }
}
