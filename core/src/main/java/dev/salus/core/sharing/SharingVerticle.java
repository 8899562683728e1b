package dev.salus.core.sharing;

import dev.salus.api.Addresses;
import dev.salus.api.CryptoService;
import dev.salus.api.Services;
import dev.salus.api.SharingService;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.storeaccess.StoreErrors;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;

/**
 * Answers {@link SharingService} at {@link Addresses#SHARING}. Keeps no state of its own: any
 * number of instances may be deployed on one store, on one node or several.
 */
public final class SharingVerticle extends VerticleBase {

  private final DocumentStore store;
  private final Clock clock;

  /**
   * @param store has the {@link #collections()}; not closed by this verticle
   * @param clock by which dates that clients sign are judged
   */
  public SharingVerticle(DocumentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The collections that the store must have. */
  public static List<CollectionSpec> collections() {
    return List.of(AutoSharePolicies.SPEC, CounterpartRequests.SPEC, CounterpartRequests.USAGE);
  }

  /** Binds the service to its address. */
  @Override
  public Future<?> start() {
    CryptoService crypto = Services.crypto(vertx);
    SharingService service =
        new StoreBackedSharingService(
            new AutoSharePolicies(store, clock, crypto),
            new CounterpartRequests(store, ReadMemory.of(vertx), clock, crypto));
    return Services.bind(
            vertx, SharingService.class, Addresses.SHARING, service, StoreErrors::toApi)
        .completion();
  }
}
