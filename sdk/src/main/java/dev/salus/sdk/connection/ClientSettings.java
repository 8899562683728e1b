package dev.salus.sdk.connection;

import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.transport.Transport;
import dev.salus.sdk.trust.TrustPolicy;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What a connection was made with, beyond its keys.
 *
 * @param transport reaches the server as one user
 * @param trust what to do with keys that are met
 * @param encryptedFields what stays encrypted
 * @param clock for all dates
 * @param random for all keys, nonces and ids
 */
public record ClientSettings(
    Transport transport,
    TrustPolicy trust,
    EncryptedFields encryptedFields,
    Clock clock,
    SecureRandom random) {}
