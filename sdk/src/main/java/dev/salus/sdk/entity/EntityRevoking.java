package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.EntityRekeyer;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.Plaintext;
import dev.salus.sdk.sealing.RekeyPlan;
import dev.salus.sdk.sealing.VerifiedEntity;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Taking access back from entities of one kind (protocol §5, §8). */
final class EntityRevoking<T> {

  private final EntityModels<T> models;
  private final ModelReader<T> reader;
  private final ExchangeBook exchanges;
  private final EntityRekeyer rekeyer;
  private final EntitySender sender;
  private final OwnAccess ownAccess;

  EntityRevoking(
      ModelReader<T> reader, ExchangeBook exchanges, EntityRekeyer rekeyer, EntitySender sender) {
    this.models = reader.models();
    this.reader = reader;
    this.exchanges = exchanges;
    this.rekeyer = rekeyer;
    this.sender = sender;
    this.ownAccess = new OwnAccess(exchanges);
  }

  /** Locks a data owner out with a new key; once, also if the answer was lost. */
  Future<AccessRevoked<T>> revoke(T model, String dataOwnerId) {
    return reader
        .stored(model)
        .compose(
            stored ->
                isRevoked(model, stored, dataOwnerId)
                    ? Future.succeededFuture(revokedBefore(model, stored, dataOwnerId))
                    : revoke(models.requireCurrent(model, stored), dataOwnerId));
  }

  private Future<AccessRevoked<T>> revoke(OpenedEntity stored, String dataOwnerId) {
    requireRevocable(stored.verified(), dataOwnerId);
    return rekey(RekeyPlan.of(stored, Set.of(dataOwnerId)));
  }

  /** Whether what is stored is the next version with a new key, by the caller, without this one. */
  private boolean isRevoked(T model, OpenedEntity stored, String dataOwnerId) {
    EntityHeader header = stored.entity().header();
    return models.isBefore(model, header.version())
        && header.modifiedBy().equals(exchanges.owner())
        && header.revoked().contains(new Revocation(dataOwnerId, header.keyGeneration()));
  }

  private AccessRevoked<T> revokedBefore(T model, OpenedEntity stored, String dataOwnerId) {
    T left = models.model(stored);
    Set<String> alsoLost = models.delegates(model);
    alsoLost.removeAll(models.delegates(left));
    alsoLost.remove(dataOwnerId);
    return new AccessRevoked<>(
        left, Set.of(dataOwnerId), alsoLost, keyless(stored), stored.doubt());
  }

  /** Who keeps a delegation without a key. */
  private static List<SkippedDelegate> keyless(OpenedEntity stored) {
    DelegationGraph graph = stored.entity().delegations();
    return graph.valid().values().stream()
        .map(held -> held.delegation().delegate())
        .distinct()
        .filter(
            delegate ->
                graph.heldBy(delegate).stream()
                    .allMatch(held -> held.delegation().wrapped() == null))
        .map(delegate -> new SkippedDelegate(delegate, "has no key"))
        .toList();
  }

  /**
   * Writes the entity as it is now anew, with this content, under a new key, whether or not it
   * opens.
   *
   * @param lockedOut the data owners to lock out; may be none
   */
  Future<AccessRevoked<T>> writeUnderNewKey(T model, Set<String> lockedOut) {
    return Future.succeededFuture(model)
        .map(models::storedId)
        .compose(reader::verified)
        .map(stored -> requireRevocable(stored, lockedOut))
        .compose(stored -> reader.links(stored).map(link -> plan(model, stored, link, lockedOut)))
        .compose(this::rekey);
  }

  private RekeyPlan plan(
      T model, VerifiedEntity stored, LinkFields link, Collection<String> lockedOut) {
    return RekeyPlan.of(stored, Plaintext.of(models.write(model)), link, lockedOut);
  }

  private VerifiedEntity requireRevocable(VerifiedEntity stored, Set<String> lockedOut) {
    requireWriter(stored);
    lockedOut.forEach(each -> requireRevocable(stored, each));
    return stored;
  }

  /**
   * Removes every delegation to a data owner; empty if the caller has left by that, now or before
   * an answer was lost. To leave, nothing has to open: whoever was given junk is not kept by it.
   */
  Future<Optional<T>> remove(T model, String dataOwnerId) {
    Future<Optional<T>> removed =
        dataOwnerId.equals(exchanges.owner())
            ? Future.succeededFuture(model)
                .map(models::storedId)
                .compose(reader::verified)
                .compose(stored -> leave(model, stored.entity()))
            : reader.stored(model).compose(stored -> remove(model, stored, dataOwnerId));
    return removed.recover(failure -> leftBefore(model, dataOwnerId, failure));
  }

