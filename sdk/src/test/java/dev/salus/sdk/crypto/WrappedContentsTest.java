package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.ENTITY;
import static dev.salus.sdk.crypto.TestKeys.EXCHANGE;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.bytes;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whoever knows the exchange key boxes what it likes; only what the protocol puts there is read.
 */
class WrappedContentsTest {

  private final AeadBox box = new AeadBox(RANDOM);
  private final Wraps wraps = new Wraps(box);
  private final Secret wrapKey = Secret.random(32, RANDOM);
  private final DelegationPlace place =
      new DelegationPlace(EntityType.PATIENT, ENTITY, EXCHANGE, bytes(32));

  private String boxed(String inside, byte[] aad) {
    return Base64Url.encode(box.seal(wrapKey, inside.getBytes(StandardCharsets.UTF_8), aad));
  }

  private static JsonObject key() {
    return new JsonObject()
        .put("key", Base64Url.encode(bytes(32)))
        .put("generation", 2)
        .put("version", 7);
  }

  @Test
  void aWrapIsAKeyOfItsGenerationAndAFloor() {
    String good = boxed(key().encode(), place.wrapAad(2));
    assertThat(wraps.unwrap(good, wrapKey, place, 2).version()).isEqualTo(7);

    for (JsonObject junk :
        List.of(
            new JsonObject(),
            key().put("generation", 3),
            key().put("generation", "2"),
            key().put("version", 1.5),
            key().put("key", Base64Url.encode(bytes(31))),
            key().put("more", true))) {
      String wrapped = boxed(junk.encode(), place.wrapAad(2));
      fails(Kind.CONTENT, () -> wraps.unwrap(wrapped, wrapKey, place, 2));
    }
    for (String junk : List.of("", "[]", "key", good)) {
      String wrapped = boxed(junk, place.wrapAad(2));
      fails(Kind.CONTENT, () -> wraps.unwrap(wrapped, wrapKey, place, 2));
    }
  }

  @Test
  void aLinkIsAPatientAndASecretOrLess() {
    assertThat(wraps.unwrapLink(boxed("{}", place.linkAad()), wrapKey, place))
        .isEqualTo(new LinkFields(null, null));
    for (JsonObject junk :
        List.of(
            new JsonObject().put("patient", "somebody"),
            new JsonObject().put("patient", 1),
            new JsonObject().put("secret", Base64Url.encode(bytes(15))),
            new JsonObject().putNull("secret"),
            new JsonObject().put("patient", ALICE).put("more", 1))) {
      String link = boxed(junk.encode(), place.linkAad());
      fails(Kind.CONTENT, () -> wraps.unwrapLink(link, wrapKey, place));
    }
  }
}
