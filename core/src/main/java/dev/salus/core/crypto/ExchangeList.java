package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.FieldReader;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Lists exchange records that the caller is a party to, newest first, from an index whose key
 * begins with the caller: nothing is ever filtered out.
 */
final class ExchangeList {

  private final DocumentStore store;
  private final ReadMemory memory;

  ExchangeList(DocumentStore store, ReadMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  /**
   * A page of records.
   *
   * @param query {@code {delegator?, delegate?, limit?, cursor?}}; a pair that the caller is not in
   *     has no records
   */
  Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    String delegator = in.optionalUuid("delegator");
    String delegate = in.optionalUuid("delegate");
    PageRequest page = PageRequest.read(in);
    in.end();
    Query indexed = query(caller.requireDataOwner(), delegator, delegate, page);
    return indexed == null
        ? Future.succeededFuture(new JsonObject().put("items", new JsonArray()))
        : ListPages.inTurns(
            memory,
            caller.requireDataOwner(),
            store,
            CryptoCollections.EXCHANGES,
            indexed.newestFirst(),
            ExchangeDocument::shown);
  }

  private static @Nullable Query query(
      String self, @Nullable String delegator, @Nullable String delegate, PageRequest page) {
    if (delegator == null && delegate == null) {
      return page.of(CryptoCollections.BY_PARTY, self);
    }
    if (delegate == null && self.equals(delegator)) {
      return page.of(CryptoCollections.BY_DELEGATOR, self);
    }
    if (delegator == null && self.equals(delegate)) {
      return page.of(CryptoCollections.BY_DELEGATE, self);
    }
    String from = delegator == null ? self : delegator;
    String to = delegate == null ? self : delegate;
    return self.equals(from) || self.equals(to)
        ? page.of(CryptoCollections.BY_PAIR, from, to)
        : null;
  }
}
