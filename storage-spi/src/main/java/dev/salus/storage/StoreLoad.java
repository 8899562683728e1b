package dev.salus.storage;

/**
 * What waits for a store at a moment, and what it has written since it was opened; for whoever
 * watches it.
 *
 * @param waitingDocuments documents of reads and writes that have no answer yet
 * @param waitingBytes bytes of documents that wait to be written
 * @param commits transactions or requests in which writes went to the engine
 * @param committedDocuments the writes in them; divided by the commits, how many share a flush
 */
public record StoreLoad(
    long waitingDocuments, long waitingBytes, long commits, long committedDocuments) {}
