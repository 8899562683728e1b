package dev.salus.app.metrics;

import dev.salus.core.HostLoad;

/**
 * What a whole server has done and has waiting.
 *
 * @param host of its store and verticles
 * @param tokenHits how often it was remembered whom an access token stands for
 * @param tokenMisses how often that had to be looked up
 * @param eventSockets how many clients are told of changes now
 */
public record ServerLoad(HostLoad host, long tokenHits, long tokenMisses, int eventSockets) {}
