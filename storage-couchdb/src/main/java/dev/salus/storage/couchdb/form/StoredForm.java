package dev.salus.storage.couchdb.form;

import dev.salus.storage.Document;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a document lies in CouchDB. The body has a field of its own, so that none of its fields can
 * be taken for one of CouchDB's.
 */
public final class StoredForm {

  /** The field that holds the body. */
  static final String BODY = "b";

  /** The field that holds the token of the write that made this revision. */
  public static final String TOKEN = "w";

  private StoredForm() {}

  /**
   * The body as JSON text, which is also the copy that no caller can change any more.
   *
   * @throws IllegalArgumentException if it cannot be written as JSON, or holds a lone surrogate,
   *     which would otherwise silently become a question mark
   */
  public static Buffer encodeBody(JsonObject body) {
    try {
      String text = body.encode();
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[utf8.remaining()];
      utf8.get(exact);
      return Buffer.buffer(exact);
    } catch (EncodeException | CharacterCodingException e) {
      throw new IllegalArgumentException("a body that is not JSON");
    }
  }

  /** A member of a bulk that writes this body. */
  public static Buffer put(String code, @Nullable String rev, String token, Buffer body) {
    return head(code, rev, token)
        .appendString(",\"" + BODY + "\":")
        .appendBuffer(body)
        .appendString("}");
  }

  /** A member of a bulk that deletes. */
  public static Buffer delete(String code, String rev, String token) {
    return head(code, rev, token).appendString(",\"_deleted\":true}");
  }

  /** Code, revision and token have no character that JSON would need to escape. */
  private static Buffer head(String code, @Nullable String rev, String token) {
    Buffer head = Buffer.buffer("{\"_id\":\"" + code + "\",\"" + TOKEN + "\":\"" + token + "\"");
    return rev == null ? head : head.appendString(",\"_rev\":\"" + rev + "\"");
  }

  /** The document, or empty if this is none that a store wrote. */
  public static Optional<Document> read(JsonObject stored) {
    if (!(stored.getValue("_id") instanceof String code)
        || !(stored.getValue("_rev") instanceof String rev)
        || !(stored.getValue(BODY) instanceof JsonObject body)) {
      return Optional.empty();
    }
    return TextCode.decode(code).map(id -> new Document(id, rev, body));
  }
}
