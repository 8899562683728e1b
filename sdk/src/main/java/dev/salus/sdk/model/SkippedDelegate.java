package dev.salus.sdk.model;

/**
 * That a record was not shared with somebody with whom it should have been: automatically (protocol
 * §7), as a copy, or under a new key (§8).
 *
 * @param delegate the data owner
 * @param reason why not, for people to read; no secret, no content
 */
public record SkippedDelegate(String delegate, String reason) {}
