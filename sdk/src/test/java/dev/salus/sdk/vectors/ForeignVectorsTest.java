package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static dev.salus.sdk.vectors.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Signatures;
import dev.salus.sdk.crypto.Hpke;
import dev.salus.sdk.crypto.Kdf;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import io.vertx.core.json.JsonObject;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

/** Checks what other libraries made and what others published, each with its source in the file. */
class ForeignVectorsTest {

  @Test
  void opensWhatAnotherLibrarySealed() {
    cases("hpke-interop.json", "cases")
        .forEach(
            c -> {
              byte[] opened = key(c).open(bytes(c, "sealed"), bytes(c, "info"), bytes(c, "aad"));
              assertThat(hex(opened)).isEqualTo(c.getString("plaintext"));
            });
  }

  @Test
  void sealsAsAnotherLibraryDoes() {
    cases("hpke-interop.json", "cases")
        .forEach(
            c -> {
              assertThat(hex(key(c).card().kemBytes())).isEqualTo(c.getString("publicKey"));
              byte[] sealed =
                  Hpke.seal(
                      bytes(c, "publicKey"),
                      bytes(c, "plaintext"),
                      bytes(c, "info"),
                      bytes(c, "aad"),
                      Fixed.random(bytes(c, "encapsulationRandomness")));
              assertThat(hex(sealed)).isEqualTo(c.getString("sealed"));
            });
  }

  private static OwnerKey key(JsonObject c) {
    return OwnerKey.of(Fixed.ALICE, Secret.of(bytes(c, "seed")), Fixed.secret("any", 32), 0);
  }

  @Test
  void publishedHpke() {
    cases("published.json", "hpke")
        .forEach(
            c -> assertThat(hex(open(c))).as(c.getString("source")).isEqualTo(c.getString("pt")));
  }

  private static byte[] open(JsonObject c) {
    HPKE suite =
        new HPKE(
            HPKE.mode_base,
            c.getInteger("kem").shortValue(),
            c.getInteger("kdf").shortValue(),
            c.getInteger("aead").shortValue());
    try {
      return suite
          .setupBaseR(
              bytes(c, "enc"),
              suite.deserializePrivateKey(bytes(c, "skRm"), bytes(c, "pkRm")),
              bytes(c, "info"))
          .open(bytes(c, "aad"), bytes(c, "ct"));
    } catch (InvalidCipherTextException e) {
      throw new AssertionError(c.getString("source"), e);
    }
  }

  @Test
  void publishedHkdf() {
    cases("published.json", "hkdf")
        .forEach(
            c -> {
              byte[] okm = bytes(c, "okm");
              assertThat(Kdf.hkdf(bytes(c, "ikm"), c.getString("info"), okm.length))
                  .as(c.getString("source"))
                  .isEqualTo(okm);
            });
  }

  @Test
  void publishedEd25519() {
    cases("published.json", "ed25519")
        .forEach(
            c -> {
              Secret seed = Secret.of(bytes(c, "seed"));
              OwnerKey key = OwnerKey.of(Fixed.ALICE, Fixed.secret("any", 32), seed, 0);
              byte[] message = bytes(c, "message");
              assertThat(hex(key.card().signBytes())).isEqualTo(c.getString("publicKey"));
              assertThat(key.sign(message)).isEqualTo(Base64Url.encode(bytes(c, "signature")));
              assertThat(Signatures.verify(bytes(c, "publicKey"), message, bytes(c, "signature")))
                  .isTrue();
            });
  }
}
