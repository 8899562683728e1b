package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The copies of key rings that the server keeps under recovery keys (protocol §9.2). */
public final class KeyCopies {

  private final Vertx vertx;
  private final ServerApi server;
  private final AeadBox box;

  /** The copies that this server keeps. */
  public KeyCopies(Vertx vertx, ServerApi server, SecureRandom random) {
    this.vertx = vertx;
    this.server = server;
    this.box = new AeadBox(random);
  }

  /**
   * The key ring that a recovery key opens. Fails with {@link RecoveryRefused}.
   *
   * @param owner the data owner of the transport's user
   */
  public Future<KeyRing> fetch(String owner, RecoveryKey key) {
    return server
        .recovery(key.id())
        .recover(KeyCopies::unknown)
        .compose(answer -> vertx.executeBlocking(() -> open(answer, owner, key), false));
  }

  private static Future<JsonObject> unknown(Throwable failure) {
    return Future.failedFuture(
        failure instanceof NotFound ? new RecoveryRefused(Reason.UNKNOWN) : failure);
  }

  private KeyRing open(JsonObject answer, String owner, RecoveryKey key) {
    String boxed = ServerAnswers.optionalText(answer, "box");
    if (boxed == null) {
      throw new RecoveryRefused(Reason.BROKEN);
    }
    return RingSnapshot.open(boxed, owner, key, box);
  }

  /**
   * Keeps a key ring as it is now under this key.
   *
   * @param expiresAt milliseconds since the epoch, from when on it is good for nothing and can be
   *     read once before; null for one that stays until it is deleted
   */
  Future<Void> keep(KeyRing keyRing, RecoveryKey key, @Nullable Long expiresAt) {
    return vertx
        .executeBlocking(() -> RingSnapshot.seal(keyRing, key, box), false)
        .map(boxed -> new JsonObject().put("box", boxed))
        .map(body -> expiresAt == null ? body : body.put("expiresAt", expiresAt).put("once", true))
        .compose(body -> server.putRecovery(key.id(), body))
        .mapEmpty();
  }
}
