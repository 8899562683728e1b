package dev.salus.sdk.recovery;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Getting keys back that were lost, and handing them to another device (protocol §9.2): the server
 * keeps a copy of the key ring that only a recovery key opens. A copy is the ring of that moment:
 * after a new key it is to be made again ({@link KeptRecovery#current}).
 *
 * <p>Everything here fails with {@link dev.salus.api.Forbidden} on a connection without keys.
 */
public final class RecoveryApi {

  /** How long a hand-over lasts where nothing else is said. */
  public static final Duration HAND_OVER = Duration.ofMinutes(5);

  private final ServerApi server;
  private final KeyCopies copies;
  private final Clock clock;
  private final SecureRandom random;
  private final NeedsKeys<OwnerKeys> keys;

  /** The copies of the keys of this connection's data owner. */
  public RecoveryApi(
      ServerApi server,
      KeyCopies copies,
      Clock clock,
      SecureRandom random,
      NeedsKeys<OwnerKeys> keys) {
    this.server = server;
    this.copies = copies;
    this.clock = clock;
    this.random = random;
    this.keys = keys;
  }

  /**
   * Keeps a copy of the key ring and makes the key that opens it. Fails with {@link
   * dev.salus.api.QuotaExceeded} if there are as many already as there may be.
   *
   * @return the key, to be written down ({@link RecoveryKey#reveal}) and shown to nobody; it is
   *     kept nowhere
   */
  public Future<RecoveryKey> makeRecoveryKey() {
    return make(() -> null);
  }

  /**
   * Keeps a copy of the key ring that a key opens which is on paper already: one that nobody has
   * when this fails, or never gets here, is no way back that looks like one.
   *
   * @param key a new one ({@link RecoveryKey#generate})
   */
  public Future<Void> keepUnder(RecoveryKey key) {
    return keys.get().compose(own -> copies.keep(own.ring(), key, null));
  }

  /** {@link #makeHandOver(Duration)} for five minutes. */
  public Future<RecoveryKey> makeHandOver() {
    return makeHandOver(HAND_OVER);
  }

  /**
   * Keeps a copy of the key ring for another device of the same data owner: it can be read once,
   * and only for so long by the server's clock.
   *
   * @param life a second at least
   * @return the key, to be typed in on the other device
   */
  public Future<RecoveryKey> makeHandOver(Duration life) {
    if (life.toMillis() < 1_000) {
      return Future.failedFuture(new Invalid("life", "a hand-over lasts a second at least"));
    }
    return make(() -> clock.millis() + life.toMillis());
  }

  private Future<RecoveryKey> make(Supplier<Long> expiresAt) {
    return keys.get()
        .compose(
            own -> {
              RecoveryKey key = RecoveryKey.generate(random);
              return copies.keep(own.ring(), key, expiresAt.get()).map(key);
            });
  }

  /**
   * The copies of the caller's key ring that the server keeps, the oldest first: those that
   * recovery keys open, and those that notaries open ({@link AppointedNotaries#recoveryId}).
   */
  public Future<List<KeptRecovery>> list() {
    return keys.get()
        .compose(
            own ->
                AllPages.of(server::recoveries, new JsonObject())
                    .map(items -> kept(items, own.ring())));
  }

  private static List<KeptRecovery> kept(List<JsonObject> items, KeyRing keyRing) {
    long newestKey = keyRing.current().createdAt();
    return items.stream().map(item -> kept(item, newestKey)).toList();
  }

  private static KeptRecovery kept(JsonObject item, long newestKey) {
    long createdAt = date(item, "createdAt");
    return new KeptRecovery(
        ServerAnswers.text(item, "recoveryId"),
        createdAt,
        item.containsKey("expiresAt") ? date(item, "expiresAt") : null,
        Boolean.TRUE.equals(item.getValue("once")),
        createdAt > newestKey);
  }

  private static long date(JsonObject item, String name) {
    if (item.getValue(name) instanceof Number date) {
      return date.longValue();
    }
    throw new InternalFault("the server's answer has no " + name);
  }

  /**
   * Deletes a copy: its key opens nothing any more. Fails with {@link dev.salus.api.NotFound} if
   * the server has none.
   *
   * @param recoveryId from {@link #list}, or {@link RecoveryKey#id}
   */
  public Future<Void> delete(String recoveryId) {
    return keys.get().compose(own -> server.deleteRecovery(recoveryId));
  }

  /**
   * Adds to this connection's key ring all keys, trusted cards and memory of the copy that this key
   * opens, and completes when that is kept in the key store. What was written under the restored
   * keys opens from then on; others trust this connection's own key for the word of the restored
   * one.
   *
   * <p>Fails with {@link RecoveryRefused} if there is no copy of this key, or it is none of this
   * data owner; nothing is changed then.
   */
  public Future<Void> restore(RecoveryKey key) {
    return keys.get()
        .compose(
            own -> copies.fetch(own.owner(), key).compose(new KeyTakeOver(server, own)::takeOver));
  }
}
