package dev.salus.sdk.vectors;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** What stands in for randomness in the vectors: bytes derived from a label, the same each time. */
final class Fixed {

  static final long CREATED = 1_700_000_000_000L;
  static final String ALICE = "11111111-1111-4111-8111-111111111111";
  static final String BOB = "22222222-2222-4222-8222-222222222222";
  static final String CAROL = "33333333-3333-4333-8333-333333333333";

  private Fixed() {}

  /** SHA-256 of label and block number, one block after the other. */
  static byte[] bytes(String label, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0, block = 0; at < length; at += 32, block++) {
      byte[] digest =
          Digests.sha256(("test vector " + label + " " + block).getBytes(StandardCharsets.UTF_8));
      System.arraycopy(digest, 0, bytes, at, Math.min(32, length - at));
    }
    return bytes;
  }

  static Secret secret(String label, int length) {
    return Secret.of(bytes(label, length));
  }

  static OwnerKey key(String owner, String label) {
    return key(owner, label, CREATED);
  }

  static OwnerKey key(String owner, String label, long createdAt) {
    return OwnerKey.of(
        owner, secret(label + " kem seed", 32), secret(label + " sign seed", 32), createdAt);
  }

  /** A key ring of one key that has decided this; a pin is of a data owner. */
  static JsonObject ring(OwnerKey key, JsonObject pins) {
    JsonObject own =
        new JsonObject()
            .put("keyId", key.keyId())
            .put("kemSeed", Base64Url.encode(key.kemSeed().revealBytes()))
            .put("signSeed", Base64Url.encode(key.signSeed().revealBytes()))
            .put("createdAt", key.createdAt());
    return new JsonObject()
        .put("v", 1)
        .put("owner", key.owner())
        .put("keys", new JsonArray().add(own))
        .put("pins", pins)
        .put("policyVersion", 0)
        .put("seen", new JsonObject());
  }

  /** A decision about a card; {@code until} is null where there is none. */
  static JsonObject pin(OwnerKey card, String how, long at, Long until) {
    JsonObject pin = new JsonObject().put("keyId", card.keyId()).put("how", how).put("at", at);
    return until == null ? pin : pin.put("until", until);
  }

  static JsonObject seeds(OwnerKey key) {
    return new JsonObject()
        .put("owner", key.owner())
        .put("kemSeed", VectorFiles.hex(key.kemSeed().revealBytes()))
        .put("signSeed", VectorFiles.hex(key.signSeed().revealBytes()))
        .put("createdAt", key.createdAt());
  }

  /** A source that gives these bytes, once, and nothing more. */
  static SecureRandom random(byte[] bytes) {
    return new Scripted(bytes);
  }

  private static final class Scripted extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;
    private int at;

    Scripted(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] out) {
      if (at + out.length > bytes.length) {
        throw new IllegalStateException("no more bytes in the script");
      }
      System.arraycopy(bytes, at, out, 0, out.length);
      at += out.length;
    }
  }
}
