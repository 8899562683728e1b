package dev.salus.sdk;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.Transport;
import dev.salus.sdk.trust.TrustPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How to connect.
 *
 * @param transport reaches the server as one user; closed with the connection
 * @param keyRing the keys of the user's data owner; null for a user without one, such as an
 *     administrator, who then sees entities as they are stored
 * @param trust what to do with keys that are met
 * @param encryptedFields what stays encrypted
 * @param clock for all dates
 * @param random for all keys, nonces and ids
 */
public record SalusOptions(
    Transport transport,
    @Nullable KeyRing keyRing,
    TrustPolicy trust,
    EncryptedFields encryptedFields,
    Clock clock,
    SecureRandom random) {

  /**
   * Over this transport, without keys; trust on first use, everything encrypted, the system's clock
   * and randomness.
   */
  public static SalusOptions of(Transport transport) {
    return new SalusOptions(
        transport,
        null,
        TrustPolicy.trustOnFirstUse(),
        EncryptedFields.ALL,
        Clock.systemUTC(),
        new SecureRandom());
  }

  /** The same with these keys. */
  public SalusOptions withKeyRing(KeyRing newKeyRing) {
    return new SalusOptions(transport, newKeyRing, trust, encryptedFields, clock, random);
  }

  /** The same with this policy for keys that are met. */
  public SalusOptions withTrust(TrustPolicy newTrust) {
    return new SalusOptions(transport, keyRing, newTrust, encryptedFields, clock, random);
  }

  /** The same with this choice of what stays encrypted. */
  public SalusOptions withEncryptedFields(EncryptedFields newEncryptedFields) {
    return new SalusOptions(transport, keyRing, trust, newEncryptedFields, clock, random);
  }

  /** The same by this clock. */
  public SalusOptions withClock(Clock newClock) {
    return new SalusOptions(transport, keyRing, trust, encryptedFields, newClock, random);
  }
}
