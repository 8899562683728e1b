package dev.salus.storage;

/** What became of one document of {@link DocumentStore#putMany}. */
public sealed interface PutResult {

  /** It is stored. */
  record Stored(Document document) implements PutResult {}

  /** It is not; the others are not affected. */
  record Refused(StoreException reason) implements PutResult {}
}
