package dev.salus.core.entities;

import dev.salus.api.Addresses;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.Quota;
import dev.salus.api.Services;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.quota.ByteUsage;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.storeaccess.StoreErrors;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link EntityService} at {@link Addresses#ENTITIES}. Any number of instances may be
 * deployed on one store, on one node or several: of its own an instance only has what it has
 * counted ahead of its authors' quotas.
 */
public final class EntitiesVerticle extends VerticleBase {

  /** What was counted ahead for an author of whom nothing was heard for so long is given back. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final DocumentStore store;
  private final Clock clock;
  private final FairWorkers workers;
  private @Nullable ByteUsage usage;

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
    ByteUsage bytes = usage(crypto);
    AuthorsRoom room = new AuthorsRoom(bytes);
    ReadMemory memory = ReadMemory.of(vertx);
    usage = bytes;
    vertx.setPeriodic(IDLE.toMillis(), timer -> bytes.giveBackIdle());
    EntityService service =
        new StoreBackedEntityService(
            new EntityQueries(store, memory),
            new ContentWrites(
                workers, store, memory, clock, crypto, Services.identity(vertx), room, events),
            new AccessChanges(workers, store, memory, clock, crypto, room, events),
            new EntityDeletion(workers, store, memory, traces, room, events),
            new PastChanges(
                store,
                memory,
                new ConcernedDocuments(store, traces),
                new StoredChanges(vertx, traces),
                clock));
    return Services.bind(
            vertx, EntityService.class, Addresses.ENTITIES, service, StoreErrors::toApi)
        .completion();
  }

  private ByteUsage usage(CryptoService crypto) {
    return new ByteUsage(
        store,
        EntityDocument.USAGE.name(),
        clock,
        author ->
            new Usage.Limit(
                Quota.ENTITY_BYTES, () -> crypto.quota(author, Quota.ENTITY_BYTES.wireName())),
        author -> AuthoredBytes.of(vertx, store, ReadMemory.of(vertx), author),
        ByteUsage.STEP);
  }

  /** Gives back what it has counted ahead. */
  @Override
  public Future<?> stop() {
    return usage == null ? Future.succeededFuture() : usage.close();
  }
}
