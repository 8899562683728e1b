package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import io.vertx.core.Future;

/**
 * Deleting exchange records that a later one to the same delegate supersedes (protocol §3), by
 * their delegator alone.
 */
final class SupersededExchanges {

  private final DocumentStore store;
  private final Exchanges exchanges;
  private final PairUsage usage;

  SupersededExchanges(DocumentStore store, Exchanges exchanges, PairUsage usage) {
    this.store = store;
    this.exchanges = exchanges;
    this.usage = usage;
  }

  Future<Void> delete(Caller caller, String id) {
    return exchanges
        .visible(caller, id)
        .map(ExchangeDocument::record)
        .compose(
            record -> {
              if (!caller.actsFor(record.delegator())) {
                throw new Forbidden("only its delegator deletes an exchange record");
              }
              return requireLater(record).compose(later -> delete(record));
            });
  }

  private Future<Void> requireLater(ExchangeRecord record) {
    Query newest =
        Query.of(CryptoCollections.BY_PAIR, 1, record.delegator(), record.delegate()).newestFirst();
    return store
        .query(CryptoCollections.EXCHANGES, newest)
        .compose(
            page ->
                page.items().stream().allMatch(found -> found.id().equals(record.id()))
                    ? Future.failedFuture(
                        new Conflict("no later record from and to the same supersedes it", null))
                    : Future.succeededFuture());
  }

  private Future<Void> delete(ExchangeRecord record) {
    return OptimisticUpdate.delete(store, CryptoCollections.EXCHANGES, record.id(), found -> true)
        .compose(deleted -> usage.leave(record));
  }
}
