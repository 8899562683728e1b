package dev.salus.sdk.crypto;

import dev.salus.protocol.AsymmetricOperation;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.protocol.Signatures;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * The private half of one key card of a data owner (protocol §2): two seeds of 32 bytes, one of
 * X-Wing and one of Ed25519. Both key pairs are derived once, when it is made, which takes about
 * 0.2 ms.
 */
public final class OwnerKey {

  private static final int SEED_BYTES = 32;

  private final Secret kemSeed;
  private final Secret signSeed;
  private final Hpke hpke;
  private final byte[] signPublic;
  private final KeyCard card;

  private OwnerKey(String owner, Secret kemSeed, Secret signSeed, long createdAt) {
    if (kemSeed.length() != SEED_BYTES || signSeed.length() != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    this.kemSeed = kemSeed;
    this.signSeed = signSeed;
    this.hpke = Hpke.ofSeed(kemSeed);
    this.signPublic = publicKey(signSeed);
    byte[] kem = hpke.publicKey();
    String keyId = KeyCard.keyId(kem, signPublic);
    this.card =
        new KeyCard(
            owner,
            keyId,
            Base64Url.encode(kem),
            Base64Url.encode(signPublic),
            createdAt,
            sign(KeyCard.signedBytes(owner, keyId, createdAt)),
            List.of(),
            null);
  }

  /**
   * A new key, created now.
   *
   * @param owner the data owner's id
   */
  public static OwnerKey generate(String owner, Clock clock, SecureRandom random) {
    return new OwnerKey(
        owner,
        Secret.random(SEED_BYTES, random),
        Secret.random(SEED_BYTES, random),
        clock.millis());
  }

  /**
   * The key of these seeds.
   *
   * @param owner the data owner's id
   * @param createdAt milliseconds since the epoch
   * @throws IllegalArgumentException if a seed has not 32 bytes
   */
  public static OwnerKey of(String owner, Secret kemSeed, Secret signSeed, long createdAt) {
    return new OwnerKey(owner, kemSeed, signSeed, createdAt);
  }

  /** The data owner's id. */
  public String owner() {
    return card.owner();
  }

  /** The keyId of the card. */
  public String keyId() {
    return card.keyId();
  }

  /** Milliseconds since the epoch. */
  public long createdAt() {
    return card.createdAt();
  }

  /** The X-Wing seed. */
  public Secret kemSeed() {
    return kemSeed;
  }

  /** The Ed25519 seed. */
  public Secret signSeed() {
    return signSeed;
  }

  /** The card, signed by itself, without endorsements and retirement. */
  public KeyCard card() {
    return card;
  }

  /**
   * The base64url of the Ed25519 signature (RFC 8032) over a message; the same for the same
   * message. Takes about 30 µs.
   */
  public String sign(byte[] message) {
    return AsymmetricOperation.of(AsymmetricOperation.SIGN, () -> signature(message));
  }

  private String signature(byte[] message) {
    byte[] signature = new byte[Signatures.SIGNATURE_BYTES];
    return signSeed.use(
        seed -> {
          Ed25519.sign(seed, 0, signPublic, 0, message, 0, message.length, signature, 0);
          return Base64Url.encode(signature);
        });
  }

  /**
   * The plaintext of something that was sealed to this key's card. Takes about 0.2 ms.
   *
   * @param sealed {@code enc(1120) ‖ ct}
   * @throws CryptoFailure of kind {@code OPEN} if it was sealed to another key, with other info or
   *     additional data, or was changed
   */
  public byte[] open(byte[] sealed, byte[] info, byte[] aad) {
    return hpke.open(sealed, info, aad);
  }

  /**
   * Vouches for another card of the same owner (protocol §2).
   *
   * @throws IllegalArgumentException if it is another owner's card
   */
  public Endorsement endorse(KeyCard other) {
    requireSameOwner(other);
    return new Endorsement(keyId(), sign(Endorsement.signedBytes(owner(), other.keyId())));
  }

  /**
   * Says that a card of the same owner, this one or another, signs nothing any more (protocol §2).
   *
   * @param at milliseconds since the epoch; what is dated later does not count
   * @param successor keyId of the card that takes its place; null for none
   * @throws IllegalArgumentException if it is another owner's card
   */
  public Retirement retire(KeyCard retired, long at, @Nullable String successor) {
    requireSameOwner(retired);
    byte[] message = Retirement.signedBytes(owner(), retired.keyId(), keyId(), at, successor);
    return new Retirement(at, keyId(), successor, sign(message));
  }

  /**
   * Overwrites both seeds; it signs nothing after. The X-Wing key that was derived stays in memory
   * until it is collected: Bouncy Castle gives no way to overwrite it.
   */
  public void wipe() {
    kemSeed.wipe();
    signSeed.wipe();
  }

  private void requireSameOwner(KeyCard other) {
    if (!other.owner().equals(owner())) {
      throw new IllegalArgumentException("a card of another owner");
    }
  }

  private static byte[] publicKey(Secret signSeed) {
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_BYTES];
    return signSeed.use(
        seed -> {
          Ed25519.generatePublicKey(seed, 0, publicKey, 0);
          return publicKey;
        });
  }

  /** Owner and keyId; never a seed. */
  @Override
  public String toString() {
    return "OwnerKey[owner=" + owner() + ", keyId=" + keyId() + "]";
  }
}
