package dev.salus.sdk.entity.result;

import org.jspecify.annotations.Nullable;

/**
 * An entity that a list leaves out.
 *
 * @param id as the server says; null if it says none
 * @param reason why it stays closed ({@link dev.salus.sdk.error.NoEntityKey}, {@link
 *     dev.salus.sdk.error.UntrustedKey} naming the key that is to be confirmed, {@link
 *     dev.salus.sdk.error.RetiredKey}), why its content is doubtful ({@link
 *     PotentiallyEncrypted.Doubtful}), or why it is refused ({@link PotentiallyEncrypted.Refused})
 */
public record LeftOutEntity(@Nullable String id, RuntimeException reason) {}
