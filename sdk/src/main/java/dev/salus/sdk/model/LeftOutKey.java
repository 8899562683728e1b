package dev.salus.sdk.model;

/**
 * A key of somebody with whom something was shared that it was not sealed to, since it is not
 * trusted (protocol §10): the device that has it opens nothing of it until its key is confirmed and
 * access is given again.
 *
 * @param dataOwner whose key it is said to be
 * @param keyId the key's
 * @param fingerprint to be compared with the one that the device shows
 */
public record LeftOutKey(String dataOwner, String keyId, String fingerprint) {}
