package dev.salus.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * A document whose body stays the JSON text that it is, for those who only pass it on. Immutable.
 */
public final class DocumentText {

  private final String rev;
  private final byte[] json;

  private DocumentText(String rev, byte[] json) {
    this.rev = rev;
    this.json = json;
  }

  /**
   * The text of a body.
   *
   * @param json JSON in UTF-8, not changed by anybody from now on
   */
  public static DocumentText taking(String rev, byte[] json) {
    return new DocumentText(rev, json);
  }

  /** The text of a document that came from a store. */
  public static DocumentText of(Document document) {
    return new DocumentText(document.storedRev(), document.body().toBuffer().getBytes());
  }

  /** The document's revision. */
  public String rev() {
    return rev;
  }

  /** How many bytes the text has. */
  public int length() {
    return json.length;
  }

  /** One of them. */
  public byte at(int index) {
    return json[index];
  }

  /** Appends a part of the text to a buffer. */
  public void copyTo(Buffer buffer, int from, int to) {
    buffer.appendBytes(json, from, to - from);
  }

  /** What the text says; anew each time. */
  public JsonObject read() {
    return new JsonObject(Buffer.buffer(json));
  }

  /** The text. */
  @Override
  public String toString() {
    return new String(json, StandardCharsets.UTF_8);
  }
}
