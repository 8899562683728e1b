package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import dev.salus.api.Caller;
import dev.salus.app.boundaries.needles.Needle;
import dev.salus.app.scenarios.stage.Premises;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.sdk.KeySource;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.User;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server in another process, which everybody comes to over HTTP, the administrator too. It
 * remembers what the people have that the server must not have.
 */
final class OutsidePremises implements Premises {

  private final Vertx vertx;
  private final URI address;
  private final Salus admin;
  private final Caller adminAsCaller;
  private final Tap tap = new Tap();
  private final Queue<KeyRing> rings = new ConcurrentLinkedQueue<>();
  private final Queue<Needle> secrets = new ConcurrentLinkedQueue<>();

  OutsidePremises(Vertx vertx, URI address) {
    this.vertx = vertx;
    this.address = address;
    Transport transport = http(ScenarioServer.ADMIN_LOGIN, ScenarioServer.ADMIN_PASSWORD);
    this.admin = await(Salus.connect(vertx, SalusOptions.of(transport)));
    String user = await(admin.userApi().getLoggedUser()).id();
    this.adminAsCaller = new Caller(user, null, Set.of(Caller.ADMIN), null);
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public Caller admin() {
    return adminAsCaller;
  }

  @Override
  public Caller account(DataOwner.Type type, String login, String password) {
    DataOwner owner = await(admin.dataOwnerApi().createDataOwner(type, null));
    User user = await(admin.userApi().createUser(login, password, List.of(), owner.id()));
    return new Caller(user.id(), owner.id(), Set.of(), null);
  }

  @Override
  public Transport transport(Caller caller, String login, String password) {
    return tap.on(http(login, password));
  }

  private Transport http(String login, String password) {
    return new HttpTransport(vertx, address, login, password);
  }

  @Override
  public Future<JsonObject> acceptInvitation(JsonObject body) {
    return HttpTransport.acceptInvitation(vertx, address, body);
  }

  @Override
  public SalusOptions watching(SalusOptions options) {
    if (options.keys() instanceof KeySource.Given given) {
      rings.add(given.keyRing());
    }
    return options.keys() instanceof KeySource.Kept kept
        ? options.withKeyStore(new WatchedKeyStore(kept.store(), rings::add), kept.firstUse())
        : options;
  }

  @Override
  public void usesSecret(String name, byte[] secret) {
    secrets.add(Needle.bytes(name, secret));
  }

  /** Secrets that are neither in a key ring nor in what is stored. */
  List<Needle> otherSecrets() {
    return List.copyOf(secrets);
  }

  /** All secrets of all people, and what they wrote. */
  KeyHarvest harvest() {
    KeyHarvest harvest = new KeyHarvest(rings);
    for (Tap.Kept kept : List.of(tap.sent(), tap.answered())) {
      kept.records().forEach(harvest::take);
    }
    for (Tap.Kept kept : List.of(tap.sent(), tap.answered())) {
      harvest.take(kept.entities());
    }
    tap.sent().notarySets().forEach(harvest::takeNotarySet);
    return harvest;
  }

  /** What passed by on its way to the server, or from it. */
  Tap tap() {
    return tap;
  }

  /** Logs the administrator out. */
  void leave() {
    await(admin.close());
  }
}
