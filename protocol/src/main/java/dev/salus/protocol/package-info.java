/**
 * The wire protocol: records with their canonical bytes, strict reading and public checks.
 *
 * <p>Everything here works on what the server may see: public keys, signatures, ciphertext and
 * headers. Nothing here knows a private key or a plaintext. The text that this implements is {@code
 * docs/protocol.md}; section numbers in the comments refer to it.
 */
@NullMarked
package dev.salus.protocol;

import org.jspecify.annotations.NullMarked;
