package dev.salus.storage.couchdb;

import dev.salus.storage.StoreException.DocumentTooLarge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How large a document may be: the least of what the options say, what CouchDB's configuration says
 * where it may be read, and what CouchDB refused lately. Thread-safe.
 */
final class DocumentLimit {

  /** What a stored document has besides its body: names of fields, the token, punctuation. */
  static final int RESERVED_BYTES = 1_000;

  /** So long a refusal is remembered; after it CouchDB may have another limit. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  private final int known;
  private final Clock clock;
  private volatile Refusal latest = new Refusal(Integer.MAX_VALUE, Instant.MIN);

  private record Refusal(int bytes, Instant until) {}

  /**
   * @param options the limit that the options set
   * @param server CouchDB's {@code max_document_size}, {@link Long#MAX_VALUE} if it is not known
   */
  DocumentLimit(int options, long server, Clock clock) {
    this.known = (int) Math.max(1, Math.min(options, server - RESERVED_BYTES));
    this.clock = clock;
  }

  /** The most bytes of a body. */
  int mostBytes() {
    Refusal refusal = latest;
    boolean counts = refusal.bytes() <= known && clock.instant().isBefore(refusal.until());
    return counts ? refusal.bytes() - 1 : known;
  }

  /** The failure of a document that is too large. */
  DocumentTooLarge tooLarge() {
    return new DocumentTooLarge(mostBytes());
  }

  /** CouchDB refused a document with a body of so many bytes, which came alone. */
  DocumentTooLarge refused(int bytes) {
    if (bytes <= mostBytes()) {
      latest = new Refusal(bytes, clock.instant().plus(MEMORY));
    }
    return tooLarge();
  }
}
