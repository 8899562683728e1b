package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.api.Caller;
import dev.salus.protocol.Base64Url;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The people of one test, new to a server that others may use too. */
public final class World implements AutoCloseable {

  private static final String PASSWORD = "correct horse battery staple";

  private final Premises premises;
  private final SecureRandom random = new SecureRandom();
  private final List<Salus> connections = new CopyOnWriteArrayList<>();
  private final List<Transport> transports = new ArrayList<>();

  public World(Premises premises) {
    this.premises = premises;
  }

  /** Of the clients. */
  public Vertx vertx() {
    return premises.vertx();
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
    String login = "user-" + UUID.randomUUID();
    Caller caller = premises.account(type, login, PASSWORD);
    KeyRing keys = KeyRing.generate(caller.dataOwner(), Clock.systemUTC(), random);
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
    Salus salus = await(open(options.apply(plain)));
    return new Person(person.caller(), person.login(), person.password(), keys, salus);
  }

  /** A connection with these options; closed with the scenario. */
  public Future<Salus> open(SalusOptions options) {
    return Salus.connect(premises.vertx(), premises.watching(options)).onSuccess(connections::add);
  }

  /** The text of a recovery key, which from now on nobody but its owner may see. */
  public String written(RecoveryKey key) {
    premises.usesSecret("a recovery key", key.secret().revealBytes());
    return key.reveal();
  }

  /** Whoever accepts an invitation, with keys of their own. */
  public Person invited(InvitationCode code) {
    KeyRing keys = KeyRing.generate(code.dataOwner(), Clock.systemUTC(), random);
    Person accepted = accept(code, keys);
    return connect(accepted, keys);
  }

  /** The user that accepting an invitation makes, not yet connected. */
  public Person accept(InvitationCode code, KeyRing keys) {
    premises.usesSecret("the secret of an invitation", secretOf(code));
    String login = "user-" + UUID.randomUUID();
    AtomicReference<String> user = new AtomicReference<>();
    await(
        Invitations.accept(
            body ->
                premises
                    .acceptInvitation(body)
                    .onSuccess(answer -> user.set(answer.getString("id"))),
            code,
            login,
            PASSWORD,
            keys));
    Caller caller = new Caller(user.get(), code.dataOwner(), Set.of(), null);
    return new Person(caller, login, PASSWORD, keys, null);
  }

  /** The second of the three parts, which the server does not know. */
  private static byte[] secretOf(InvitationCode code) {
    byte[] parts = Base64Url.decode(code.reveal(), "code");
    return Arrays.copyOfRange(parts, parts.length / 3, 2 * parts.length / 3);
  }

  /** An administrator, without keys. */
  public Person administrator() {
    String login = ScenarioServer.ADMIN_LOGIN;
    return new Person(premises.admin(), login, ScenarioServer.ADMIN_PASSWORD, null, admin());
  }

  /** An administrator's connection, without keys. */
  public Salus admin() {
    Transport transport =
        transport(premises.admin(), ScenarioServer.ADMIN_LOGIN, ScenarioServer.ADMIN_PASSWORD);
    Salus salus = await(Salus.connect(premises.vertx(), SalusOptions.of(transport)));
    connections.add(salus);
    return salus;
  }

  /** A transport of the kind that the scenario runs on; closed with the scenario. */
  public Transport transport(Person person) {
    Transport transport = transport(person.caller(), person.login(), person.password());
    transports.add(transport);
    return transport;
  }

  /** What can be asked of the server over such a transport. */
  public ServerApi api(Person person) {
    return new ServerApi(transport(person));
  }

  private Transport transport(Caller caller, String login, String password) {
    return premises.transport(caller, login, password);
  }

  @Override
  public void close() {
    connections.forEach(salus -> await(salus.close()));
    transports.forEach(transport -> await(transport.close()));
  }
}
