package dev.salus.gateway.files;

/**
 * What browsers are told of a file.
 *
 * @param cacheControl how long they may use what they have of it (RFC 9111)
 * @param contentPolicy what it may load and do, if it is a page (Content Security Policy)
 */
public record FileHeaders(String cacheControl, String contentPolicy) {}
