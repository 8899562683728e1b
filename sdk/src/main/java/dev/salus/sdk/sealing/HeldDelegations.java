package dev.salus.sdk.sealing;

import dev.salus.api.NotFound;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a reader holds of an entity. */
final class HeldDelegations {

  /** How many given delegations that open are tried. */
  private static final int ENOUGH = 8;

  private final String reader;
  private final ExchangeBook exchanges;

  HeldDelegations(String reader, ExchangeBook exchanges) {
    this.reader = reader;
    this.exchanges = exchanges;
  }

  /**
   * The delegations that give the reader content or a link: the author's first, then the oldest.
   * Any delegate can give one, so this order is that of how far they are to be believed.
   */
  Future<List<HeldDelegation>> of(VerifiedEntity verified) {
    String author = verified.entity().header().author();
    List<Future<HeldDelegation>> found =
        verified.graph().heldBy(reader).stream()
            .filter(held -> held.delegation().isVisible())
            .sorted(mostCredible(author))
            .map(this::withExchanges)
            .toList();
    return Future.all(found).map(all -> found.stream().map(Future::result).toList());
  }

  /** Those by the author first, then the oldest. */
  static Comparator<Held> mostCredible(String author) {
    return Comparator.comparing((Held held) -> !held.grant().by().equals(author))
        .thenComparing(held -> held.grant().grantedAt())
        .thenComparing(Held::exchangeId);
  }

  /**
   * The delegations that the reader gave to others and can open, the oldest first; one who lost its
   * keys opens by them what it shared. A few are enough, since it made them itself.
   */
  Future<List<HeldDelegation>> given(VerifiedEntity verified) {
    Deque<Held> left = new ArrayDeque<>();
    verified.graph().valid().values().stream()
        .filter(held -> held.grant().by().equals(reader))
        .filter(held -> !held.delegation().delegate().equals(reader))
        .filter(held -> held.delegation().isVisible())
        .sorted(
            Comparator.comparing((Held held) -> held.grant().grantedAt())
                .thenComparing(Held::exchangeId))
        .forEach(left::add);
    Promise<List<HeldDelegation>> promise = Promise.promise();
    nextGiven(left, new ArrayList<>(), promise);
    return promise.future();
  }

  /** One after the other: each that is closed costs a call, and there may be many. */
  private void nextGiven(
      Deque<Held> left, List<HeldDelegation> open, Promise<List<HeldDelegation>> promise) {
    Held next = open.size() < ENOUGH ? left.poll() : null;
    if (next == null) {
      promise.complete(open);
      return;
    }
    withExchanges(next)
        .onFailure(promise::fail)
        .onSuccess(
            found -> {
              if (found.hasKey() || found.own() != null) {
                open.add(found);
              }
              nextGiven(left, open, promise);
            });
  }

  private Future<HeldDelegation> withExchanges(Held held) {
    return find(held.exchangeId()).compose(own -> withWrapping(held, own));
  }

  private Future<HeldDelegation> withWrapping(Held held, Found own) {
    String other = held.delegation().wrapExchange();
    if (held.delegation().wrapped() == null) {
      return Future.succeededFuture(new HeldDelegation(held, own.exchange(), null, null));
    }
    Future<Found> wrapping = other == null ? Future.succeededFuture(own) : find(other);
    return wrapping.map(
        found -> new HeldDelegation(held, own.exchange(), found.exchange(), found.untrusted()));
  }

  /** An exchange, or whose key keeps it closed if that is why there is none. */
  private record Found(@Nullable OpenedExchange exchange, @Nullable UntrustedKey untrusted) {}

  private Future<Found> find(String exchangeId) {
    return exchanges
        .opened(exchangeId)
        .map(exchange -> new Found(exchange, null))
        .recover(HeldDelegations::closed);
  }

  private static Future<Found> closed(Throwable failure) {
    if (failure instanceof UntrustedKey untrusted) {
      return Future.succeededFuture(new Found(null, untrusted));
    }
    return failure instanceof NotFound
        ? Future.succeededFuture(new Found(null, null))
        : Future.failedFuture(failure);
  }
}
