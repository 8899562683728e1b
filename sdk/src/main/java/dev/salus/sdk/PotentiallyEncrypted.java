package dev.salus.sdk;

import dev.salus.core.protocol.Entity;
import dev.salus.sdk.error.ClientException;
import org.jspecify.annotations.Nullable;

/** An entity that the caller may see, opened if a key at hand opens it. */
public sealed interface PotentiallyEncrypted<T> {

  /**
   * It is open.
   *
   * @param value the entity
   */
  record Decrypted<T>(T value) implements PotentiallyEncrypted<T> {}

  /**
   * It stays encrypted.
   *
   * @param clear the entity as it is stored: header, ciphertext and delegations
   * @param reason {@link dev.salus.sdk.error.NoEntityKey}; {@link dev.salus.sdk.error.UntrustedKey}
   *     if it opens once that key is confirmed, until when the clear part is not verified either;
   *     null on a connection without keys, which verifies nothing
   */
  record StillEncrypted<T>(Entity clear, @Nullable ClientException reason)
      implements PotentiallyEncrypted<T> {}
}
