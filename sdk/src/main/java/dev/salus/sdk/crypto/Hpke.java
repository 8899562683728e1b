package dev.salus.sdk.crypto;

import dev.salus.protocol.AsymmetricOperation;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * {@code Seal} of protocol §0: HPKE (RFC 9180) base mode, single shot, KEM X-Wing (0x647a), KDF
 * HKDF-SHA256 (0x0001), AEAD AES-256-GCM (0x0002); the form is {@code enc(1120) ‖ ct}.
 *
 * <p>An instance is the private key's side.
 *
 * <h2>WARNING</h2>
 *
 * <p>Sealing does <em>not</em> say who sealed: everybody who has the public key can. What is sealed
 * has to be checked otherwise once it is open, as an exchange key is against its record's signed
 * commitment. {@code info} and the additional data have to name everything that the message must
 * not be moved away from. Like {@link AeadBox} it does not commit to the key.
 *
 * <p>The private key stays in memory until it is collected: Bouncy Castle gives no way to overwrite
 * it.
 *
 * <p>Bouncy Castle's {@code HPKE} keeps mutable digests, so it is made anew for each call; the key
 * pair is immutable and shared.
 */
public final class Hpke {

  /** Length of the encapsulated key that a sealed message begins with, bytes. */
  public static final int ENC_BYTES = 1120;

  /** Length of an X-Wing seed, bytes. */
  static final int SEED_BYTES = 32;

  /** Randomness of one X-Wing encapsulation: 32 bytes for ML-KEM, 32 for X25519. */
  private static final int ENCAPSULATION_RANDOM_BYTES = 64;

  private final AsymmetricCipherKeyPair pair;

  private Hpke(AsymmetricCipherKeyPair pair) {
    this.pair = pair;
  }

  /** The private key of an X-Wing seed of 32 bytes. Deriving it takes about 0.1 ms. */
  static Hpke ofSeed(Secret seed) {
    return seed.use(raw -> new Hpke(suite().deserializePrivateKey(raw, null)));
  }

  /** The public key, 1216 bytes. */
  byte[] publicKey() {
    return suite().serializePublicKey(pair.getPublic());
  }

  /**
   * Seals with the randomness of Bouncy Castle's default source, a {@link SecureRandom} of the JDK.
   * See {@link #seal(byte[], byte[], byte[], byte[], SecureRandom)}.
   */
  public static byte[] seal(byte[] recipientKem, byte[] plaintext, byte[] info, byte[] aad) {
    return seal(recipientKem, plaintext, info, aad, CryptoServicesRegistrar.getSecureRandom());
  }

  /**
   * Seals a plaintext to a public key. Takes about 0.2 ms.
   *
   * @param recipientKem X-Wing public key, 1216 bytes
   * @param random where the 64 bytes of the encapsulation come from
   * @return {@code enc(1120) ‖ ct}
   * @throws CryptoFailure of kind {@code PUBLIC_KEY} if the key is not one
   */
  public static byte[] seal(
      byte[] recipientKem, byte[] plaintext, byte[] info, byte[] aad, SecureRandom random) {
    return AsymmetricOperation.of(
        AsymmetricOperation.SEAL, () -> sealed(recipientKem, plaintext, info, aad, random));
  }

  private static byte[] sealed(
      byte[] recipientKem, byte[] plaintext, byte[] info, byte[] aad, SecureRandom random) {
    byte[] randomness = new byte[ENCAPSULATION_RANDOM_BYTES];
    random.nextBytes(randomness);
    try {
      HPKE suite = suite();
      HPKEContextWithEncapsulation context =
          suite.setupBaseS(suite.deserializePublicKey(recipientKem), info, randomness);
      return concat(context.getEncapsulation(), context.seal(aad, plaintext));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CryptoFailure(Kind.PUBLIC_KEY);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing does not fail", e);
    } finally {
      Arrays.fill(randomness, (byte) 0);
    }
  }

  /**
   * The plaintext of a sealed message. Takes about 0.2 ms.
   *
   * @throws CryptoFailure of kind {@code OPEN} if it was sealed to another key, with other info or
   *     additional data, or was changed
   */
  public byte[] open(byte[] sealed, byte[] info, byte[] aad) {
    if (sealed.length < ENC_BYTES) {
      throw new CryptoFailure(Kind.OPEN);
    }
    return AsymmetricOperation.of(AsymmetricOperation.OPEN, () -> opened(sealed, info, aad));
  }

  private byte[] opened(byte[] sealed, byte[] info, byte[] aad) {
    byte[] enc = Arrays.copyOf(sealed, ENC_BYTES);
    byte[] ct = Arrays.copyOfRange(sealed, ENC_BYTES, sealed.length);
    try {
      return suite().setupBaseR(enc, pair, info).open(aad, ct);
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
      throw new CryptoFailure(Kind.OPEN);
    }
  }

  private static HPKE suite() {
    return new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
