package dev.salus.storage;

import dev.salus.storage.StoreException.LargerThanBound;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A document whose body stays the JSON text that it is, for those who only pass it on. Immutable.
 */
public final class DocumentText {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

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

  /**
   * This text, if the bound permits it.
   *
   * @throws LargerThanBound if it does not
   */
  public DocumentText within(ReadBound bound) {
    if (!bound.admits(0, true, json.length)) {
      throw new LargerThanBound();
    }
    return this;
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

  /**
   * Where one of two ASCII characters stands next; eight bytes are looked at together.
   *
   * @param from where to begin
   * @return {@link #length} if there is none
   */
  public int firstOf(char one, char other, int from) {
    int at = from;
    for (; at <= json.length - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(json, at);
      long found = zeros(word ^ (one * LOWEST_BITS)) | zeros(word ^ (other * LOWEST_BITS));
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < json.length && json[at] != one && json[at] != other) {
      at++;
    }
    return at;
  }

  /**
   * Has the highest bit of each byte that is zero; above the lowest of them it may say too much.
   */
  private static long zeros(long word) {
    return (word - LOWEST_BITS) & ~word & HIGHEST_BITS;
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
