package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.Kdf;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Makes the vectors of §0 and of the derivations. */
final class BasicVectors {

  private BasicVectors() {}

  static JsonObject pae() {
    return new JsonObject()
        .put("section", "0")
        .put(
            "cases",
            new JsonArray()
                .add(pae("no part"))
                .add(pae("an empty part", utf8("")))
                .add(pae("two empty parts", utf8(""), utf8("")))
                .add(pae("a text", utf8("test")))
                .add(pae("not ASCII", utf8("Żółć 🩺")))
                .add(pae("raw bytes", raw("00ff80")))
                .add(pae("integers", integer(0), integer(1_700_000_000_000L)))
                .add(pae("the largest integer", integer((1L << 53) - 1)))
                .add(pae("one part", utf8("ab")))
                .add(pae("the same text in two parts", utf8("a"), utf8("b")))
                .add(pae("an encoding as a part", raw(hex(Pae.encode("a", "b"))), utf8("c"))))
        .put(
            "sorted",
            new JsonArray()
                .add(sorted())
                .add(sorted("b", "a"))
                .add(sorted("a", "aa", "B", "é", "~"))
                .add(sorted("z", "\uD83E\uDE7A", "\uFFFD")));
  }

  private static JsonObject utf8(String text) {
    return new JsonObject().put("utf8", text);
  }

  private static JsonObject raw(String hex) {
    return new JsonObject().put("hex", hex);
  }

  private static JsonObject integer(long number) {
    return new JsonObject().put("integer", number);
  }

  static Object part(JsonObject part) {
    if (part.containsKey("utf8")) {
      return part.getString("utf8");
    }
    return part.containsKey("hex")
        ? HexFormat.of().parseHex(part.getString("hex"))
        : part.getLong("integer");
  }

  private static JsonObject pae(String name, JsonObject... parts) {
    Object[] values = List.of(parts).stream().map(BasicVectors::part).toArray();
    return new JsonObject()
        .put("name", name)
        .put("parts", new JsonArray(List.of(parts)))
        .put("pae", hex(Pae.encode(values)));
  }

  private static JsonObject sorted(String... texts) {
    return new JsonObject()
        .put("texts", new JsonArray(List.of(texts)))
        .put("pae", hex(Pae.encodeSortedTexts(List.of(texts))));
  }

  static JsonObject box() {
    JsonArray cases = new JsonArray();
    for (int length : new int[] {0, 1, 16, 300}) {
      Secret key = Fixed.secret("box key " + length, 32);
      byte[] nonce = Fixed.bytes("box nonce " + length, 12);
      byte[] plaintext = Fixed.bytes("box plaintext " + length, length);
      byte[] aad = Pae.encode("salus/v1/example", length);
      cases.add(
          new JsonObject()
              .put("key", hex(key.revealBytes()))
              .put("nonce", hex(nonce))
              .put("plaintext", hex(plaintext))
              .put("aad", hex(aad))
              .put("box", hex(new AeadBox(Fixed.random(nonce)).seal(key, plaintext, aad))));
    }
    return new JsonObject().put("section", "0").put("cases", cases);
  }

  static JsonObject derivations() {
    Secret x = Fixed.secret("exchange key", 32);
    Secret k = Fixed.secret("entity key", 32);
    ExchangeKey exchange = ExchangeKey.of("44444444-4444-4444-8444-444444444444", x);
    JsonArray links = new JsonArray();
    Secret secret = Fixed.secret("link secret", PatientLinks.SECRET_BYTES);
    for (EntityType type : EntityType.values()) {
      links.add(
          new JsonObject()
              .put("secret", hex(secret.revealBytes()))
              .put("type", type.wireName())
              .put("link", PatientLinks.link(secret, type)));
    }
    return new JsonObject()
        .put("section", "0, 3, 4, 6")
        .put(
            "hkdf",
            new JsonArray()
                .add(hkdf("salus/v1/example", 16))
                .add(hkdf("salus/v1/example", 32))
                .add(hkdf("", 80)))
        .put(
            "exchangeKeys",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("x", hex(x.revealBytes()))
                        .put("commitment", exchange.commitment())
                        .put("wrapKey", hex(exchange.wrapKey().revealBytes()))))
        .put(
            "entityKeys",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("k", hex(k.revealBytes()))
                        .put("keyCommitment", EntityKey.of(1, k).commitment())))
        .put("links", links);
  }

  private static JsonObject hkdf(String info, int length) {
    byte[] ikm = Fixed.bytes("hkdf", 32);
    return new JsonObject()
        .put("ikm", hex(ikm))
        .put("info", info)
        .put("length", length)
        .put("okm", hex(Kdf.hkdf(ikm, info, length)));
  }

  /** How long the padded content of a plaintext is, from what sealing makes of it. */
  static JsonObject padding() {
    JsonArray cases = new JsonArray();
    EntityKey key = EntityKey.of(1, Fixed.secret("padding key", 32));
    for (int n :
        new int[] {2, 255, 256, 257, 264, 265, 1000, 1024, 1025, 9999, 65_537, 1_000_000}) {
      String json = "{" + " ".repeat(n - 2) + "}";
      String content =
          new ContentBox(new AeadBox(Fixed.random(Fixed.bytes("nonce", 12))))
              .seal(key, json.getBytes(StandardCharsets.UTF_8), EntityType.PATIENT, Fixed.ALICE);
      int box = Base64Url.decode(content, "content").length;
      cases.add(new JsonObject().put("length", n).put("padded", box - 28));
    }
    return new JsonObject().put("section", "4").put("cases", cases);
  }
}
