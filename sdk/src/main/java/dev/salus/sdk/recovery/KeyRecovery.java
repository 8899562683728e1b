package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.Answers;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.RestoredTrust;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps copies of a key ring on the server under a recovery key, and gets them back. */
public final class KeyRecovery {

  private final Client client;

  KeyRecovery(Client client) {
    this.client = client;
  }

  /**
   * The key ring that a recovery key opens, for a connection that has no keys yet. Fails with
   * {@link RecoveryRefused}.
   *
   * @param owner the data owner of the transport's user
   */
  public static Future<KeyRing> fetch(
      Vertx vertx, ServerApi server, String owner, RecoveryKey key, SecureRandom random) {
    return server
        .recovery(key.id())
        .recover(KeyRecovery::unknown)
        .compose(answer -> vertx.executeBlocking(() -> open(answer, owner, key, random), false));
  }

  private static Future<JsonObject> unknown(Throwable failure) {
    return Future.failedFuture(
        failure instanceof NotFound ? new RecoveryRefused(Reason.UNKNOWN) : failure);
  }

  private static KeyRing open(
      JsonObject answer, String owner, RecoveryKey key, SecureRandom random) {
    String box = Answers.optionalText(answer, "box");
    if (box == null) {
      throw new RecoveryRefused(Reason.BROKEN);
    }
    return RingSnapshot.open(box, owner, key, new AeadBox(random));
  }

  /**
   * Keeps the key ring as it is now under this key.
   *
   * @param expiresAt milliseconds since the epoch, from when on it is good for nothing and can be
   *     read once before; null for one that stays until it is deleted
   */
  Future<Void> keep(RecoveryKey key, @Nullable Long expiresAt) {
    KeyRing keyRing = client.keyed().keyRing();
    AeadBox box = new AeadBox(client.settings().random());
    return client
        .vertx()
        .executeBlocking(() -> RingSnapshot.seal(keyRing, key, box), false)
        .map(boxed -> new JsonObject().put("box", boxed))
        .map(body -> expiresAt == null ? body : body.put("expiresAt", expiresAt).put("once", true))
        .compose(body -> client.server().putRecovery(key.id(), body))
        .mapEmpty();
  }

  /** The key ring of this connection's owner that a recovery key opens. */
  public Future<KeyRing> fetch(RecoveryKey key) {
    return fetch(
        client.vertx(), client.server(), client.keyed().owner(), key, client.settings().random());
  }

  /**
   * Adds all that a restored ring knows to the one of this connection, and takes in which of its
   * keys were retired since. Cards that are new here are vouched for with a restored key that is
   * not.
   */
  Future<Void> takeOver(KeyRing copy) {
    Client.Keyed keyed = client.keyed();
    List<OwnerKey> fresh =
        keyed.keyRing().keys().stream().filter(key -> copy.key(key.keyId()).isEmpty()).toList();
    keyed.keyRing().addKeysAndSeen(copy);
    RestoredTrust.takeOver(copy, keyed.keyRing(), client.settings().clock().millis());
    keyed.cards().forgetLists();
    return keyed
        .saver()
        .save()
        .compose(saved -> keyed.cards().refreshed(keyed.owner()))
        .compose(cards -> vouchFor(fresh, copy.keys(), cards))
        .eventually(
            () -> {
              keyed.cards().forgetLists();
              return keyed.saver().save();
            });
  }

  private Future<Void> vouchFor(List<OwnerKey> fresh, List<OwnerKey> restored, TrustedCards cards) {
    Optional<OwnerKey> voucher =
        restored.stream().filter(key -> cards.isLive(key.keyId())).reduce((a, b) -> b);
    Future<Void> done = Future.succeededFuture();
    for (OwnerKey key : fresh) {
      if (voucher.isPresent() && cards.isLive(key.keyId())) {
        done = done.compose(before -> vouchFor(key.card(), voucher.get()));
      }
    }
    return done;
  }

  private Future<Void> vouchFor(KeyCard card, OwnerKey voucher) {
    return client
        .server()
        .endorse(card.owner(), card.keyId(), voucher.endorse(card).toJson())
        .mapEmpty();
  }
}
