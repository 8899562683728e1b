package dev.salus.sdk;

import dev.salus.sdk.account.DataOwnerApi;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.account.UserApi;
import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.device.DeviceApi;
import dev.salus.sdk.device.DeviceTools;
import dev.salus.sdk.entity.DataSampleApi;
import dev.salus.sdk.entity.HealthcareElementApi;
import dev.salus.sdk.entity.PatientApi;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.recovery.AccessBackApi;
import dev.salus.sdk.recovery.KeyCopies;
import dev.salus.sdk.recovery.NotaryApi;
import dev.salus.sdk.recovery.RecoveryApi;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.transport.RepeatingTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.ServerClock;
import dev.salus.sdk.transport.Transport;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A data owner's connection to Salus: the entry to everything else.
 *
 * <p>Contents are encrypted before they leave this process and decrypted after they arrive, with
 * keys that the server never has; whatever the server answers is checked. Thread-safe; futures
 * complete on the caller's Vert.x context.
 */
public final class Salus {

  private final ServerApi server;
  private final NeedsKeys<KeyedParts> keyed;
  private final UserApi users;
  private final DataOwnerApi dataOwners;
  private final PatientApi patients;
  private final DataSampleApi dataSamples;
  private final HealthcareElementApi healthcareElements;
  private final RecoveryApi recovery;
  private final NotaryApi notaries;
  private final DeviceApi devices;
  private final AccessBackApi accessBack;

  /**
   * The one place where the parts of a connection are put together.
   *
   * @param own this machine's clock, where {@code with} has the one that dates what is signed
   */
  private Salus(
      Vertx vertx, SalusOptions with, Clock own, ServerApi server, NeedsKeys<KeyedParts> keyed) {
    NeedsKeys<OwnerKeys> keys = keyed.map(KeyedParts::keys);
    NeedsKeys<EntityTools> entities = keyed.map(KeyedParts::entities);
    NeedsKeys<DeviceTools> deviceTools = keyed.map(KeyedParts::devices);
    EncryptedFields published = with.encryptedFields();
    KeyCopies copies = new KeyCopies(vertx, server, with.random());
    EntityChanges changes = new EntityChanges(vertx, server, own, with.random());
    this.server = server;
    this.keyed = keyed;
    this.users = new UserApi(server, keyed.map(KeyedParts::automaticSharing), keys);
    this.dataOwners =
        new DataOwnerApi(
            server, keys, keyed.map(KeyedParts::exchanges), deviceTools.map(DeviceTools::entries));
    this.recovery = new RecoveryApi(server, copies, with.clock(), with.random(), keys);
    this.notaries = new NotaryApi(vertx, server, copies, with.clock(), with.random(), keys);
    this.devices = new DeviceApi(vertx, with.clock(), with.random(), deviceTools);
    this.accessBack = new AccessBackApi(server, keys, deviceTools.map(DeviceTools::entries));
    this.dataSamples = new DataSampleApi(vertx, server, entities, published, changes);
    this.healthcareElements = new HealthcareElementApi(vertx, server, entities, published, changes);
    this.patients =
        new PatientApi(
            vertx,
            server,
            entities,
            published,
            changes,
            new Invitations(server, with.random(), keys),
            List.of(dataSamples, healthcareElements));
  }

  /**
   * Connects as the transport's user. Cards of the key ring that the server does not list yet are
   * published, and a newer one is vouched for by an older one. Keys are made only if the
   * application decides so ({@link FirstUse}), and kept before anything is published of them.
   *
   * <p>Fails with {@link dev.salus.sdk.error.AnotherDataOwner} if the server says that the user
   * acts for another data owner than the one whose keys are at hand, and with {@link
   * dev.salus.sdk.error.UnboundAccount} if the key store has keys of others and was never told
   * whose this login uses: nothing is made, published or shared then. Fails with {@link
   * dev.salus.sdk.error.NoKeyRing} if the key store has none and nothing was decided, with {@link
   * dev.salus.sdk.error.KeysExist} if first keys were to be made for somebody who has some, with
   * what the key store fails with, and with what the transport fails with if the user cannot log
   * in.
   */
  public static Future<Salus> connect(Vertx vertx, SalusOptions options) {
    ServerClock clock = new ServerClock(options.clock());
    Transport repeating = repeating(vertx, options);
    repeating.tellDates(clock);
    SalusOptions with = options.withTransport(repeating).withClock(clock);
    return new ServerApi(repeating)
        .me()
        .compose(user -> OpenedKeys.open(vertx, with, user))
        .compose(keys -> connect(vertx, with, clock.own(), keys));
  }

