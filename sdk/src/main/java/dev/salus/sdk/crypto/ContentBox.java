package dev.salus.sdk.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The {@code content} of an entity: its private fields as padded JSON in a box (protocol §4). Takes
 * microseconds, and milliseconds for a megabyte.
 */
public final class ContentBox {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final AeadBox box;

  /** Content in boxes of this maker. */
  public ContentBox(AeadBox box) {
    this.box = box;
  }

  /**
   * The base64url {@code content} of an entity; its length says little of the plaintext's.
   *
   * @param plaintextJson UTF-8 JSON
   */
  public String seal(EntityKey key, byte[] plaintextJson, EntityType type, String id) {
    byte[] padded = Arrays.copyOf(plaintextJson, Padme.contentLength(plaintextJson.length));
    Arrays.fill(padded, plaintextJson.length, padded.length, (byte) ' ');
    return Base64Url.encode(box.seal(key.secret(), padded, aad(type, id, key.generation())));
  }

  /**
   * The UTF-8 JSON object in an entity's {@code content}, without its padding. The key's commitment
   * must have been checked before (protocol §4). How much padding there is does not matter.
   *
   * @param content base64url
   * @throws CryptoFailure of kind {@code OPEN} if it does not open, {@code CONTENT} if something
   *     else than one strict JSON object is inside
   * @throws ProtocolViolation if it is not base64url
   */
  public byte[] open(EntityKey key, String content, EntityType type, String id) {
    byte[] boxed = Base64Url.decode(content, "content");
    byte[] padded = box.open(key.secret(), boxed, aad(type, id, key.generation()));
    int length = padded.length;
    while (length > 0 && padded[length - 1] == ' ') {
      length--;
    }
    byte[] json = Arrays.copyOf(padded, length);
    requireObject(json);
    return json;
  }

  private static byte[] aad(EntityType type, String id, long keyGeneration) {
    return Pae.encode("salus/v1/content", type.wireName(), id, keyGeneration);
  }

  /** Jackson would guess UTF-16 from bytes, so they are decoded first. */
  private static void requireObject(byte[] json) {
    try (JsonParser parser = JSON.createParser(strictUtf8(json))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new CryptoFailure(Kind.CONTENT);
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new CryptoFailure(Kind.CONTENT);
      }
    } catch (IOException e) {
      throw new CryptoFailure(Kind.CONTENT);
    }
  }

  private static String strictUtf8(byte[] json) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }
}
