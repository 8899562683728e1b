package dev.salus.core.crypto;

import dev.salus.api.event.CardsChanged;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who have exchange records with a data owner, to be told of a card that nobody vouches for.
 */
final class Counterparts {

  private static final Logger LOG = LoggerFactory.getLogger(Counterparts.class);
  private static final int AT_ONCE = 20;

  private final DocumentStore store;
  private final Consumer<CardsChanged> events;

  /**
   * @param events is told once for each page of exchange records
   */
  Counterparts(DocumentStore store, Consumer<CardsChanged> events) {
    this.store = store;
    this.events = events;
  }

  /** Has them told; whoever published the card does not wait for it. */
  void tell(String owner, String keyId) {
    tell(owner, keyId, Query.of(CryptoCollections.BY_PARTY, AT_ONCE, owner))
        .onFailure(
            failure ->
                LOG.warn(
                    "not all counterparts of data owner {} could be told of its new card: {}",
                    owner,
                    failure.getClass().getSimpleName()));
  }

  private Future<Void> tell(String owner, String keyId, Query query) {
    return store
        .query(CryptoCollections.EXCHANGES, query)
        .compose(
            page -> {
              events.accept(new CardsChanged(owner, keyId, others(owner, page)));
              return page.next() == null
                  ? Future.succeededFuture()
                  : tell(owner, keyId, query.after(page.next()));
            });
  }

  private static List<String> others(String owner, Page page) {
    return page.items().stream()
        .flatMap(document -> document.body().getJsonArray("parties").stream())
        .map(String.class::cast)
        .filter(party -> !party.equals(owner))
        .distinct()
        .toList();
  }
}
