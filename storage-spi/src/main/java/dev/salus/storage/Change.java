package dev.salus.storage;

import org.jspecify.annotations.Nullable;

/**
 * That a document changed.
 *
 * @param sequence where this change stands in its collection's history, opaque
 * @param id the document
 * @param rev its newest revision; null if it is deleted
 */
public record Change(String sequence, String id, @Nullable String rev) {}
