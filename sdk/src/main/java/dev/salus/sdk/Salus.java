package dev.salus.sdk;

import dev.salus.sdk.account.DataOwnerApi;
import dev.salus.sdk.account.UserApi;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.device.DeviceApi;
import dev.salus.sdk.device.OwnCards;
import dev.salus.sdk.entity.DataSampleApi;
import dev.salus.sdk.entity.HealthcareElementApi;
import dev.salus.sdk.entity.PatientApi;
import dev.salus.sdk.recovery.AccessBackApi;
import dev.salus.sdk.recovery.NotaryApi;
import dev.salus.sdk.recovery.RecoveryApi;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * A data owner's connection to Salus: the entry to everything else.
 *
 * <p>Contents are encrypted before they leave this process and decrypted after they arrive, with
 * keys that the server never has; whatever the server answers is checked. Thread-safe; futures
 * complete on the caller's Vert.x context.
 */
public final class Salus {

  private final Client client;
  private final UserApi users;
  private final DataOwnerApi dataOwners;
  private final PatientApi patients;
  private final DataSampleApi dataSamples;
  private final HealthcareElementApi healthcareElements;
  private final RecoveryApi recovery;
  private final NotaryApi notaries;
  private final DeviceApi devices;
  private final AccessBackApi accessBack;

  private Salus(Client client) {
    this.client = client;
    this.users = new UserApi(client);
    this.dataOwners = new DataOwnerApi(client);
    this.recovery = new RecoveryApi(client);
    this.notaries = new NotaryApi(client);
    this.devices = new DeviceApi(client);
    this.accessBack = new AccessBackApi(client);
    this.dataSamples = new DataSampleApi(client);
    this.healthcareElements = new HealthcareElementApi(client);
    this.patients = new PatientApi(client, dataSamples.engine(), healthcareElements.engine());
  }

  /**
   * Connects as the transport's user. Cards of the key ring that the server does not list yet are
   * published, and a newer one is vouched for by an older one. Keys are made only if the
   * application decides so ({@link FirstUse}), and kept before anything is published of them.
   *
   * <p>Fails with {@link dev.salus.api.Invalid} if the key ring is not that of the user's data
   * owner, with {@link dev.salus.sdk.error.NoKeyRing} if the key store has none and nothing was
   * decided, with {@link dev.salus.sdk.error.KeysExist} if first keys were to be made for somebody
   * who has some, with what the key store fails with, and with what the transport fails with if the
   * user cannot log in.
   */
  public static Future<Salus> connect(Vertx vertx, SalusOptions options) {
    return new ServerApi(options.transport())
        .me()
        .compose(user -> OpenedKeys.open(vertx, options, user))
        .compose(
            keys ->
                ready(
                    new Client(vertx, options.clientSettings(), keys.map(OpenedKeys::ring)), keys));
  }

  private static Future<Salus> ready(Client client, Optional<OpenedKeys> keys) {
    Salus salus = new Salus(client);
    return new OwnCards(client)
        .publishMissing()
        .compose(published -> salus.goOn(keys.flatMap(OpenedKeys::firstUse)))
        .recover(failure -> client.closeKeys().transform(closed -> Future.failedFuture(failure)))
        .map(salus);
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
    return client.closeKeys().eventually(() -> client.server().close());
  }
}
