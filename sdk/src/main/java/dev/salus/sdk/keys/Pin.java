package dev.salus.sdk.keys;

/**
 * That a key card of another data owner is trusted (protocol §10).
 *
 * @param keyId of the card
 * @param how why it is trusted, for people to read: never empty
 * @param at since when, milliseconds since the epoch
 */
public record Pin(String keyId, String how, long at) {}
