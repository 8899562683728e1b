package dev.salus.sdk;

import dev.salus.core.protocol.Entity;

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
   */
  record StillEncrypted<T>(Entity clear) implements PotentiallyEncrypted<T> {}
}
