package dev.salus.sdk.entity;

import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.RekeyPlan;
import dev.salus.sdk.sharing.ExchangeBook;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the caller itself opens an entity through. After access was given back (protocol §9.3) that
 * is what it gave to a counterpart, and taking it from the counterpart would shut the caller out.
 */
final class OwnAccess {

  private final ExchangeBook exchanges;

  OwnAccess(ExchangeBook exchanges) {
    this.exchanges = exchanges;
  }

  /**
   * The entity, if the caller still opens it once nobody but these has access any more; fails with
   * {@link Forbidden} if not.
   */
  Future<OpenedEntity> requireLeft(OpenedEntity stored, String dataOwnerId) {
    List<String> going = stored.graph().heldBy(dataOwnerId).stream().map(Held::exchangeId).toList();
    Collection<Held> left =
        stored.graph().withGrants(stored.graph().without(going)).valid().values();
    return anyOpens(keys(left))
        .compose(key -> key ? secretIsLeft(stored.link(), left) : Future.succeededFuture(false))
        .map(
            open -> {
              if (!open) {
                throw new Forbidden(
                    "you open this entity through the access that is to be removed: revoke it,"
                        + " which makes a new key, or copy the entity without that data owner");
              }
              return stored;
            });
  }

  /**
   * Whether the caller, if it knows the patient's link secret, still opens it after a re-key, which
   * renews no link.
   */
  Future<Boolean> secretIsLeft(RekeyPlan rekey) {
    return secretIsLeft(rekey.link(), rekey.valid().values());
  }

  private Future<Boolean> secretIsLeft(LinkFields link, Collection<Held> left) {
    return link.secret() == null
        ? Future.succeededFuture(true)
        : anyOpens(exchanges(left, held -> held.delegation().link() != null, Held::exchangeId));
  }

  private Deque<String> keys(Collection<Held> left) {
    return exchanges(left, held -> held.delegation().wrapped() != null, OwnAccess::wrappedUnder);
  }

  private static String wrappedUnder(Held held) {
    Delegation delegation = held.delegation();
    return delegation.wrapExchange() == null ? held.exchangeId() : delegation.wrapExchange();
  }

  /** The exchanges of what the caller holds, then of what it gave. */
  private Deque<String> exchanges(
      Collection<Held> left, Predicate<Held> useful, Function<Held, String> exchange) {
    String caller = exchanges.owner();
    Stream<Held> own =
        left.stream()
            .filter(useful)
            .filter(
                held ->
                    held.delegation().delegate().equals(caller) || held.grant().by().equals(caller))
            .sorted(
                Comparator.comparing((Held held) -> !held.delegation().delegate().equals(caller)));
    return new ArrayDeque<>(own.map(exchange).toList());
  }

  /** One after the other; the first is open, and known, unless keys were lost. */
  private Future<Boolean> anyOpens(Deque<String> ids) {
    String next = ids.poll();
    return next == null
        ? Future.succeededFuture(false)
        : opens(next).compose(open -> open ? Future.succeededFuture(true) : anyOpens(ids));
  }

  private Future<Boolean> opens(String exchangeId) {
    return exchanges
        .opened(exchangeId)
        .map(true)
        .recover(
            failure ->
                failure instanceof NotFound || failure instanceof UntrustedKey
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }
}
