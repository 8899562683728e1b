package dev.salus.sdk.entity;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Permission;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sealing.EntityRekeyer;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.RekeyPlan;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * Locks a data owner out with a new key.
   *
   * @param allowDropping whether delegates who cannot be wrapped for are locked out too; else they
   *     fail the call
   */
  Future<AccessRevoked<T>> revoke(T model, String dataOwnerId, boolean allowDropping) {
    return reader
        .current(model)
        .map(stored -> requireRevocable(stored, dataOwnerId))
        .compose(stored -> revoke(stored, Set.of(dataOwnerId), allowDropping));
  }

  /** Removes every delegation to a data owner; empty if the caller has left by that. */
  Future<Optional<T>> remove(T model, String dataOwnerId) {
    return reader
        .current(model)
        .map(stored -> requireRemovable(stored, dataOwnerId))
        .compose(stored -> requireOwnAccessLeft(stored, dataOwnerId))
        .compose(stored -> remove(stored, dataOwnerId, stored.graph().heldBy(dataOwnerId).size()));
  }

  private Future<OpenedEntity> requireOwnAccessLeft(OpenedEntity stored, String dataOwnerId) {
    return dataOwnerId.equals(exchanges.owner())
        ? Future.succeededFuture(stored)
        : ownAccess.requireLeft(stored, dataOwnerId);
  }

  /** Before any exchange is made; that the caller may revoke it is for the server to say. */
  private OpenedEntity requireRevocable(OpenedEntity stored, String dataOwnerId) {
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
    if (stored.graph().permissionOf(caller).filter(Permission.WRITE::equals).isEmpty()) {
      throw new Forbidden("a new key needs WRITE: take back what you gave with removeAccess");
    }
    return stored;
  }

  /** All or nothing: there is a write for each delegation, so all are looked at before. */
  private OpenedEntity requireRemovable(OpenedEntity stored, String dataOwnerId) {
    String caller = exchanges.owner();
    DelegationGraph graph = stored.graph();
    String author = stored.entity().header().author();
    boolean mayRemove =
        caller.equals(author)
            || caller.equals(dataOwnerId)
            || graph.heldBy(dataOwnerId).stream().allMatch(held -> isBelow(graph, held, caller));
    if (!mayRemove || author.equals(dataOwnerId)) {
      throw new Forbidden(
          "only the author, and who passed on all that somebody has, remove somebody else");
    }
    return stored;
  }

  private static boolean isBelow(DelegationGraph graph, Held held, String dataOwner) {
    return graph.ancestorsOf(held.exchangeId()).stream()
        .flatMap(ancestor -> graph.held(ancestor).stream())
        .anyMatch(ancestor -> ancestor.delegation().delegate().equals(dataOwner));
  }

  private Future<AccessRevoked<T>> revoke(
      OpenedEntity stored, Set<String> going, boolean allowDropping) {
    return ownAccess
        .requireSecretLeft(RekeyPlan.of(stored, going))
        .compose(rekey -> wrap(rekey, going, allowDropping));
  }

  private Future<AccessRevoked<T>> wrap(RekeyPlan rekey, Set<String> going, boolean allowDropping) {
    Map<String, Future<OpenedExchange>> asked = new LinkedHashMap<>();
    rekey
        .valid()
        .forEach(
            (exchangeId, held) -> {
              if (held.delegation().wrapped() != null) {
                asked.put(exchangeId, exchange(exchangeId, held));
              }
            });
    return Future.join(List.copyOf(asked.values()))
        .transform(done -> sealOrDrop(rekey, asked, going, allowDropping));
  }

  private Future<OpenedExchange> exchange(String exchangeId, Held held) {
    String delegate = held.delegation().delegate();
    return rekeyer.isParty(held.grant(), held.delegation())
        ? exchanges.forWrappingAgain(exchangeId, held.grant().by(), delegate)
        : exchanges.forWrapping(delegate);
  }

  private Future<AccessRevoked<T>> sealOrDrop(
      RekeyPlan rekey,
      Map<String, Future<OpenedExchange>> asked,
      Set<String> going,
      boolean allowDropping) {
    Set<String> cannot = new HashSet<>();
    for (Held held : rekey.valid().values()) {
      Future<OpenedExchange> exchange = asked.get(held.exchangeId());
      if (exchange != null && exchange.failed()) {
        if (!allowDropping || !isWithoutKey(exchange.cause())) {
          return Future.failedFuture(exchange.cause());
        }
        cannot.add(held.delegation().delegate());
      }
    }
    if (!cannot.isEmpty()) {
      cannot.forEach(delegate -> requireRevocable(rekey.opened(), delegate));
      cannot.addAll(going);
      return revoke(rekey.opened(), cannot, true);
    }
    Map<String, OpenedExchange> wrapping =
        asked.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().result()));
    return sender
        .sealAndSend(() -> rekeyer.seal(rekey, wrapping), sender::rekey)
        .map(stored -> new AccessRevoked<>(models.model(stored), rekey.going(), rekey.alsoLost()));
  }

  private static boolean isWithoutKey(Throwable failure) {
    return failure instanceof NoUsableKey || failure instanceof UntrustedKey;
  }

  /** One delegation after the other; each may take others along. */
  private Future<Optional<T>> remove(OpenedEntity stored, String dataOwnerId, int most) {
    List<Held> held = stored.graph().heldBy(dataOwnerId);
    if (held.isEmpty()) {
      return Future.succeededFuture(Optional.of(models.model(stored)));
    }
    if (most == 0) {
      return Future.failedFuture(
          new Conflict("access was given again while it was removed", stored.entity().rev()));
    }
    String id = stored.entity().header().id();
    return sender
        .removeDelegation(stored, held.get(0).exchangeId())
        .compose(
            left ->
                left
                    ? reader.open(id).compose(now -> remove(now, dataOwnerId, most - 1))
                    : Future.succeededFuture(Optional.empty()));
  }
}
