/**
 * Keys and boxes of a data owner, internal to the SDK: applications do not use this package but for
 * {@link dev.salus.sdk.crypto.Secret} and {@link dev.salus.sdk.crypto.OwnerKey}, of which a key
 * ring is made.
 *
 * <p>Everything here is computed on the calling thread, needs no network and is safe for use by
 * many threads. HPKE with X-Wing, Ed25519 and HKDF are Bouncy Castle's, AES-GCM and SHA-256 the
 * JDK's. Section numbers refer to {@code docs/protocol.md}.
 */
@NullMarked
package dev.salus.sdk.crypto;

import org.jspecify.annotations.NullMarked;
