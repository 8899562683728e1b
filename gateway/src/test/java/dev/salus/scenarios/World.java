package dev.salus.scenarios;

import dev.salus.core.api.Caller;
import dev.salus.core.api.IdentityService;
import dev.salus.core.api.Services;
import dev.salus.sdk.InvitationCode;
import dev.salus.sdk.Invitations;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.BusTransport;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The people of one test, new to a server that others may use too. */
public final class World implements AutoCloseable {

  private static final String PASSWORD = "Winter is coming!";

  private final ScenarioServer server;
  private final Setting setting;
  private final SecureRandom random = new SecureRandom();
  private final List<Salus> connections = new CopyOnWriteArrayList<>();
  private final List<Transport> transports = new ArrayList<>();

  World(ScenarioServer server, Setting setting) {
    this.server = server;
    this.setting = setting;
  }

  ScenarioServer server() {
    return server;
  }

  /** A healthcare professional with keys. */
  public Person hcp() {
    return person(DataOwner.Type.HCP);
  }

  /** A patient with keys. */
  public Person patient() {
    return person(DataOwner.Type.PATIENT);
  }

  /** A medical device with keys. */
  public Person device() {
    return person(DataOwner.Type.DEVICE);
  }

  /** Somebody with keys. */
  public Person person(DataOwner.Type type) {
    return person(type, options -> options);
  }

  /** Somebody with keys who connects with other options. */
  public Person person(DataOwner.Type type, UnaryOperator<SalusOptions> options) {
    Person nobody = account(type);
    return connect(nobody, KeyRing.generate(nobody.id(), Clock.systemUTC(), random), options);
  }

  /** Somebody with an account whose keys were never published. */
  public Person account(DataOwner.Type type) {
    IdentityService identity = Services.identity(server.vertx());
    JsonObject owner = new JsonObject().put("type", type.wireName());
    String ownerId = Wait.get(identity.createDataOwner(server.admin(), owner)).getString("id");
    String login = "user-" + UUID.randomUUID();
    JsonObject user =
        new JsonObject().put("login", login).put("password", PASSWORD).put("dataOwner", ownerId);
    String userId = Wait.get(identity.createUser(server.admin(), user)).getString("id");
    Caller caller = new Caller(userId, ownerId, Set.of(), null);
    KeyRing keys = KeyRing.generate(ownerId, Clock.systemUTC(), random);
    return new Person(caller, login, PASSWORD, keys, null);
  }

  /** The same user with a connection of its own and these keys. */
  public Person connect(Person person, KeyRing keys) {
    return connect(person, keys, options -> options);
  }

  /** The same user with a connection of its own, these keys and other options. */
  public Person connect(Person person, KeyRing keys, UnaryOperator<SalusOptions> options) {
    SalusOptions plain =
        SalusOptions.of(transport(person.caller(), person.login(), person.password()))
            .withKeyRing(keys);
    Salus salus = Wait.get(open(options.apply(plain)));
    return new Person(person.caller(), person.login(), person.password(), keys, salus);
  }

  /** A connection with these options; closed with the scenario. */
  Future<Salus> open(SalusOptions options) {
    return Salus.connect(server.vertx(), options).onSuccess(connections::add);
  }

  /** Whoever accepts an invitation, with keys of their own. */
  Person invited(InvitationCode code) {
    KeyRing keys = KeyRing.generate(code.dataOwner(), Clock.systemUTC(), random);
    Person accepted = accept(code, keys);
    return connect(accepted, keys);
  }

  /** The user that accepting an invitation makes, not yet connected. */
  Person accept(InvitationCode code, KeyRing keys) {
    String login = "user-" + UUID.randomUUID();
    AtomicReference<String> user = new AtomicReference<>();
    Wait.get(
        Invitations.accept(
            (token, body) ->
                send(token, body).onSuccess(answer -> user.set(answer.getString("id"))),
            code,
            login,
            PASSWORD,
            keys));
    Caller caller = new Caller(user.get(), code.dataOwner(), Set.of(), null);
    return new Person(caller, login, PASSWORD, keys, null);
  }

  private Future<JsonObject> send(String token, JsonObject body) {
    return switch (setting.wire()) {
      case HTTP -> HttpTransport.acceptInvitation(server.vertx(), server.address(), token, body);
      case BUS -> BusTransport.acceptInvitation(server.vertx(), token, body);
    };
  }

  /** An administrator, without keys. */
  Person administrator() {
    String login = ScenarioServer.ADMIN_LOGIN;
    return new Person(server.admin(), login, ScenarioServer.ADMIN_PASSWORD, null, admin());
  }

  /** An administrator's connection, without keys. */
  Salus admin() {
    Transport transport =
        transport(server.admin(), ScenarioServer.ADMIN_LOGIN, ScenarioServer.ADMIN_PASSWORD);
    Salus salus = Wait.get(Salus.connect(server.vertx(), SalusOptions.of(transport)));
    connections.add(salus);
    return salus;
  }

  /** A transport of the kind that the scenario runs on; closed with the scenario. */
  public Transport transport(Person person) {
    Transport transport = transport(person.caller(), person.login(), person.password());
    transports.add(transport);
    return transport;
  }

  private Transport transport(Caller caller, String login, String password) {
    return switch (setting.wire()) {
      case HTTP -> new HttpTransport(server.vertx(), server.address(), login, password);
      case BUS -> new BusTransport(server.vertx(), caller);
    };
  }

  @Override
  public void close() {
    connections.forEach(salus -> Wait.get(salus.close()));
    transports.forEach(transport -> Wait.get(transport.close()));
  }
}
