package dev.salus.core.entities;

import dev.salus.api.Addresses;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.Services;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.StoreErrors;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;

/**
 * Answers {@link EntityService} at {@link Addresses#ENTITIES}. Keeps no state of its own: any
 * number of instances may be deployed on one store, on one node or several.
 */
public final class EntitiesVerticle extends VerticleBase {

  private final DocumentStore store;
  private final Clock clock;
  private final FairWorkers workers;

  /**
   * @param store has the {@link #collections()}; not closed by this verticle
   * @param clock by which dates that clients sign are judged
   * @param workers decide on writes; one for the process, closed after the verticles
   */
  public EntitiesVerticle(DocumentStore store, Clock clock, FairWorkers workers) {
    this.store = store;
    this.clock = clock;
    this.workers = workers;
  }

  /** The collections that the store must have. */
  public static List<CollectionSpec> collections() {
    return EntityDocument.collections();
  }

  /** Binds the service to its address. */
  @Override
  public Future<?> start() {
    EntityEvents events = EntityEvents.of(vertx);
    CryptoService crypto = Services.crypto(vertx);
    DeletionTraces traces = new DeletionTraces(store, clock);
    EntityService service =
        new StoreBackedEntityService(
            new EntityQueries(store),
            new ContentWrites(workers, store, clock, crypto, Services.identity(vertx), events),
            new AccessChanges(workers, store, clock, crypto, events),
            new EntityDeletion(workers, store, traces, events),
            new PastChanges(
                store,
                new ConcernedDocuments(store, traces),
                new StoredChanges(vertx, traces),
                clock));
    return Services.bind(
            vertx, EntityService.class, Addresses.ENTITIES, service, StoreErrors::toApi)
        .completion();
  }
}