  /**
   * {@link #connect} for an application that has no Vert.x: blocks until it is connected, or throws
   * what connecting fails with; nothing is left open then.
   *
   * <pre>{@code
   * try (StandaloneSalus opened =
   *     Salus.open(vertx -> SalusOptions.of(new HttpTransport(vertx, uri, login, password)))) {
   *   opened.salus().userApi().getLoggedUser().await();
   * }
   * }</pre>
   *
   * @param options makes the options with the Vert.x that the connection will have to itself
   * @throws IllegalStateException on an event loop
   */
  public static StandaloneSalus open(Function<Vertx, SalusOptions> options) {
    return StandaloneSalus.open(options);
  }

  private static Transport repeating(Vertx vertx, SalusOptions options) {
    return RepeatingTransport.around(
        vertx, options.transport(), options.repeats(), options.random());
  }

  private static Future<Salus> connect(
      Vertx vertx, SalusOptions options, Clock own, Optional<OpenedKeys> opened) {
    ServerApi server = new ServerApi(options.transport());
    Optional<KeyedParts> parts =
        opened.map(keys -> KeyedParts.of(vertx, options, own, server, keys));
    Salus salus = new Salus(vertx, options, own, server, NeedsKeys.of(parts));
    return publishMissingCards(parts)
        .compose(published -> salus.goOn(opened.flatMap(OpenedKeys::firstUse)))
        .recover(failure -> salus.closeKeys().transform(closed -> Future.failedFuture(failure)))
        .map(salus);
  }

  private static Future<Void> publishMissingCards(Optional<KeyedParts> parts) {
    return parts
        .map(keyed -> keyed.devices().cards().publishMissing())
        .orElseGet(Future::succeededFuture);
  }

  /** What a first use asks for beyond keys. */
  private Future<Void> goOn(Optional<FirstUse.Choice> firstUse) {
    FirstUse.Choice choice = firstUse.orElse(null);
    if (choice instanceof FirstUse.Choice.AskNotaries) {
      return notaries.askAll().mapEmpty();
    }
    return choice instanceof FirstUse.Choice.AskForAccess
        ? accessBack.ask().mapEmpty()
        : Future.succeededFuture();
  }

  /** The logged-in user, automatic sharing, and the administration of users. */
  public UserApi userApi() {
    return users;
  }

  /** The directory of data owners, and whose key is whose. */
  public DataOwnerApi dataOwnerApi() {
    return dataOwners;
  }

  /** The keys of the data owner's own devices. */
  public DeviceApi deviceApi() {
    return devices;
  }

  /** Copies of the keys for when they are lost, and handing them to another device. */
  public RecoveryApi recoveryApi() {
    return recovery;
  }

  /** Keys kept by people: a copy of the keys that several notaries open together. */
  public NotaryApi notaryApi() {
    return notaries;
  }

  /** Access given back after all keys were lost, to the caller or by the caller. */
  public AccessBackApi accessBackApi() {
    return accessBack;
  }

  /** Patients. */
  public PatientApi patientApi() {
    return patients;
  }

  /** Data samples. */
  public DataSampleApi dataSampleApi() {
    return dataSamples;
  }

  /** Healthcare elements. */
  public HealthcareElementApi healthcareElementApi() {
    return healthcareElements;
  }

  /**
   * Saves what is not saved yet, wipes all keys of this connection, logs out and frees the
   * connections; idempotent. What is under way fails. Fails if the key ring could not be saved; the
   * rest is done all the same.
   *
   * <p>A key ring that the application handed in is neither saved nor wiped; what was derived from
   * it is wiped.
   */
  public Future<Void> close() {
    return closeKeys().eventually(server::close);
  }

  private Future<Void> closeKeys() {
    return keyed.isThere() ? keyed.orThrow().close() : Future.succeededFuture();
  }
}
