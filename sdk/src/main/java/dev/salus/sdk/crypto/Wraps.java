package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two boxes of a delegation: {@code wrapped} with the entity key, {@code link} with the link
 * fields (protocol §5). Both are bound to the entity, the exchange and the grant, so a delegation
 * cannot be moved. Takes microseconds.
 */
public final class Wraps {

  private static final int KEY_BYTES = 32;

  private final AeadBox box;

  /** Wraps in boxes of this maker. */
  public Wraps(AeadBox box) {
    this.box = box;
  }

  /**
   * The base64url {@code wrapped} of a delegation.
   *
   * @param version the entity's version now
   * @param wrapKey of the exchange that it is wrapped under
   * @param exchangeId the delegation's own exchange, also where another one wraps
   * @param keyGeneration the entity's, and the key's
   * @param grantSignatureHash 32 bytes
   * @throws IllegalArgumentException if the key is of another generation
   */
  public String wrap(
      EntityKey key,
      long version,
      Secret wrapKey,
      EntityType type,
      String id,
      String exchangeId,
      long keyGeneration,
      byte[] grantSignatureHash) {
    if (key.generation() != keyGeneration) {
      throw new IllegalArgumentException("a key of another generation");
    }
    byte[] raw = key.secret().reveal();
    try {
      JsonObject json =
          new JsonObject()
              .put("key", Base64Url.encode(raw))
              .put("generation", keyGeneration)
              .put("version", version);
      byte[] aad = wrapAad(type, id, exchangeId, keyGeneration, grantSignatureHash);
      return seal(wrapKey, json, aad);
    } finally {
      Arrays.fill(raw, (byte) 0);
    }
  }

  /**
   * What a delegation's {@code wrapped} holds. The key's commitment is not looked at.
   *
   * @param wrapped base64url
   * @param keyGeneration the entity's
   * @throws CryptoFailure of kind {@code OPEN} if it does not open, {@code CONTENT} if something
   *     else is inside, or a key of another generation
   * @throws ProtocolViolation if it is not base64url
   */
  public WrappedKey unwrap(
      String wrapped,
      Secret wrapKey,
      EntityType type,
      String id,
      String exchangeId,
      long keyGeneration,
      byte[] grantSignatureHash) {
    byte[] aad = wrapAad(type, id, exchangeId, keyGeneration, grantSignatureHash);
    WrappedKey opened = open(wrapped, "wrapped", wrapKey, aad, Wraps::readKey);
    if (opened.key().generation() != keyGeneration) {
      throw new CryptoFailure(Kind.CONTENT);
    }
    return opened;
  }

  /**
   * The base64url {@code link} of a delegation.
   *
   * @param patient id of the patient that the entity is about; null to leave it out
   * @param secret a patient's link secret; null to leave it out
   * @param wrapKey of the delegation's own exchange
   * @param grantSignatureHash 32 bytes
   */
  public String wrapLink(
      @Nullable String patient,
      @Nullable Secret secret,
      Secret wrapKey,
      EntityType type,
      String id,
      String exchangeId,
      byte[] grantSignatureHash) {
    JsonObject json = new JsonObject();
    if (patient != null) {
      json.put("patient", patient);
    }
    if (secret != null) {
      json.put("secret", Base64Url.encode(secret.reveal()));
    }
    return seal(wrapKey, json, linkAad(type, id, exchangeId, grantSignatureHash));
  }

  /**
   * What a delegation's {@code link} holds.
   *
   * @param link base64url
   * @throws CryptoFailure of kind {@code OPEN} if it does not open, {@code CONTENT} if something
   *     else is inside
   * @throws ProtocolViolation if it is not base64url
   */
  public LinkFields unwrapLink(
      String link,
      Secret wrapKey,
      EntityType type,
      String id,
      String exchangeId,
      byte[] grantSignatureHash) {
    byte[] aad = linkAad(type, id, exchangeId, grantSignatureHash);
    return open(link, "link", wrapKey, aad, Wraps::readLink);
  }

  private static byte[] wrapAad(
      EntityType type, String id, String exchangeId, long keyGeneration, byte[] hash) {
    return Pae.encode("salus/v1/wrap", type.wireName(), id, exchangeId, keyGeneration, hash);
  }

  private static byte[] linkAad(EntityType type, String id, String exchangeId, byte[] hash) {
    return Pae.encode("salus/v1/wrap-link", type.wireName(), id, exchangeId, hash);
  }

  private static WrappedKey readKey(FieldReader in) {
    byte[] key = Base64Url.decode(in.base64("key", KEY_BYTES), "key");
    EntityKey entityKey = EntityKey.of(in.integer("generation"), Secret.of(key));
    return new WrappedKey(entityKey, in.integer("version"));
  }

  private static LinkFields readLink(FieldReader in) {
    String patient = in.optionalUuid("patient");
    Secret secret = null;
    if (in.has("secret")) {
      String text = in.base64("secret", PatientLinks.SECRET_BYTES);
      secret = Secret.of(Base64Url.decode(text, "secret"));
    }
    return new LinkFields(patient, secret);
  }

  private String seal(Secret wrapKey, JsonObject json, byte[] aad) {
    byte[] plaintext = json.encode().getBytes(StandardCharsets.UTF_8);
    return Base64Url.encode(box.seal(wrapKey, plaintext, aad));
  }

  private <T> T open(
      String boxed, String field, Secret wrapKey, byte[] aad, Function<FieldReader, T> read) {
    byte[] plaintext = box.open(wrapKey, Base64Url.decode(boxed, field), aad);
    try {
      FieldReader in = FieldReader.of(StrictJson.parse(plaintext));
      T fields = read.apply(in);
      in.end();
      return fields;
    } catch (ProtocolViolation e) {
      throw new CryptoFailure(Kind.CONTENT);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }
}
