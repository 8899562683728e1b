/**
 * Keys and boxes of a data owner. Applications meet {@link dev.salus.sdk.crypto.RecoveryKey},
 * {@link dev.salus.sdk.crypto.Fingerprint} and {@link dev.salus.sdk.crypto.FingerprintText}, and
 * those that keep key rings themselves {@link dev.salus.sdk.crypto.OwnerKey} and {@link
 * dev.salus.sdk.crypto.Secret}; the rest is what the protocol is made of.
 *
 * <p>Everything here is computed on the calling thread, needs no network and is safe for use by
 * many threads. HPKE with X-Wing, Ed25519 and HKDF are Bouncy Castle's, AES-GCM and SHA-256 the
 * JDK's. Section numbers refer to {@code docs/protocol.md}.
 */
@NullMarked
package dev.salus.sdk.crypto;

import org.jspecify.annotations.NullMarked;
