package dev.salus.core.crypto;

import dev.salus.api.Addresses;
import dev.salus.api.CryptoService;
import dev.salus.api.Services;
import dev.salus.api.event.CardsChanged;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.StoreErrors;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;

/** Answers for {@link CryptoService} on the event bus. */
public final class CryptoVerticle extends VerticleBase {

  private final DocumentStore store;
  private final Clock clock;
  private final CardCache cache;
  private final FairWorkers workers;

  /**
   * @param store has the {@link #collections()}; stays open when the verticle stops
   * @param clock the server's clock
   * @param cache one for all instances of the verticle in this process
   * @param workers check what is asked for; one for the process, closed after the verticles
   */
  public CryptoVerticle(DocumentStore store, Clock clock, CardCache cache, FairWorkers workers) {
    this.store = store;
    this.clock = clock;
    this.cache = cache;
    this.workers = workers;
  }

  /** The collections that the store must have. */
  public static List<CollectionSpec> collections() {
    return CryptoCollections.ALL;
  }

  /** Binds the service; completes when it can be called. */
  @Override
  public Future<?> start() {
    CryptoService service =
        new StoreBackedCryptoService(
            vertx, workers, store, Services.identity(vertx), clock, cache, this::cardsChanged);
    Future<Void> listening =
        vertx
            .eventBus()
            .<JsonObject>consumer(
                Addresses.CARD_EVENTS,
                event -> cache.invalidate(CardsChanged.fromJson(event.body()).owner()))
            .completion();
    return listening.compose(
        ready ->
            Services.bind(vertx, CryptoService.class, Addresses.CRYPTO, service, StoreErrors::toApi)
                .completion());
  }

  private void cardsChanged(CardsChanged change) {
    cache.invalidate(change.owner());
    vertx.eventBus().publish(Addresses.CARD_EVENTS, change.toJson());
  }
}
