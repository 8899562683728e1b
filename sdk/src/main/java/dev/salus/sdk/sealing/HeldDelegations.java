package dev.salus.sdk.sealing;

import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.DelegationGraph.Held;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a reader holds of an entity. */
final class HeldDelegations {

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
            .sorted(
                Comparator.comparing((Held held) -> !held.grant().by().equals(author))
                    .thenComparing(held -> held.grant().grantedAt())
                    .thenComparing(Held::exchangeId))
            .map(this::withExchanges)
            .toList();
    return Future.all(found).map(all -> found.stream().map(Future::result).toList());
  }

  private Future<HeldDelegation> withExchanges(Held held) {
    return find(held.exchangeId()).compose(own -> withWrapping(held, own));
  }

  private Future<HeldDelegation> withWrapping(Held held, Optional<OpenedExchange> own) {
    String other = held.delegation().wrapExchange();
    if (held.delegation().wrapped() == null) {
      return Future.succeededFuture(new HeldDelegation(held, own.orElse(null), null));
    }
    if (other == null) {
      return Future.succeededFuture(new HeldDelegation(held, own.orElse(null), own.orElse(null)));
    }
    return find(other)
        .map(wrapping -> new HeldDelegation(held, own.orElse(null), wrapping.orElse(null)));
  }

  private Future<Optional<OpenedExchange>> find(String exchangeId) {
    return exchanges
        .opened(exchangeId)
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof NotFound
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }
}
