package dev.salus.storage.memory;

import dev.salus.storage.DocumentText;
import io.vertx.core.json.JsonObject;

/** What a document says, as a collection keeps it. */
sealed interface Body {

  /** Up to here a body is kept as its text, bytes. */
  int MOST_TEXT_BYTES = 64 * 1024;

  /**
   * The body of a revision. A long one is kept as values: all who read it share its strings, so
   * that it takes no more memory however many read it at once.
   *
   * @param encoded its text, not changed any more
   * @param values the same
   */
  static Body of(String rev, byte[] encoded, JsonObject values) {
    return encoded.length <= MOST_TEXT_BYTES
        ? new Text(DocumentText.taking(rev, encoded))
        : new Values(rev, values.copy(), encoded.length);
  }

  /** What it says, for whoever may change that. */
  JsonObject read();

  /** Its text. */
  DocumentText text();

  /** How many bytes its text has. */
  int bytes();

  /** A short one. */
  record Text(DocumentText text) implements Body {

    @Override
    public JsonObject read() {
      return text.read();
    }

    @Override
    public int bytes() {
      return text.length();
    }
  }

  /**
   * A long one.
   *
   * @param values never handed out, never changed
   */
  record Values(String rev, JsonObject values, int bytes) implements Body {

    @Override
    public JsonObject read() {
      return values.copy();
    }

    @Override
    public DocumentText text() {
      return DocumentText.taking(rev, values.toBuffer().getBytes());
    }
  }
}
