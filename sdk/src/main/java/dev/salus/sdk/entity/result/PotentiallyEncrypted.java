package dev.salus.sdk.entity.result;

import dev.salus.protocol.Entity;
import dev.salus.sdk.error.ClientException;
import org.jspecify.annotations.Nullable;

/** An entity that the server shows to the caller, opened if a key at hand opens it. */
public sealed interface PotentiallyEncrypted<T> {

  /**
   * It is open.
   *
   * @param value the entity
   */
  record Decrypted<T>(T value) implements PotentiallyEncrypted<T> {}

  /**
   * It is open, and nobody vouches for its content: to be shown, if at all, as what somebody claims
   * that was written. Everybody who may write the entity can put another content in its place.
   *
   * @param value the entity; its metadata says whose content it is said to be
   * @param reason {@link dev.salus.sdk.error.UntrustedKey} if its writer's key is not trusted, and
   *     it is genuine once that is confirmed; {@link dev.salus.sdk.error.RetiredKey} if that key
   *     had been retired before; {@link dev.salus.sdk.error.DoubtfulContent} if it was taken over
   *     from such; what is wrong with a grant if that alone would show the writer's right
   */
  record Doubtful<T>(T value, ClientException reason) implements PotentiallyEncrypted<T> {}

  /**
   * It stays encrypted.
   *
   * @param clear the entity as it is stored: header, ciphertext and delegations
   * @param reason {@link dev.salus.sdk.error.NoEntityKey}; {@link dev.salus.sdk.error.UntrustedKey}
   *     if it may open once that key is confirmed, until when the clear part is not verified
   *     either, or {@link dev.salus.sdk.error.RetiredKey}; null on a connection without keys, which
   *     verifies nothing
   */
  record StillEncrypted<T>(Entity clear, @Nullable ClientException reason)
      implements PotentiallyEncrypted<T> {}

  /**
   * It is in a list, and not believed. Others in the list are not affected by it.
   *
   * @param id what the server says its id is; null if it says none
   * @param reason {@link dev.salus.sdk.error.TamperedEntity}; {@link
   *     dev.salus.sdk.error.MalformedContent} if somebody who may write it wrote something that is
   *     no record; {@link dev.salus.api.NotFound} if it was gone in the meantime
   */
  record Refused<T>(@Nullable String id, RuntimeException reason)
      implements PotentiallyEncrypted<T> {}
}
