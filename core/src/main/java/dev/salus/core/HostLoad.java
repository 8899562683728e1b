package dev.salus.core;

import dev.salus.storage.StoreLoad;
import java.util.Optional;

/**
 * What a running server has done and has waiting.
 *
 * @param store of its store; empty where nothing ever waits for it
 * @param cardHits how often key cards were remembered that a check needed
 * @param cardMisses how often they had to be read
 */
public record HostLoad(Optional<StoreLoad> store, long cardHits, long cardMisses) {}
