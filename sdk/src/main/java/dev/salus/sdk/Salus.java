package dev.salus.sdk;

import dev.salus.core.api.Invalid;
import dev.salus.core.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;

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

  private Salus(Client client) {
    this.client = client;
    this.users = new UserApi(client);
    this.dataOwners = new DataOwnerApi(client);
    this.dataSamples = new DataSampleApi(client);
    this.healthcareElements = new HealthcareElementApi(client);
    this.patients = new PatientApi(client, dataSamples.engine(), healthcareElements.engine());
  }

  /**
   * Connects as the transport's user. With a key ring, its cards are published if the server does
   * not list them yet; keys are never made here.
   *
   * <p>Fails with {@link Invalid} if the key ring is not that of the user's data owner, and with
   * what the transport fails with if the user cannot log in.
   */
  public static Future<Salus> connect(Vertx vertx, SalusOptions options) {
    Client client = new Client(vertx, options);
    return client
        .transport()
        .me()
        .map(user -> requireOwner(user, client))
        .compose(user -> publishCards(client))
        .map(published -> new Salus(client));
  }

  private static JsonObject requireOwner(JsonObject user, Client client) {
    if (client.hasKeys()
        && !client.keyed().owner().equals(Answers.optionalText(user, "dataOwner"))) {
      throw new Invalid("keyRing", "the key ring is not that of the user's data owner");
    }
    return user;
  }

  private static Future<Void> publishCards(Client client) {
    if (!client.hasKeys()) {
      return Future.succeededFuture();
    }
    KeyRing keyRing = client.keyed().keyRing();
    return client
        .transport()
        .cards(keyRing.owner())
        .compose(answer -> publishMissing(client, keyRing, answer));
  }

  private static Future<Void> publishMissing(Client client, KeyRing keyRing, JsonObject answer) {
    Set<String> listed =
        Answers.items(answer).stream()
            .map(card -> Answers.text(card, "keyId"))
            .collect(Collectors.toSet());
    Future<Void> published = Future.succeededFuture();
    for (OwnerKey key : keyRing.keys()) {
      if (!listed.contains(key.keyId())) {
        KeyCard card = key.card();
        published =
            published
                .compose(done -> client.transport().publishCard(keyRing.owner(), card.toJson()))
                .mapEmpty();
      }
    }
    return published;
  }

  /** The logged-in user, automatic sharing, and the administration of users. */
  public UserApi userApi() {
    return users;
  }

  /** The directory of data owners, and whose key is whose. */
  public DataOwnerApi dataOwnerApi() {
    return dataOwners;
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
   * Logs out and frees the connections; idempotent, never fails. The key ring stays as it is: it is
   * the application's.
   */
  public Future<Void> close() {
    return client.transport().close();
  }
}
