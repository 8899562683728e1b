package dev.salus.sdk.crypto;

/**
 * What a wrap holds (protocol §5).
 *
 * @param key the entity key
 * @param version the entity's version when it was wrapped: a floor for a first reader
 */
public record WrappedKey(EntityKey key, long version) {}
