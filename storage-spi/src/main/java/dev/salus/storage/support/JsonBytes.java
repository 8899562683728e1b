package dev.salus.storage.support;

import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Encodes a body strictly. */
public final class JsonBytes {

  private JsonBytes() {}

  /**
   * The body as JSON in UTF-8.
   *
   * @throws IllegalArgumentException if it is not JSON, or has a lone surrogate, which the usual
   *     encoders would replace without a word
   */
  public static byte[] of(JsonObject body) {
    try {
      String text = body.encode();
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (EncodeException | CharacterCodingException e) {
      throw new IllegalArgumentException("a body that is not JSON");
    }
  }
}
