package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A notary's share of a recovery key, 33 bytes, sealed on its way to the notary and back (protocol
 * §9.4). Sealing and opening take about 0.2 ms.
 */
public final class NotaryShare implements AutoCloseable {

  private static final byte[] NO_AAD = new byte[0];

  private final Secret share;

  private NotaryShare(Secret share) {
    this.share = share;
  }

  /** The share with these bytes. */
  public static NotaryShare of(Secret share) {
    if (share.length() != NotarySet.SHARE_BYTES) {
      throw new IllegalArgumentException("a share has 33 bytes");
    }
    return new NotaryShare(share);
  }

  /**
   * The share that a set's owner sealed to a notary.
   *
   * @param sealed base64url of the entry for this key
   * @throws CryptoFailure of kind {@code OPEN}; of kind {@code COMMITMENT} if it is not the one
   *     that the set commits to
   */
  public static NotaryShare open(NotarySet set, OwnerKey notary, String sealed) {
    return checked(
        set, notary.owner(), notary.open(raw(sealed), info(set, notary.owner()), NO_AAD));
  }

  /**
   * The share that a notary gave back.
   *
   * @param sealed base64url
   * @throws CryptoFailure of kind {@code OPEN}; of kind {@code COMMITMENT} if it is not the one
   *     that the set commits to
   */
  public static NotaryShare openReturned(
      NotarySet set, String notary, String requestId, OwnerKey newKey, String sealed) {
    byte[] info = returnInfo(set, requestId, notary, newKey.keyId());
    return checked(set, notary, newKey.open(raw(sealed), info, NO_AAD));
  }

  private static NotaryShare checked(NotarySet set, String notary, byte[] opened) {
    try {
      if (opened.length != NotarySet.SHARE_BYTES) {
        throw new CryptoFailure(Kind.CONTENT);
      }
      NotaryShare share = new NotaryShare(Secret.of(opened));
      byte[] committed =
          Base64Url.decode(set.commitments().getOrDefault(notary, ""), "commitments");
      byte[] own = Base64Url.decode(share.commitment(set.setId(), notary), "commitments");
      if (!MessageDigest.isEqual(committed, own)) {
        throw new CryptoFailure(Kind.COMMITMENT);
      }
      return share;
    } finally {
      Arrays.fill(opened, (byte) 0);
    }
  }

  /** The bytes: {@code x ‖ y}. */
  public Secret secret() {
    return share;
  }

  /** The base64url that binds this share in a set. */
  public String commitment(String setId, String notary) {
    return share.use(
        raw ->
            Base64Url.encode(
                Digests.sha256(Pae.encode("salus/v1/notary-commitment", setId, notary, raw))));
  }

  /**
   * The base64url of the share, sealed to a card of its notary.
   *
   * @throws CryptoFailure of kind {@code PUBLIC_KEY} if the card's key is not one
   */
  public String sealTo(KeyCard card, String setId, String owner, SecureRandom random) {
    return seal(card, info(setId, owner, card.owner()), random);
  }

  /**
   * The base64url of the share, sealed to the card of the one who asks for it.
   *
   * @throws CryptoFailure of kind {@code PUBLIC_KEY} if the card's key is not one
   */
  public String sealBackTo(
      KeyCard newCard, NotarySet set, String notary, String requestId, SecureRandom random) {
    return seal(newCard, returnInfo(set, requestId, notary, newCard.keyId()), random);
  }

  private String seal(KeyCard card, byte[] info, SecureRandom random) {
    return share.use(
        raw -> Base64Url.encode(Hpke.seal(card.kemBytes(), raw, info, NO_AAD, random)));
  }

  /** Overwrites the share. */
  public void wipe() {
    share.wipe();
  }

  /** {@link #wipe}. */
  @Override
  public void close() {
    wipe();
  }

  private static byte[] raw(String sealed) {
    return Base64Url.decode(sealed, "sealed");
  }

  private static byte[] info(NotarySet set, String notary) {
    return info(set.setId(), set.owner(), notary);
  }

  /** The HPKE info of a share on its way to its notary (protocol §9.4). */
  public static byte[] info(String setId, String owner, String notary) {
    return Pae.encode("salus/v1/notary-share", setId, owner, notary);
  }

  /** The HPKE info of a share on its way back (protocol §9.4). */
  public static byte[] returnInfo(NotarySet set, String requestId, String notary, String newKeyId) {
    return Pae.encode(
        "salus/v1/notary-return", set.setId(), requestId, set.owner(), notary, newKeyId);
  }

  /** Always {@code [REDACTED]}. */
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
