/**
 * The storage SPI: what Salus asks of a store, and no more.
 *
 * <p>A store keeps JSON documents with an id and a revision in named collections, finds them by the
 * indexes that the collections declare, and tells what changed. It is handed ciphertext and public
 * headers only. {@link dev.salus.storage.DocumentStore} lists what an implementation must promise;
 * {@code StorageContract} in this module's test-jar holds each promise as a test.
 */
@NullMarked
package dev.salus.storage;

import org.jspecify.annotations.NullMarked;
