package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

class KeyCardTest {

  private static final String OWNER = "11111111-1111-4111-8111-111111111111";
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  private final byte[] seed = new byte[32];
  private final KeyCard card = card();

  private KeyCard card() {
    new SecureRandom().nextBytes(seed);
    byte[] sign = new byte[32];
    Ed25519.generatePublicKey(seed, 0, sign, 0);
    byte[] kem = new byte[KeyCard.KEM_BYTES];
    String keyId = KeyCard.keyId(kem, sign);
    return new KeyCard(
        OWNER,
        keyId,
        Base64Url.encode(kem),
        Base64Url.encode(sign),
        5,
        sign(KeyCard.signedBytes(OWNER, keyId, 5)),
        List.of(),
        null);
  }

  private String sign(byte[] message) {
    byte[] signature = new byte[64];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return Base64Url.encode(signature);
  }

  @Test
  void verifiesItsOwnSignatures() {
    assertThat(card.selfSignatureHolds()).isTrue();
    assertThat(card.verifies(MESSAGE, sign(MESSAGE))).isTrue();
    assertThat(card.verifies("other".getBytes(StandardCharsets.UTF_8), sign(MESSAGE))).isFalse();
  }

  @Test
  void anotherDateOrOwnerBreaksTheSelfSignature() {
    KeyCard later =
        new KeyCard(
            OWNER, card.keyId(), card.kem(), card.sign(), 6, card.signature(), List.of(), null);
    assertThat(later.selfSignatureHolds()).isFalse();
  }

  @Test
  void signaturesAndKeysOfAnotherLengthVerifyNothing() {
    byte[] signature = Base64Url.decode(sign(MESSAGE), "signature");
    assertThat(Signatures.verify(card.signBytes(), MESSAGE, new byte[63])).isFalse();
    assertThat(Signatures.verify(new byte[31], MESSAGE, signature)).isFalse();
    assertThat(Signatures.verify(new byte[0], MESSAGE, new byte[0])).isFalse();
  }

  @Test
  void aRetiredCardVerifiesWhatIsNotLaterThanClocksMayDiffer() {
    KeyCard retired = card.withRetirement(new Retirement(10, card.keyId(), null, ""));
    assertThat(card.mayHaveSignedAt(Long.MAX_VALUE)).isTrue();
    assertThat(retired.mayHaveSignedAt(10)).isTrue();
    assertThat(retired.mayHaveSignedAt(10 + Retirement.TOLERANCE_MS)).isTrue();
    assertThat(retired.mayHaveSignedAt(11 + Retirement.TOLERANCE_MS)).isFalse();
    assertThat(retired.bare()).isEqualTo(card);
  }

  /** Keys of small order, for which one signature may hold over any message (RFC 8032 §5.1.7). */
  @Test
  void aKeyOfSmallOrderVerifiesNothing() {
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    byte[] signature = new byte[64];
    signature[0] = 1;
    assertThat(Signatures.verify(neutral, MESSAGE, signature)).isFalse();
  }
}