  private Future<Optional<T>> leave(T model, Entity stored) {
    String caller = exchanges.owner();
    List<Held> held = listed(stored, caller);
    if (!held.isEmpty()) {
      models.requireCurrent(model, stored);
      requireRemovable(stored, caller);
    }
    return leave(stored, held.size());
  }

  /** One delegation after the other; the last one takes the entity out of the caller's sight. */
  private Future<Optional<T>> leave(Entity stored, int most) {
    List<Held> held = listed(stored, exchanges.owner());
    if (held.isEmpty()) {
      return reader.open(stored.header().id()).map(models::model).map(Optional::of);
    }
    if (most == 0) {
      return Future.failedFuture(givenAgain(stored));
    }
    return sender
        .removeDelegation(stored, held.get(0).exchangeId())
        .compose(
            there ->
                there
                    ? reader
                        .verified(stored.header().id())
                        .compose(now -> leave(now.entity(), most - 1))
                    : Future.succeededFuture(Optional.empty()));
  }

  private static Conflict givenAgain(Entity stored) {
    return new Conflict("access was given again while it was removed", stored.rev());
  }

  private Future<Optional<T>> remove(T model, OpenedEntity stored, String dataOwnerId) {
    List<Held> held = listed(stored.entity(), dataOwnerId);
    if (models.isOfVersion(model, stored) && held.isEmpty()) {
      return Future.succeededFuture(Optional.of(models.model(stored)));
    }
    requireRemovable(models.requireCurrent(model, stored).entity(), dataOwnerId);
    return ownAccess
        .requireLeft(stored, dataOwnerId)
        .compose(left -> remove(left, dataOwnerId, held.size()));
  }

