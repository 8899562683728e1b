package dev.salus.sdk.model;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.json.JsonObjectReader;
import dev.salus.sdk.json.JsonObjectWriter;
import dev.salus.sdk.json.JsonRewrite;
import dev.salus.sdk.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose content a record has for which nobody vouches (protocol §4.2): somebody wrote it with a key
 * that was retired before, or that is not trusted. Whoever puts such content under a new key, or
 * copies it, signs that it came from there, and not what it says.
 *
 * <p>It stands as {@value #FIELD} before all other private fields, until somebody writes the record
 * anew.
 *
 * @param writer data owner who is said to have written it
 * @param signedBy keyId of the card that signed it
 * @param modified when it says that it was written, milliseconds since the epoch
 */
public record DoubtfulOrigin(String writer, String signedBy, long modified) {

  static final String FIELD = "doubtful";

  private static final byte[] PREFIX = ("{\"" + FIELD + "\":").getBytes(StandardCharsets.US_ASCII);

  /**
   * What private fields say of where they come from; empty if they say nothing, or are no record.
   *
   * @param json private fields
   */
  public static Optional<DoubtfulOrigin> of(byte[] json) {
    if (json.length < PREFIX.length
        || !Arrays.equals(json, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(read(JsonObjectReader.of(JsonValues.parse(json))));
    } catch (MalformedContent malformed) {
      return Optional.empty();
    }
  }

  /**
   * The same private fields to the byte, which say that they come from here, and from nowhere else.
   * What is no JSON object stays what it is: nobody takes it for a record.
   */
  public byte[] markedIn(byte[] json) {
    try {
      return JsonRewrite.withFirst(json, FIELD, toJson());
    } catch (MalformedContent malformed) {
      return json;
    }
  }

  private Map<String, @Nullable Object> toJson() {
    return new JsonObjectWriter()
        .put("writer", writer)
        .put("signedBy", signedBy)
        .put("modified", modified)
        .with(Map.of());
  }

  /**
   * Reads the field of an object that has one; null if it has none.
   *
   * @throws MalformedContent if it says nothing: what was marked is never taken for genuine
   */
  static @Nullable DoubtfulOrigin read(JsonObjectReader in) {
    return in.strictObject(FIELD, DoubtfulOrigin::fields);
  }

  private static DoubtfulOrigin fields(JsonObjectReader in) {
    String writer = in.requiredText("writer");
    String signedBy = in.requiredText("signedBy");
    Long modified = in.integer("modified");
    if (!Ids.isUuid(writer) || !isKeyId(signedBy) || modified == null) {
      throw new MalformedContent(FIELD, "must be writer, signedBy and modified");
    }
    return new DoubtfulOrigin(writer, signedBy, modified);
  }

  private static boolean isKeyId(String text) {
    try {
      return Base64Url.decode(text, FIELD).length == KeyCard.KEY_ID_BYTES;
    } catch (ProtocolViolation violation) {
      return false;
    }
  }
}
