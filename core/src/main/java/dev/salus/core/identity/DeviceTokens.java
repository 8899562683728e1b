package dev.salus.core.identity;

import dev.salus.core.identity.password.KeyedHash;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Device tokens: what a client gets at a log-in, keeps, and shows at the next one, so that it is
 * not held up by what others do with its login (threat T25). A token says that this login worked on
 * this device, until when, and nothing else; without the password it opens nothing.
 *
 * <p>It is the time when it ends (8 bytes), the device's id (16) and an HMAC-SHA-256 of both and
 * the login (32), in base64url. The key is random and kept in the store, so that tokens hold after
 * a restart and at every instance. Whoever reads it there reads the hashes of passwords too, and
 * need not guess at log-ins.
 *
 * <p>For one event loop.
 */
final class DeviceTokens {

  /** How long a token is good; each log-in gives a new one. */
  static final Duration LIFE = Duration.ofDays(90);

  private static final String KEY_DOCUMENT = "device-tokens";
  private static final int ID_BYTES = 16;
  private static final int BYTES = Long.BYTES + ID_BYTES + KeyedHash.BYTES;
  private static final int TEXT_LENGTH = 75;

  private final DocumentStore store;
  private final Clock clock;
  private final SecureRandom random;
  private @Nullable Future<byte[]> key;

  DeviceTokens(DocumentStore store, Clock clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /** A token of this login, for this device or a new one. */
  Future<String> issue(LoginName login, @Nullable String device) {
    byte[] id = device == null ? bytes(ID_BYTES) : Base64Url.decode(device, "device");
    long expiresAt = clock.millis() + LIFE.toMillis();
    return key()
        .map(
            secret ->
                Base64Url.encode(
                    ByteBuffer.allocate(BYTES)
                        .putLong(expiresAt)
                        .put(id)
                        .put(hash(secret, login, expiresAt, id))
                        .array()));
  }

  /** The device that a token is good for with this login; empty for any other text. */
  Future<Optional<String>> deviceOf(String token, LoginName login) {
    return decoded(token)
        .map(bytes -> key().map(secret -> device(bytes, login, secret)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private static Optional<ByteBuffer> decoded(String token) {
    try {
      return token.length() == TEXT_LENGTH
          ? Optional.of(ByteBuffer.wrap(Base64Url.decode(token, "deviceToken")))
          : Optional.empty();
    } catch (ProtocolViolation e) {
      return Optional.empty();
    }
  }

  private Optional<String> device(ByteBuffer token, LoginName login, byte[] secret) {
    long expiresAt = token.getLong();
    byte[] id = new byte[ID_BYTES];
    byte[] hash = new byte[KeyedHash.BYTES];
    token.get(id).get(hash);
    return MessageDigest.isEqual(hash, hash(secret, login, expiresAt, id))
            && expiresAt > clock.millis()
        ? Optional.of(Base64Url.encode(id))
        : Optional.empty();
  }

  private static byte[] hash(byte[] secret, LoginName login, long expiresAt, byte[] id) {
    return KeyedHash.of(
        secret, Pae.encode("salus/v1/device-token", login.claimId(), expiresAt, id));
  }

  /** Read once; made by whoever is first to need it. */
  private Future<byte[]> key() {
    Future<byte[]> known = key;
    if (known == null || known.failed()) {
      known =
          readKey().compose(found -> found.map(Future::succeededFuture).orElseGet(this::makeKey));
      key = known;
    }
    return known;
  }

  private Future<Optional<byte[]>> readKey() {
    return store
        .get(IdentityCollections.KEYS, KEY_DOCUMENT)
        .map(
            found ->
                found.map(document -> Base64Url.decode(document.body().getString("key"), "key")));
  }

  private Future<byte[]> makeKey() {
    byte[] made = bytes(KeyedHash.BYTES);
    return store
        .put(
            IdentityCollections.KEYS,
            Document.create(KEY_DOCUMENT, new JsonObject().put("key", Base64Url.encode(made))))
        .map(made)
        .recover(
            failure ->
                failure instanceof RevisionConflict
                    ? readKey().map(Optional::orElseThrow)
                    : Future.failedFuture(failure));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