  private Future<Optional<T>> leftBefore(T model, String dataOwnerId, Throwable failure) {
    boolean left =
        failure instanceof NotFound
            && dataOwnerId.equals(exchanges.owner())
            && models.delegates(model).contains(dataOwnerId);
    return left ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure);
  }

  /** As the server counts them, so that also those go that do not count here. */
  private static List<Held> listed(Entity stored, String dataOwnerId) {
    return stored.delegations().heldBy(dataOwnerId);
  }

  /** Before any exchange is made; that the caller may revoke it is for the server to say. */
  private void requireRevocable(VerifiedEntity stored, String dataOwnerId) {
    String caller = exchanges.owner();
    if (!Ids.isUuid(dataOwnerId)) {
      throw new Invalid("dataOwnerId", "must be a UUID in lower-case 8-4-4-4-12 form");
    }
    if (stored.entity().header().author().equals(dataOwnerId)) {
      throw new Forbidden("the author's access is never revoked");
    }
    if (caller.equals(dataOwnerId)) {
      throw new Forbidden("nobody revokes their own access: leave with removeAccess");
    }
    requireWriter(stored);
  }

  private void requireWriter(VerifiedEntity stored) {
    if (stored.graph().permissionOf(exchanges.owner()).filter(Permission.WRITE::equals).isEmpty()) {
      throw new Forbidden("a new key needs WRITE: take back what you gave with removeAccess");
    }
  }

  /** All or nothing: there is a write for each delegation, so all are looked at before. */
  private void requireRemovable(Entity stored, String dataOwnerId) {
    String caller = exchanges.owner();
    DelegationGraph graph = stored.delegations();
    String author = stored.header().author();
    boolean mayRemove =
        caller.equals(author)
            || caller.equals(dataOwnerId)
            || graph.heldBy(dataOwnerId).stream().allMatch(held -> isBelow(graph, held, caller));
    if (!mayRemove || author.equals(dataOwnerId)) {
      throw new Forbidden(
          "only the author, and who passed on all that somebody has, remove somebody else");
    }
  }

  private static boolean isBelow(DelegationGraph graph, Held held, String dataOwner) {
    return graph.ancestorsOf(held.exchangeId()).stream()
        .flatMap(ancestor -> graph.held(ancestor).stream())
        .anyMatch(ancestor -> ancestor.delegation().delegate().equals(dataOwner));
  }

  private Future<AccessRevoked<T>> rekey(RekeyPlan plan) {
    return ownAccess
        .secretIsLeft(plan)
        .compose(left -> left ? Future.succeededFuture(plan) : withOwnLink(plan))
        .compose(this::wrap);
  }

  /**
   * A re-key renews no link. Who knows the patient's secret only through those who go gives it to
   * itself first; if the re-key fails after that, nothing is lost.
   */
  private Future<RekeyPlan> withOwnLink(RekeyPlan plan) {
    return exchanges
        .forWrapping(exchanges.owner(), plan.exchangesInUse())
        .compose(
            own ->
                sender.sealAndSend(
                    () -> rekeyer.ownLink(plan, own), grant -> sender.grant(plan.entity(), grant)))
        .map(plan::over);
  }

  private Future<AccessRevoked<T>> wrap(RekeyPlan rekey) {
    Map<String, Future<OpenedExchange>> asked = new LinkedHashMap<>();
    rekey
        .valid()
        .forEach(
            (exchangeId, held) -> {
              if (held.delegation().wrapped() != null) {
                asked.put(exchangeId, exchange(exchangeId, held));
              }
            });
    return Future.join(List.copyOf(asked.values())).transform(done -> seal(rekey, asked));
  }

  private Future<OpenedExchange> exchange(String exchangeId, Held held) {
    String delegate = held.delegation().delegate();
    return rekeyer.isParty(held.grant(), held.delegation())
        ? exchanges.forWrappingAgain(exchangeId, held.grant().by(), delegate)
        : exchanges.forWrapping(delegate);
  }

  /** Nobody who cannot be sealed to is in the way, but for those who must have the key. */
  private Future<AccessRevoked<T>> seal(
      RekeyPlan rekey, Map<String, Future<OpenedExchange>> asked) {
    Map<String, OpenedExchange> wrapping = new LinkedHashMap<>();
    Map<String, String> leftOut = new TreeMap<>(rekey.notBelieved());
    for (Map.Entry<String, Future<OpenedExchange>> each : asked.entrySet()) {
      Future<OpenedExchange> exchange = each.getValue();
      String delegate = rekey.delegateOf(each.getKey());
      if (exchange.succeeded()) {
        wrapping.put(each.getKey(), exchange.result());
      } else if (Unreachable.isFor(exchange.cause()) && !mustHaveKey(rekey, delegate)) {
        leftOut.put(delegate, String.valueOf(exchange.cause().getMessage()));
      } else {
        return Future.failedFuture(exchange.cause());
      }
    }
    return sender
        .sealAndSend(() -> rekeyer.seal(rekey, wrapping), sender::rekey)
        .map(stored -> revoked(rekey, stored, withoutKey(rekey, wrapping.keySet(), leftOut)));
  }

  private boolean mustHaveKey(RekeyPlan rekey, String delegate) {
    return delegate.equals(exchanges.owner())
        || delegate.equals(rekey.entity().entity().header().author());
  }

  /** Who was left out of one delegation may have the key by another. */
  private static List<SkippedDelegate> withoutKey(
      RekeyPlan rekey, Set<String> wrapped, Map<String, String> leftOut) {
    wrapped.forEach(exchangeId -> leftOut.remove(rekey.delegateOf(exchangeId)));
    return leftOut.entrySet().stream()
        .map(each -> new SkippedDelegate(each.getKey(), each.getValue()))
        .toList();
  }

  private AccessRevoked<T> revoked(
      RekeyPlan rekey, OpenedEntity stored, List<SkippedDelegate> leftOut) {
    return new AccessRevoked<>(
        models.model(stored), rekey.going(), rekey.alsoLost(), leftOut, stored.doubt());
  }

  /** One delegation after the other; each may take others along. */
  private Future<Optional<T>> remove(OpenedEntity stored, String dataOwnerId, int most) {
    List<Held> held = listed(stored.entity(), dataOwnerId);
    if (held.isEmpty()) {
      return Future.succeededFuture(Optional.of(models.model(stored)));
    }
    if (most == 0) {
      return Future.failedFuture(givenAgain(stored.entity()));
    }
    String id = stored.entity().header().id();
    return sender
        .removeDelegation(stored.entity(), held.get(0).exchangeId())
        .compose(
            left ->
                left
                    ? reader.open(id).compose(now -> remove(now, dataOwnerId, most - 1))
                    : Future.succeededFuture(Optional.empty()));
  }
}
