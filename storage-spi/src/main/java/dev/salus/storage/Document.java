package dev.salus.storage;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document as it is given to, or comes from, a store.
 *
 * @param id unique in its collection, 1 to {@link #MAX_ID_CHARS} characters (UTF-16 code units),
 *     any Unicode but lone surrogates; two ids are the same only if every character is
 * @param rev the revision, opaque to callers, in the form {@code generation-hash}; null for a
 *     document that is to be created
 * @param body the content, any JSON object with integers within ±(2<sup>53</sup>−1) and no lone
 *     surrogates; what comes back is JSON: a byte array, for example, comes back as the text it is
 *     encoded as. Never holds the id or the revision unless the caller put them there; field names
 *     mean nothing to the store, those that begin with an underscore neither
 */
public record Document(String id, @Nullable String rev, JsonObject body) {

  /** The longest id that every store takes. */
  public static final int MAX_ID_CHARS = 256;

  /** Refuses an id that is null, empty, too long or not Unicode, and a null body. */
  public Document {
    Objects.requireNonNull(body, "body");
    if (id.isEmpty() || id.length() > MAX_ID_CHARS) {
      throw new IllegalArgumentException("a document id has 1 to " + MAX_ID_CHARS + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      throw new IllegalArgumentException("a document id has no lone surrogates");
    }
  }

  /** A document that does not exist yet: putting it creates it or conflicts. */
  public static Document create(String id, JsonObject body) {
    return new Document(id, null, body);
  }

  /** The same document with another body and the revision that was read. */
  public Document withBody(JsonObject newBody) {
    return new Document(id, rev, newBody);
  }

  /**
   * The revision of a document that came from a store.
   *
   * @throws IllegalStateException if this document has never been stored
   */
  public String storedRev() {
    if (rev == null) {
      throw new IllegalStateException("not stored yet: " + id);
    }
    return rev;
  }
}
