package dev.salus.sdk.keys;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/**
 * What a key file says (protocol §9.1): a key ring in a box, and how its key follows from a
 * passphrase.
 *
 * @param owner the data owner's id
 * @param costs of the derivation
 * @param salt base64url of 16 bytes
 * @param box base64url
 */
record KeyFile(String owner, Argon2.Costs costs, String salt, String box) {

  private static final long FORM = 1;
  private static final String KDF = "argon2id";
  private static final int LEAST_KIB = 8 * 1024;
  private static final int MOST_KIB = 1024 * 1024;
  private static final int MOST_PASSES = 10;
  private static final int MOST_LANES = 16;

  /** A ring in a box with a fresh nonce, under the key that follows from costs and salt. */
  static KeyFile seal(KeyRing ring, Secret key, Argon2.Costs costs, String salt, AeadBox boxes) {
    KeyFile empty = new KeyFile(ring.owner(), costs, salt, "");
    byte[] plaintext = ring.exportJson().toBuffer().getBytes();
    try {
      return new KeyFile(
          ring.owner(), costs, salt, Base64Url.encode(boxes.seal(key, plaintext, empty.aad())));
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /**
   * The ring in the box.
   *
   * @throws CryptoFailure if it does not open under this key
   * @throws ProtocolViolation if something else than a ring of this owner is inside
   */
  KeyRing open(Secret key, AeadBox boxes) {
    byte[] plaintext = boxes.open(key, Base64Url.decode(box, "box"), aad());
    try {
      KeyRing ring = KeyRing.importJson(StrictJson.parse(plaintext));
      if (!ring.owner().equals(owner)) {
        ring.wipe();
        throw new CryptoFailure(CryptoFailure.Kind.CONTENT);
      }
      return ring;
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** The key that follows from a passphrase. Takes as long as the costs say. */
  Secret derive(Secret passphrase) {
    return Argon2.derive(passphrase, Base64Url.decode(salt, "salt"), costs);
  }

  /**
   * Whether deriving the key is neither a way to stop this process, nor so cheap that whoever wrote
   * the file cannot have meant to keep a secret.
   */
  boolean hasUsualCosts() {
    return areUsual(costs);
  }

  /** {@link #hasUsualCosts} of a file with these. */
  static boolean areUsual(Argon2.Costs costs) {
    return costs.memoryKiB() >= LEAST_KIB
        && costs.memoryKiB() <= MOST_KIB
        && costs.passes() >= 1
        && costs.passes() <= MOST_PASSES
        && costs.lanes() >= 1
        && costs.lanes() <= MOST_LANES;
  }

  private byte[] aad() {
    return Pae.encode(
        "salus/v1/key-file",
        owner,
        Integer.toString(costs.memoryKiB()),
        Integer.toString(costs.passes()),
        Integer.toString(costs.lanes()),
        Base64Url.decode(salt, "salt"));
  }

  /**
   * What the bytes of a file say.
   *
   * @throws ProtocolViolation if they are not a key file's
   */
  static KeyFile parse(byte[] bytes) {
    FieldReader in = FieldReader.of(StrictJson.parse(bytes));
    if (in.integer("v") != FORM) {
      throw in.violation(Kind.VALUE, "v", "must be 1");
    }
    String owner = in.uuid("owner");
    if (!in.text("kdf").equals(KDF)) {
      throw in.violation(Kind.VALUE, "kdf", "must be argon2id");
    }
    Argon2.Costs costs = new Argon2.Costs(cost(in, "m"), cost(in, "t"), cost(in, "p"));
    KeyFile file =
        new KeyFile(owner, costs, in.base64("salt", Argon2.SALT_BYTES), in.base64AtLeast("box", 1));
    in.end();
    return file;
  }

  private static int cost(FieldReader in, String name) {
    long cost = in.integer(name);
    return (int) Math.min(cost, Integer.MAX_VALUE);
  }

  byte[] toBytes() {
    return new JsonObject()
        .put("v", FORM)
        .put("owner", owner)
        .put("kdf", KDF)
        .put("m", costs.memoryKiB())
        .put("t", costs.passes())
        .put("p", costs.lanes())
        .put("salt", salt)
        .put("box", box)
        .toBuffer()
        .getBytes();
  }
}
