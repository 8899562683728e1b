package dev.salus.sdk.recovery;

/**
 * That somebody who lost all keys asks a counterpart to give access back (protocol §9.3).
 *
 * @param id identifies the request
 * @param dataOwner who asks
 * @param newKeyId the asker's new key
 * @param fingerprint of that key: what the asker's own device has to show, as this device computed
 *     it
 * @param counterpart who is asked
 * @param createdAt milliseconds since the epoch
 * @param done whether the counterpart has given access back
 */
public record AccessBackRequest(
    String id,
    String dataOwner,
    String newKeyId,
    String fingerprint,
    String counterpart,
    long createdAt,
    boolean done) {}
