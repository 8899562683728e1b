package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Makes the boxes, wraps and seals that must not open, each with its class of failure. */
final class RefusedBoxes {

  private static final String ID = EntityVectors.SAMPLE_ID;
  private static final String EXCHANGE = "44444444-4444-4444-8444-444444444444";
  private static final byte[] HASH = Fixed.bytes("grant signature hash", 32);
  private static final Secret K = Fixed.secret("entity key", 32);
  private static final Secret WRAP_KEY = Fixed.secret("wrap key", 32);

  private RefusedBoxes() {}

  static JsonObject make() {
    return new JsonObject()
        .put("section", "0, 3, 4, 5")
        .put("boxes", boxes())
        .put("contents", contents())
        .put("wraps", wraps())
        .put("links", links())
        .put("exchanges", exchanges())
        .put("signatures", signatures());
  }

  private static byte[] box(Secret key, byte[] plaintext, byte[] aad) {
    return new AeadBox(Fixed.random(Fixed.bytes("refused nonce", 12))).seal(key, plaintext, aad);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static JsonArray boxes() {
    byte[] aad = Pae.encode("salus/v1/example");
    byte[] box = box(K, Fixed.bytes("plaintext", 20), aad);
    byte[] otherKey = Fixed.bytes("another key", 32);
    return new JsonArray()
        .add(box("a changed nonce", K.revealBytes(), flipped(box, 0), aad))
        .add(box("a changed ciphertext", K.revealBytes(), flipped(box, 12), aad))
        .add(box("a changed tag", K.revealBytes(), flipped(box, box.length - 1), aad))
        .add(box("a byte less", K.revealBytes(), Arrays.copyOf(box, box.length - 1), aad))
        .add(box("a byte more", K.revealBytes(), Arrays.copyOf(box, box.length + 1), aad))
        .add(box("shorter than nonce and tag", K.revealBytes(), Arrays.copyOf(box, 27), aad))
        .add(box("nothing", K.revealBytes(), new byte[0], aad))
        .add(box("other additional data", K.revealBytes(), box, Pae.encode("salus/v1/other")))
        .add(box("another key", otherKey, box, aad));
  }

  private static JsonObject box(String name, byte[] key, byte[] box, byte[] aad) {
    return new JsonObject()
        .put("name", name)
        .put("kind", Kind.OPEN.name())
        .put("key", hex(key))
        .put("box", hex(box))
        .put("aad", hex(aad));
  }

  private static JsonArray contents() {
    String own = EntityKey.of(1, K).commitment();
    String other = EntityKey.of(1, Fixed.secret("another key", 32)).commitment();
    byte[] json = "{\"comment\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    return new JsonArray()
        .add(content("a key that was not committed to", Kind.COMMITMENT, other, ID, json))
        .add(content("another entity's content", Kind.OPEN, own, EntityVectors.PATIENT_ID, json))
        .add(content("nothing", Kind.CONTENT, own, ID, new byte[0]))
        .add(content("padding alone", Kind.CONTENT, own, ID, utf8("    ")))
        .add(content("an array", Kind.CONTENT, own, ID, utf8("[]")))
        .add(content("two objects", Kind.CONTENT, own, ID, utf8("{} {}")))
        .add(content("half an object", Kind.CONTENT, own, ID, utf8("{\"comment\":")))
        .add(content("padding with zeros", Kind.CONTENT, own, ID, utf8("{}\0\0")))
        .add(content("a name twice", Kind.CONTENT, own, ID, utf8("{\"a\":1,\"a\":2}")))
        .add(content("not UTF-8", Kind.CONTENT, own, ID, in("{\"a\":\"é\"}", "ISO-8859-1")))
        .add(content("UTF-16", Kind.CONTENT, own, ID, in("{\"a\":1}", "UTF-16BE")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] in(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }

  private static JsonObject content(
      String name, Kind kind, String commitment, String boxedFor, byte[] plaintext) {
    byte[] aad = Pae.encode("salus/v1/content", "DataSample", boxedFor, 1);
    return new JsonObject()
        .put("name", name)
        .put("kind", kind.name())
        .put("k", hex(K.revealBytes()))
        .put("type", "DataSample")
        .put("id", ID)
        .put("keyGeneration", 1)
        .put("keyCommitment", commitment)
        .put("content", Base64Url.encode(box(K, plaintext, aad)));
  }

  private static JsonArray wraps() {
    JsonObject valid =
        new JsonObject()
            .put("key", Base64Url.encode(K.revealBytes()))
            .put("generation", 1)
            .put("version", 1);
    return new JsonArray()
        .add(wrap("another exchange", Kind.OPEN, valid, Fixed.ALICE, 1))
        .add(wrap("another generation outside", Kind.OPEN, valid, EXCHANGE, 2))
        .add(wrap("another generation inside", valid.copy().put("generation", 2)))
        .add(wrap("a short key", valid.copy().put("key", "AAAA")))
        .add(wrap("a field more", valid.copy().put("foo", 1)))
        .add(wrap("a field less", new JsonObject().put("key", valid.getString("key"))))
        .add(wrap("a fraction", valid.copy().put("version", 1.5)));
  }

  private static JsonObject wrap(String name, JsonObject inside) {
    return wrap(name, Kind.CONTENT, inside, EXCHANGE, 1);
  }

  private static JsonObject wrap(
      String name, Kind kind, JsonObject inside, String boxedFor, long generation) {
    byte[] aad = Pae.encode("salus/v1/wrap", "DataSample", ID, boxedFor, generation, HASH);
    return wrapped(name, kind, aad, inside, "wrapped").put("keyGeneration", 1);
  }

  private static JsonArray links() {
    JsonObject patient = new JsonObject().put("patient", EntityVectors.PATIENT_ID);
    return new JsonArray()
        .add(link("another exchange", Kind.OPEN, patient, Fixed.ALICE))
        .add(link("no UUID", Kind.CONTENT, new JsonObject().put("patient", "p"), EXCHANGE))
        .add(link("a short secret", Kind.CONTENT, new JsonObject().put("secret", "AA"), EXCHANGE))
        .add(link("a field more", Kind.CONTENT, patient.copy().put("foo", 1), EXCHANGE));
  }

  private static JsonObject link(String name, Kind kind, JsonObject inside, String boxedFor) {
    byte[] aad = Pae.encode("salus/v1/wrap-link", "DataSample", ID, boxedFor, HASH);
    return wrapped(name, kind, aad, inside, "link");
  }

  private static JsonObject wrapped(
      String name, Kind kind, byte[] aad, JsonObject inside, String field) {
    return new JsonObject()
        .put("name", name)
        .put("kind", kind.name())
        .put("wrapKey", hex(WRAP_KEY.revealBytes()))
        .put("type", "DataSample")
        .put("id", ID)
        .put("exchangeId", EXCHANGE)
        .put("grantSignatureHash", hex(HASH))
        .put(field, Base64Url.encode(box(WRAP_KEY, utf8(inside.encode()), aad)));
  }

  private static JsonArray exchanges() {
    OwnerKey bob = Fixed.key(Fixed.BOB, "bob");
    JsonObject wire =
        VectorFiles.objects(KeyVectors.exchanges(), "cases")
            .findFirst()
            .orElseThrow()
            .getJsonObject("record");
    ExchangeRecord record = ExchangeRecord.parse(wire);
    String entry = record.sealed().get(bob.keyId());
    byte[] raw = Base64Url.decode(entry, "sealed");
    JsonObject other = wire.copy().put("delegator", Fixed.CAROL);
    ExchangeKey another = ExchangeKey.of(EXCHANGE, Fixed.secret("another exchange key", 32));
    String sealedAnother =
        another.sealTo(
            bob.card(), Fixed.ALICE, Fixed.BOB, Fixed.random(Fixed.bytes("encapsulation", 64)));
    JsonArray cases =
        new JsonArray()
            .add(exchange("another delegator", Kind.OPEN, other, bob))
            .add(exchange("no entry", Kind.OPEN, wire, Fixed.key(Fixed.CAROL, "carol")))
            .add(
                exchange(
                    "another key inside",
                    Kind.COMMITMENT,
                    record.withSealed(bob.keyId(), sealedAnother, null).toJson(),
                    bob));
    for (int at : List.of(0, 1087, 1088, 1119, 1120, raw.length - 1)) {
      String changed = Base64Url.encode(flipped(raw, at));
      cases.add(
          exchange(
              "a change at byte " + at,
              Kind.OPEN,
              record.withSealed(bob.keyId(), changed, null).toJson(),
              bob));
    }
    return cases;
  }

  private static JsonObject exchange(String name, Kind kind, JsonObject record, OwnerKey key) {
    return new JsonObject()
        .put("name", name)
        .put("kind", kind.name())
        .put("key", Fixed.seeds(key))
        .put("record", record);
  }

  private static JsonArray signatures() {
    OwnerKey alice = Fixed.key(Fixed.ALICE, "alice");
    byte[] message = Pae.encode("salus/v1/example", "message");
    byte[] good = Base64Url.decode(alice.sign(message), "signature");
    return new JsonArray()
        .add(signature("another message", alice, Pae.encode("salus/v1/example"), good))
        .add(signature("another key", Fixed.key(Fixed.BOB, "bob"), message, good))
        .add(signature("a change in R", alice, message, flipped(good, 0)))
        .add(signature("a change in S", alice, message, flipped(good, 32)))
        .add(signature("S plus the group order", alice, message, plusOrder(good)))
        .add(signature("all zero", alice, message, new byte[64]));
  }

  /** The same signature with S + L for S, which a careless verifier takes too (RFC 8032 §8.4). */
  private static byte[] plusOrder(byte[] signature) {
    byte[] order =
        HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] sum = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (signature[32 + i] & 0xff) + (order[i] & 0xff);
      sum[32 + i] = (byte) carry;
      carry >>= Byte.SIZE;
    }
    return sum;
  }

  private static JsonObject signature(String name, OwnerKey by, byte[] message, byte[] signature) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "SIGNATURE")
        .put("sign", by.card().sign())
        .put("message", hex(message))
        .put("signature", Base64Url.encode(signature));
  }
}
