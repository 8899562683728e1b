package dev.salus.core.testkit;

import static dev.salus.testing.Await.await;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.Session;
import dev.salus.api.SharingService;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A server with two instances of each verticle on an embedded store, called over the bus. */
public final class RunningSalus implements AutoCloseable {

  /** Hashes that take no time. */
  public static final PasswordHashing CHEAP = new PasswordHashing(64, 1, 1, 2, 256);

  public static final String PASSWORD = "correct horse battery";
  public static final Caller ADMIN =
      new Caller(UUID.randomUUID().toString(), null, Set.of(Caller.ADMIN), null);

  private final Vertx vertx = Vertx.vertx();
  private final MovableClock clock = new MovableClock();
  private final DocumentStore store;
  private final SalusHost host;

  private RunningSalus(
      UnaryOperator<SalusSettings> settings, UnaryOperator<DocumentStore> storeWrapper) {
    this.store =
        storeWrapper.apply(
            await(
                DocumentStores.provider("memory")
                    .open(vertx, new JsonObject(), SalusHost.collections())));
    SalusSettings usual = SalusSettings.defaults().withPasswords(CHEAP).withClock(clock);
    this.host = await(SalusHost.start(vertx, store, settings.apply(usual)));
  }

  public static RunningSalus start() {
    return new RunningSalus(UnaryOperator.identity(), UnaryOperator.identity());
  }

  public static RunningSalus with(UnaryOperator<SalusSettings> settings) {
    return new RunningSalus(settings, UnaryOperator.identity());
  }

  public static RunningSalus on(UnaryOperator<DocumentStore> storeWrapper) {
    return new RunningSalus(UnaryOperator.identity(), storeWrapper);
  }

  public Vertx vertx() {
    return vertx;
  }

  public MovableClock clock() {
    return clock;
  }

  public long now() {
    return clock.millis();
  }

  public DocumentStore store() {
    return store;
  }

  public SalusHost host() {
    return host;
  }

  public IdentityService identity() {
    return Services.identity(vertx);
  }

  public CryptoService crypto() {
    return Services.crypto(vertx);
  }

  public EntityService entities() {
    return Services.entities(vertx);
  }

  public SharingService sharing() {
    return Services.sharing(vertx);
  }

  /** The id of a new data owner. */
  public String dataOwner(String type) {
    return await(identity().createDataOwner(ADMIN, new JsonObject().put("type", type)))
        .getString("id");
  }

  /** The caller that a new data owner's user would be. */
  public Caller ownerCaller() {
    return Caller.ofDataOwner(UUID.randomUUID().toString(), dataOwner("hcp"));
  }

  /** A new user with {@link #PASSWORD}. */
  public JsonObject user(String login) {
    return await(identity().createUser(ADMIN, credentials(login)));
  }

  public JsonObject credentials(String login) {
    return new JsonObject().put("login", login).put("password", PASSWORD);
  }

  public Session logIn(String login) {
    return await(identity().login(credentials(login), "10.0.0.1"));
  }

  /** A new card of the caller's data owner, published. */
  public TestKey publish(Caller caller) {
    TestKey key = new TestKey(caller.requireDataOwner(), now());
    await(crypto().publishCard(caller, key.owner(), key.json()));
    return key;
  }

  @Override
  public void close() {
    await(host.close());
    await(vertx.close());
  }
}
