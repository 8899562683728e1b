package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static dev.salus.sdk.vectors.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the vectors of encodings, boxes and derivations and checks the product against them. */
class BasicVectorsTest {

  @Test
  void pae() {
    cases("pae.json", "cases")
        .forEach(
            c -> {
              Object[] parts =
                  c.getJsonArray("parts").stream()
                      .map(JsonObject.class::cast)
                      .map(BasicVectors::part)
                      .toArray();
              assertThat(hex(Pae.encode(parts)))
                  .as(c.getString("name"))
                  .isEqualTo(c.getString("pae"));
            });
  }

  @Test
  void sortedPae() {
    cases("pae.json", "sorted")
        .forEach(
            c -> {
              List<String> texts =
                  c.getJsonArray("texts").stream().map(String.class::cast).toList();
              assertThat(hex(Pae.encodeSortedTexts(texts))).isEqualTo(c.getString("pae"));
            });
  }

  @Test
  void boxesAreMadeAndOpened() {
    cases("box.json", "cases")
        .forEach(
            c -> {
              Secret key = Secret.of(bytes(c, "key"));
              byte[] plaintext = bytes(c, "plaintext");
              byte[] aad = bytes(c, "aad");
              AeadBox scripted = new AeadBox(Fixed.random(bytes(c, "nonce")));
              assertThat(hex(scripted.seal(key, plaintext, aad))).isEqualTo(c.getString("box"));
              assertThat(new AeadBox(new SecureRandom()).open(key, bytes(c, "box"), aad))
                  .isEqualTo(plaintext);
            });
  }

  @Test
  void hkdf() {
    cases("derivations.json", "hkdf")
        .forEach(
            c ->
                assertThat(
                        hex(Kdf.hkdf(bytes(c, "ikm"), c.getString("info"), c.getInteger("length"))))
                    .isEqualTo(c.getString("okm")));
  }

  @Test
  void exchangeKeys() {
    cases("derivations.json", "exchangeKeys")
        .forEach(
            c -> {
              ExchangeKey key = ExchangeKey.of("any", Secret.of(bytes(c, "x")));
              assertThat(key.commitment()).isEqualTo(c.getString("commitment"));
              assertThat(hex(key.wrapKey().revealBytes())).isEqualTo(c.getString("wrapKey"));
            });
  }

  @Test
  void entityKeys() {
    cases("derivations.json", "entityKeys")
        .forEach(
            c ->
                assertThat(EntityKey.of(5, Secret.of(bytes(c, "k"))).commitment())
                    .isEqualTo(c.getString("keyCommitment")));
  }

  @Test
  void links() {
    cases("derivations.json", "links")
        .forEach(
            c ->
                assertThat(
                        PatientLinks.link(
                            Secret.of(bytes(c, "secret")),
                            EntityType.of(c.getString("type")).orElseThrow()))
                    .isEqualTo(c.getString("link")));
  }

  @Test
  void contentIsPadded() {
    ContentBox contents = new ContentBox(new AeadBox(new SecureRandom()));
    EntityKey key = EntityKey.generate(1, new SecureRandom());
    cases("padding.json", "cases")
        .forEach(
            c -> {
              String json = "{" + " ".repeat(c.getInteger("length") - 2) + "}";
              String content =
                  contents.seal(
                      key, json.getBytes(StandardCharsets.UTF_8), EntityType.PATIENT, Fixed.ALICE);
              assertThat(Base64Url.decode(content, "content"))
                  .hasSize(12 + c.getInteger("padded") + 16);
            });
  }

  @Test
  void keyRingIsReadAndWritten() {
    JsonObject written = VectorFiles.read("key-ring.json").getJsonObject("keyRing");
    KeyRing ring = KeyRing.importJson(written);
    assertThat(ring.exportJson().encode()).isEqualTo(written.encode());
    assertThat(ring.keys()).hasSize(2);
  }
}
