package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.Adler32;

/** Makes the vectors of recovery keys and of the copies of a key ring that they open (§9.2). */
final class RecoveryVectors {

  private static final byte[] KEY = Fixed.bytes("recovery key", 32);

  private RecoveryVectors() {}

  static JsonObject make() {
    String text = RecoveryKey.of(Fixed.secret("recovery key", 32)).reveal();
    return new JsonObject()
        .put("section", "9.2")
        .put("keys", new JsonArray().add(key(KEY)).add(key(new byte[32])))
        .put("mistyped", mistyped(text))
        .put(
            "boxes",
            new JsonArray().add(box(UnaryOperator.identity())).add(box(RecoveryVectors::stored)))
        .put("refused", refused());
  }

  private static JsonObject key(byte[] raw) {
    RecoveryKey key = RecoveryKey.of(Secret.of(raw));
    String text = key.reveal();
    return new JsonObject()
        .put("key", hex(raw))
        .put("text", text)
        .put(
            "typed",
            new JsonArray(
                List.of(
                    text.toLowerCase(Locale.ROOT),
                    text.replace("-", ""),
                    text.replace("-", " ").replace('0', 'o').replace('1', 'l'),
                    " " + text.replace("-", " - ").replace('0', 'O').replace('1', 'I') + "\n")))
        .put("recoveryId", key.id());
  }

  private static JsonArray mistyped(String text) {
    String first = text.charAt(0) == '7' ? "8" : "7";
    return new JsonArray(
        List.of(
            first + text.substring(1),
            text.substring(0, text.length() - 1),
            text + "0",
            text.substring(5) + "-" + text.substring(0, 4),
            text.replaceFirst("-", "U"),
            ""));
  }

  private static JsonObject box(UnaryOperator<byte[]> form) {
    byte[] json = KeyVectors.keyRing().getJsonObject("keyRing").toBuffer().getBytes();
    byte[] plaintext = form.apply(json);
    return new JsonObject()
        .put("key", hex(KEY))
        .put("owner", Fixed.ALICE)
        .put("aad", hex(Pae.encode("salus/v1/recovery", Fixed.ALICE, id())))
        .put("plaintext", hex(plaintext))
        .put("keyRing", new JsonObject(new String(json, StandardCharsets.UTF_8)))
        .put("box", sealed(plaintext, Fixed.ALICE));
  }

  private static String id() {
    return RecoveryKey.of(Fixed.secret("recovery key", 32)).id();
  }

  private static String sealed(byte[] plaintext, String owner) {
    AeadBox box = new AeadBox(Fixed.random(Fixed.bytes("recovery nonce", 12)));
    RecoveryKey key = RecoveryKey.of(Fixed.secret("recovery key", 32));
    return Base64Url.encode(key.seal(box, plaintext, owner));
  }

  private static JsonArray refused() {
    byte[] ring = KeyVectors.keyRing().getJsonObject("keyRing").toBuffer().getBytes();
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    return new JsonArray()
        .add(
            refused(
                "another key", hex(new byte[32]), Fixed.ALICE, sealed(stored(ring), Fixed.ALICE)))
        .add(refused("another owner", hex(KEY), Fixed.BOB, sealed(stored(ring), Fixed.ALICE)))
        .add(refused("another owner's ring", hex(KEY), Fixed.BOB, sealed(stored(ring), Fixed.BOB)))
        .add(refused("neither form", hex(KEY), Fixed.ALICE, sealed(spaced(ring), Fixed.ALICE)))
        .add(refused("no key ring", hex(KEY), Fixed.ALICE, sealed(stored(empty), Fixed.ALICE)))
        .add(refused("too short for a box", hex(KEY), Fixed.ALICE, "AAAA"));
  }

  private static JsonObject refused(String name, String key, String owner, String box) {
    return new JsonObject().put("name", name).put("key", key).put("owner", owner).put("box", box);
  }

  /** JSON that does not begin with a brace. */
  private static byte[] spaced(byte[] json) {
    return (" " + new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /** zlib (RFC 1950) of one stored block (RFC 1951): the same with every implementation. */
  private static byte[] stored(byte[] bytes) {
    Adler32 checksum = new Adler32();
    checksum.update(bytes);
    ByteBuffer out = ByteBuffer.allocate(2 + 5 + bytes.length + 4);
    out.put((byte) 0x78).put((byte) 0x01).put((byte) 1).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) bytes.length).putShort((short) ~bytes.length).put(bytes);
    return out.order(ByteOrder.BIG_ENDIAN).putInt((int) checksum.getValue()).array();
  }
}
