package dev.salus.core.identity;

import dev.salus.api.Addresses;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.event.AccountChanged;
import dev.salus.core.storeaccess.StoreErrors;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Answers for {@link IdentityService} on the event bus. */
public final class IdentityVerticle extends VerticleBase {

  private final DocumentStore store;
  private final IdentityEnvironment environment;

  /**
   * @param store has the {@link #collections()}; stays open when the verticle stops
   * @param environment one for all instances of the verticle in this process
   */
  public IdentityVerticle(DocumentStore store, IdentityEnvironment environment) {
    this.store = store;
    this.environment = environment;
  }

  /** The collections that the store must have. */
  public static List<CollectionSpec> collections() {
    return IdentityCollections.ALL;
  }

  /** Binds the service; completes when it can be called. */
  @Override
  public Future<?> start() {
    IdentityService service =
        new StoreBackedIdentityService(vertx, store, environment, this::accountChanged);
    return Services.bind(
            vertx, IdentityService.class, Addresses.IDENTITY, service, StoreErrors::toApi)
        .completion();
  }

  private void accountChanged(AccountChanged event) {
    vertx.eventBus().publish(Addresses.ACCOUNT_EVENTS, event.toJson());
  }
}
