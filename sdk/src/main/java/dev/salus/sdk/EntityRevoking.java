package dev.salus.sdk;

import dev.salus.core.api.Unavailable;
import dev.salus.core.protocol.DelegationGraph.Held;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.Rekey;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Taking access back from entities of one kind (protocol §5, §8). */
final class EntityRevoking<T> {

  private final Client client;
  private final ModelType<T> type;
  private final EntityModels<T> models;
  private final EntityReads<T> reads;

  EntityRevoking(Client client, ModelType<T> type, EntityModels<T> models, EntityReads<T> reads) {
    this.client = client;
    this.type = type;
    this.models = models;
    this.reads = reads;
  }

  /**
   * Locks a data owner out with a new key.
   *
   * @param allowDropping whether delegates who cannot be wrapped for are locked out too; else they
   *     fail the call
   */
  Future<AccessRevoked<T>> revoke(T model, String dataOwnerId, boolean allowDropping) {
    return current(model)
        .compose(stored -> revoke(stored, new HashSet<>(Set.of(dataOwnerId)), allowDropping));
  }

  /** Removes every delegation to a data owner; empty if the caller has left by that. */
  Future<Optional<T>> remove(T model, String dataOwnerId) {
    return current(model).compose(stored -> remove(stored, dataOwnerId));
  }

  private Future<OpenedEntity> current(T model) {
    return Future.succeededFuture(model)
        .map(models::storedId)
        .compose(reads::open)
        .map(stored -> models.requireCurrent(model, stored));
  }

  private Future<AccessRevoked<T>> revoke(
      OpenedEntity stored, Set<String> going, boolean allowDropping) {
    Rekey rekey = Rekey.of(stored, going);
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
    Client.Keyed keyed = client.keyed();
    return keyed.rekeyer().isParty(held.grant(), held.delegation())
        ? keyed.exchanges().opened(exchangeId)
        : keyed.exchanges().forWrapping(held.delegation().delegate());
  }

  private Future<AccessRevoked<T>> sealOrDrop(
      Rekey rekey,
      Map<String, Future<OpenedExchange>> asked,
      Set<String> going,
      boolean allowDropping) {
    Set<String> cannot = new HashSet<>();
    for (Held held : rekey.valid().values()) {
      Future<OpenedExchange> exchange = asked.get(held.exchangeId());
      if (exchange != null && exchange.failed()) {
        if (!allowDropping || exchange.cause() instanceof Unavailable) {
          return Future.failedFuture(exchange.cause());
        }
        cannot.add(held.delegation().delegate());
      }
    }
    if (!cannot.isEmpty()) {
      Set<String> more = new HashSet<>(going);
      more.addAll(cannot);
      return revoke(rekey.opened(), more, true);
    }
    Map<String, OpenedExchange> wrapping =
        asked.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().result()));
    return client
        .vertx()
        .executeBlocking(() -> client.keyed().rekeyer().seal(rekey, wrapping), false)
        .compose(next -> send(rekey, next));
  }

  private Future<AccessRevoked<T>> send(Rekey rekey, OpenedEntity sealed) {
    JsonObject body =
        new JsonObject().put("rev", sealed.entity().rev()).put("entity", sealed.entity().toJson());
    return client
        .transport()
        .rekey(type.type(), sealed.entity().header().id(), body)
        .map(answer -> sealed.withRev(Answers.text(answer, "rev")))
        .map(
            stored -> {
              client.keyed().reader().written(stored);
              return new AccessRevoked<>(models.model(stored), rekey.going(), rekey.alsoLost());
            });
  }

  private Future<Optional<T>> remove(OpenedEntity stored, String dataOwnerId) {
    List<Held> held = stored.graph().heldBy(dataOwnerId);
    if (held.isEmpty()) {
      return Future.succeededFuture(Optional.of(models.model(stored)));
    }
    String id = stored.entity().header().id();
    return client
        .transport()
        .removeDelegation(
            type.type(), id, held.get(0).exchangeId(), String.valueOf(stored.entity().rev()))
        .compose(
            answer ->
                answer == null
                    ? Future.succeededFuture(Optional.empty())
                    : reads.open(id).compose(left -> remove(left, dataOwnerId)));
  }
}
