package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

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
   */
  public String wrap(EntityKey key, long version, Secret wrapKey, DelegationPlace place) {
    return key.secret()
        .use(
            raw -> {
              JsonObject json =
                  new JsonObject()
                      .put("key", Base64Url.encode(raw))
                      .put("generation", key.generation())
                      .put("version", version);
              return seal(wrapKey, json, place.wrapAad(key.generation()));
            });
  }

  /**
   * What a delegation's {@code wrapped} holds. The key's commitment is not looked at.
   *
   * @param wrapped base64url
   * @param wrapKey of the exchange that it is wrapped under
   * @param keyGeneration the entity's
   * @throws CryptoFailure of kind {@code OPEN} if it does not open, {@code CONTENT} if something
   *     else is inside, or a key of another generation
   * @throws ProtocolViolation if it is not base64url
   */
  public WrappedKey unwrap(
      String wrapped, Secret wrapKey, DelegationPlace place, long keyGeneration) {
    byte[] aad = place.wrapAad(keyGeneration);
    WrappedKey opened = open(wrapped, "wrapped", wrapKey, aad, Wraps::readKey);
    if (opened.key().generation() != keyGeneration) {
      throw new CryptoFailure(Kind.CONTENT);
    }
    return opened;
  }

  /**
   * The base64url {@code link} of a delegation.
   *
   * @param link what it says; each field may be left out
   * @param wrapKey of the delegation's own exchange
   */
  public String wrapLink(LinkFields link, Secret wrapKey, DelegationPlace place) {
    JsonObject json = new JsonObject();
    if (link.patient() != null) {
      json.put("patient", link.patient());
    }
    if (link.secret() != null) {
      json.put("secret", link.secret().use(Base64Url::encode));
    }
    return seal(wrapKey, json, place.linkAad());
  }

  /**
   * What a delegation's {@code link} holds.
   *
   * @param link base64url
   * @param wrapKey of the delegation's own exchange
   * @throws CryptoFailure of kind {@code OPEN} if it does not open, {@code CONTENT} if something
   *     else is inside
   * @throws ProtocolViolation if it is not base64url
   */
  public LinkFields unwrapLink(String link, Secret wrapKey, DelegationPlace place) {
    return open(link, "link", wrapKey, place.linkAad(), Wraps::readLink);
  }

  private static WrappedKey readKey(FieldReader in) {
    byte[] key = Base64Url.decode(in.base64("key", KEY_BYTES), "key");
    EntityKey entityKey = EntityKey.of(in.integer("generation"), Secret.taking(key));
    return new WrappedKey(entityKey, in.integer("version"));
  }

  private static LinkFields readLink(FieldReader in) {
    String patient = in.optionalUuid("patient");
    Secret secret = null;
    if (in.has("secret")) {
      String text = in.base64("secret", PatientLinks.SECRET_BYTES);
      secret = Secret.taking(Base64Url.decode(text, "secret"));
    }
    return new LinkFields(patient, secret);
  }

  private String seal(Secret wrapKey, JsonObject json, byte[] aad) {
    byte[] plaintext = json.encode().getBytes(StandardCharsets.UTF_8);
    try {
      return Base64Url.encode(box.seal(wrapKey, plaintext, aad));
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
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
