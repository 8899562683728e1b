package dev.salus.sdk;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.transport.Repeats;
import dev.salus.sdk.transport.Transport;
import dev.salus.sdk.trust.TrustPolicy;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * How to connect.
 *
 * @param transport reaches the server as one user; closed with the connection
 * @param keys where the keys of the user's data owner are; none for a user without one
 * @param trust what to do with keys that are met
 * @param encryptedFields what stays encrypted
 * @param clock this machine's; what is signed is dated by the server's if they are apart by more
 *     than a minute and at most by ten, which the log says (protocol §11)
 * @param random for all keys, nonces and ids
 * @param repeats how calls are repeated that the server did not answer
 */
public record SalusOptions(
    Transport transport,
    KeySource keys,
    TrustPolicy trust,
    EncryptedFields encryptedFields,
    Clock clock,
    SecureRandom random,
    Repeats repeats) {

  /**
   * Over this transport, without keys; trust on first use, everything encrypted, the system's clock
   * and randomness, calls repeated by {@link Repeats#DEFAULT}.
   */
  public static SalusOptions of(Transport transport) {
    return new SalusOptions(
        transport,
        new KeySource.None(),
        TrustPolicy.trustOnFirstUse(),
        EncryptedFields.ALL,
        Clock.systemUTC(),
        new SecureRandom(),
        Repeats.DEFAULT);
  }

  /** The same over this transport. */
  public SalusOptions withTransport(Transport newTransport) {
    return new SalusOptions(newTransport, keys, trust, encryptedFields, clock, random, repeats);
  }

  /** The same with these keys, which the application keeps and wipes. */
  public SalusOptions withKeyRing(KeyRing keyRing) {
    return withKeys(new KeySource.Given(keyRing));
  }

  /**
   * The same with the keys that this store has; connecting fails with {@link
   * dev.salus.sdk.error.NoKeyRing} if it has none.
   */
  public SalusOptions withKeyStore(KeyStore keyStore) {
    return withKeyStore(keyStore, FirstUse.REFUSED);
  }

  /**
   * The same with the keys that this store has.
   *
   * @param firstUse is asked if it has none
   */
  public SalusOptions withKeyStore(KeyStore keyStore, FirstUse firstUse) {
    return withKeys(new KeySource.Kept(keyStore, firstUse));
  }

  private SalusOptions withKeys(KeySource newKeys) {
    return new SalusOptions(transport, newKeys, trust, encryptedFields, clock, random, repeats);
  }

  /** The same with this policy for keys that are met. */
  public SalusOptions withTrust(TrustPolicy newTrust) {
    return new SalusOptions(transport, keys, newTrust, encryptedFields, clock, random, repeats);
  }

  /** The same with this choice of what stays encrypted. */
  public SalusOptions withEncryptedFields(EncryptedFields newEncryptedFields) {
    return new SalusOptions(transport, keys, trust, newEncryptedFields, clock, random, repeats);
  }

  /** The same by this clock. */
  public SalusOptions withClock(Clock newClock) {
    return new SalusOptions(transport, keys, trust, encryptedFields, newClock, random, repeats);
  }

  /** The same, but calls that the server did not answer are repeated so; {@link Repeats#NONE}. */
  public SalusOptions withRepeats(Repeats newRepeats) {
    return new SalusOptions(transport, keys, trust, encryptedFields, clock, random, newRepeats);
  }
}
