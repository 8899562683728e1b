package dev.salus.app.keys;

import dev.salus.app.server.SalusServer;
import dev.salus.core.SalusSettings;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.token.SigningKey;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server for people who use the command line. */
public final class KeysServer implements AutoCloseable {

  private static final String ADMIN = "admin";

  /** Of the user {@code admin}. */
  public static final String ADMIN_PASSWORD = "correct horse battery staple";

  private final Vertx vertx = Vertx.vertx();
  private final SalusServer server;
  private final Salus admin;

  /** A server that has started, on a free port. */
  public KeysServer() throws TimeoutException {
    this(SalusServer.Settings.defaults());
  }

  /** One that keeps its data in this directory. */
  public static KeysServer on(Path data) throws TimeoutException {
    JsonObject directory = new JsonObject().put("directory", data.toString());
    return new KeysServer(SalusServer.Settings.defaults().on("sqlite", directory));
  }

  private KeysServer(SalusServer.Settings store) throws TimeoutException {
    SalusServer.Settings settings =
        store
            .with(
                SalusSettings.defaults().withPasswords(PasswordHashing.DEFAULT.withCosts(64, 1, 1)))
            .with(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));
    server = get(SalusServer.start(vertx, settings, SigningKey.generate(new SecureRandom())));
    get(server.ensureAdmin(ADMIN, ADMIN_PASSWORD));
    admin = get(Salus.connect(vertx, SalusOptions.of(transport(ADMIN, ADMIN_PASSWORD))));
  }

  /** Somebody with an account and no keys, at a machine of their own. */
  public Machine person(Path directory) throws TimeoutException {
    return person(directory, "password of " + UUID.randomUUID());
  }

  /** Somebody who has keys. */
  public Machine personWithKeys(Path directory) throws TimeoutException {
    Machine person = person(directory);
    person.typesFirst(List.of("init"), "yes").succeeds();
    return person;
  }

  /** Somebody with this password. */
  public Machine person(Path directory, String password) throws TimeoutException {
    String login = "user-" + UUID.randomUUID();
    DataOwner owner = get(admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, login));
    get(admin.userApi().createUser(login, password, List.of(), owner.id()));
    return new Machine(address(), owner.id(), login, password, directory.resolve(login));
  }

  /** Changes somebody's password, as they do on another device. */
  void changePassword(Machine person, String password) throws TimeoutException {
    HttpTransport transport = transport(person.login(), person.password());
    Salus other = get(Salus.connect(vertx, SalusOptions.of(transport)));
    get(other.userApi().changePassword(person.password(), password));
    get(other.close());
  }

  /** Where it is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** On which it runs. */
  public Vertx vertx() {
    return vertx;
  }

  /** Reaches it as a user. */
  public HttpTransport transport(String login, String password) {
    return new HttpTransport(vertx, address(), login, password);
  }

  static <T> T get(Future<T> future) throws TimeoutException {
    return future.await(180, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    get(admin.close());
    get(server.close());
    get(vertx.close());
  }
}
