package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/**
 * The secret {@code X} of one exchange, 32 bytes, with what is derived from it (protocol §3).
 * Everything but sealing and opening takes microseconds.
 */
public final class ExchangeKey {

  private static final int KEY_BYTES = 32;

  private final String exchangeId;
  private final Secret secret;
  private final Secret wrapKey;
  private final String commitment;

  private ExchangeKey(String exchangeId, Secret secret) {
    if (secret.length() != KEY_BYTES) {
      throw new IllegalArgumentException("an exchange key has 32 bytes");
    }
    this.exchangeId = exchangeId;
    this.secret = secret;
    this.wrapKey = Kdf.derive(secret, "salus/v1/wrap", KEY_BYTES);
    this.commitment = Base64Url.encode(Kdf.hkdf(secret, "salus/v1/exchange-commitment", KEY_BYTES));
  }

  /** A new random key for an exchange. */
  public static ExchangeKey generate(String exchangeId, SecureRandom random) {
    return new ExchangeKey(exchangeId, Secret.random(KEY_BYTES, random));
  }

  /**
   * The exchange with this key.
   *
   * @throws IllegalArgumentException if it has not 32 bytes
   */
  public static ExchangeKey of(String exchangeId, Secret x) {
    return new ExchangeKey(exchangeId, x);
  }

  /**
   * Opens the entry of a record for one of one's own cards and checks it against the record's
   * commitment. The record's signature and the trust in its signer are not looked at. Takes about
   * 0.3 ms.
   *
   * @throws CryptoFailure of kind {@code OPEN} if there is no entry for that card, or it does not
   *     open; of kind {@code COMMITMENT} if another key is inside
   */
  public static ExchangeKey open(ExchangeRecord record, OwnerKey key) {
    String entry = record.sealed().get(key.keyId());
    if (entry == null) {
      throw new CryptoFailure(Kind.OPEN);
    }
    byte[] x =
        key.open(
            Base64Url.decode(entry, "sealed"),
            info(record.id(), record.delegator(), record.delegate()),
            aad(key.keyId()));
    try {
      if (x.length != KEY_BYTES) {
        throw new CryptoFailure(Kind.CONTENT);
      }
      ExchangeKey opened = new ExchangeKey(record.id(), Secret.of(x));
      if (!opened.commitment.equals(record.commitment())) {
        throw new CryptoFailure(Kind.COMMITMENT);
      }
      return opened;
    } finally {
      Arrays.fill(x, (byte) 0);
    }
  }

  /** The id of the exchange. */
  public String exchangeId() {
    return exchangeId;
  }

  /** {@code X} itself. */
  public Secret secret() {
    return secret;
  }

  /** The base64url that binds the key. */
  public String commitment() {
    return commitment;
  }

  /** The key that boxes what is wrapped under this exchange, 32 bytes. */
  public Secret wrapKey() {
    return wrapKey;
  }

  /**
   * The base64url of {@code X} sealed to a card, with the randomness of Bouncy Castle's default
   * source. See {@link #sealTo(KeyCard, String, String, SecureRandom)}.
   */
  public String sealTo(KeyCard card, String delegator, String delegate) {
    return sealTo(card, delegator, delegate, CryptoServicesRegistrar.getSecureRandom());
  }

  /**
   * The base64url of {@code X} sealed to a card. Takes about 0.2 ms.
   *
   * @throws CryptoFailure of kind {@code PUBLIC_KEY} if the card's key is not one
   */
  public String sealTo(KeyCard card, String delegator, String delegate, SecureRandom random) {
    byte[] info = info(exchangeId, delegator, delegate);
    return secret.use(
        x -> Base64Url.encode(Hpke.seal(card.kemBytes(), x, info, aad(card.keyId()), random)));
  }

  /** Overwrites the key and what was derived from it; nothing opens or wraps with it after. */
  public void wipe() {
    secret.wipe();
    wrapKey.wipe();
  }

  /** The HPKE info of a sealed exchange key (protocol §3). */
  public static byte[] info(String exchangeId, String delegator, String delegate) {
    return Pae.encode("salus/v1/exchange", exchangeId, delegator, delegate);
  }

  /** The HPKE additional data of a sealed exchange key (protocol §3). */
  public static byte[] aad(String keyId) {
    return keyId.getBytes(StandardCharsets.UTF_8);
  }

  /** The id; never the key. */
  @Override
  public String toString() {
    return "ExchangeKey[exchangeId=" + exchangeId + "]";
  }
}
