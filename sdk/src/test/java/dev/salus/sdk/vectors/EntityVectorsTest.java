package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static dev.salus.sdk.vectors.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.WrappedKey;
import dev.salus.sdk.crypto.Wraps;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the vectors of whole entities and checks the product with them. */
class EntityVectorsTest {

  private static final String INTEROP = "entities-interop.json";

  private final AeadBox box = new AeadBox(new SecureRandom());
  private final Wraps wraps = new Wraps(box);

  /** What is made here, and what another library made. */
  private static Stream<JsonObject> entities() {
    return Stream.concat(cases("entities.json", "cases"), cases(INTEROP, "cases"));
  }

  private static Entity entity(JsonObject c) {
    return Entity.parse(c.getJsonObject("entity"));
  }

  private static KeyCard signer(JsonObject c, String keyId) {
    return VectorFiles.objects(c, "cards")
        .map(KeyCard::parse)
        .filter(card -> card.keyId().equals(keyId))
        .findFirst()
        .orElseThrow();
  }

  private static EntityKey key(JsonObject c, EntityHeader header) {
    return EntityKey.of(header.keyGeneration(), Secret.of(bytes(c, "k")));
  }

  @Test
  void signaturesVerify() {
    entities()
        .forEach(
            c -> {
              Entity entity = entity(c);
              assertThat(hex(entity.signedBytes())).isEqualTo(c.getString("signedBytes"));
              KeyCard signer = signer(c, entity.header().signedBy());
              assertThat(signer.verifies(entity.signedBytes(), entity.signature())).isTrue();
            });
  }

  @Test
  void linksEnterTheSignatureAsBytesAndNotAsText() {
    List<JsonObject> signed = cases(INTEROP, "cases").toList();
    List<JsonObject> refused = cases(INTEROP, "refused").toList();
    assertThat(refused).hasSameSizeAs(signed);
    for (int i = 0; i < refused.size(); i++) {
      JsonObject c = refused.get(i);
      Entity overText = entity(c);
      byte[] withTexts = bytes(c, "signedBytes");
      KeyCard signer = KeyCard.parse(c.getJsonObject("card"));
      assertThat(overText.header().links()).hasSizeGreaterThan(1);
      assertThat(signer.verifies(withTexts, overText.signature())).isTrue();
      assertThat(signer.verifies(overText.signedBytes(), overText.signature())).isFalse();
      assertThat(signer.verifies(withTexts, entity(signed.get(i)).signature())).isFalse();
    }
  }

  @Test
  void contentIsMadeAndOpened() {
    entities()
        .forEach(
            c -> {
              Entity entity = entity(c);
              EntityHeader header = entity.header();
              EntityKey key = key(c, header).requireCommitment(header.keyCommitment());
              byte[] plaintext = c.getString("plaintext").getBytes(StandardCharsets.UTF_8);
              assertThat(
                      new ContentBox(box).open(key, entity.content(), header.type(), header.id()))
                  .isEqualTo(plaintext);
              ContentBox scripted =
                  new ContentBox(new AeadBox(Fixed.random(bytes(c, "contentNonce"))));
              assertThat(scripted.seal(key, plaintext, header.type(), header.id()))
                  .isEqualTo(entity.content());
              assertThat(hex(box.open(key.secret(), entity.contentBytes(), bytes(c, "contentAad"))))
                  .startsWith(hex(plaintext));
            });
  }

  @Test
  void grantsVerify() {
    entities()
        .forEach(
            c -> {
              Entity entity = entity(c);
              EntityHeader header = entity.header();
              for (int i = 0; i < entity.grants().size(); i++) {
                Grant grant = entity.grants().get(i);
                JsonObject described = c.getJsonArray("grants").getJsonObject(i);
                byte[] signed = grant.signedBytes(header.type(), header.id(), header.author());
                assertThat(hex(signed)).isEqualTo(described.getString("signedBytes"));
                assertThat(signer(c, grant.signedBy()).verifies(signed, grant.signature()))
                    .isTrue();
                assertThat(hex(grant.signatureHash()))
                    .isEqualTo(described.getString("signatureHash"));
                grant
                    .delegations()
                    .forEach(
                        (id, delegation) ->
                            assertThat(hex(delegation.digest(id)))
                                .isEqualTo(described.getJsonObject("digests").getString(id)));
              }
            });
  }

  @Test
  void wrapsAndLinksOpen() {
    entities()
        .forEach(
            c -> {
              Entity entity = entity(c);
              for (int i = 0; i < entity.grants().size(); i++) {
                Grant grant = entity.grants().get(i);
                VectorFiles.objects(c.getJsonArray("grants").getJsonObject(i), "boxes")
                    .forEach(made -> checkBox(entity.header(), grant, made));
              }
            });
  }

  private void checkBox(EntityHeader header, Grant grant, JsonObject made) {
    String exchangeId = made.getString("exchangeId");
    Delegation delegation = grant.delegations().get(exchangeId);
    Secret wrapKey = Secret.of(bytes(made, "wrapKey"));
    JsonObject holds = made.getJsonObject("holds");
    if (made.getString("field").equals("wrapped")) {
      WrappedKey opened =
          wraps.unwrap(
              delegation.wrapped(),
              wrapKey,
              DelegationPlace.of(header, exchangeId, grant),
              header.keyGeneration());
      assertThat(hex(opened.key().secret().revealBytes())).isEqualTo(holds.getString("k"));
      assertThat(opened.key().generation()).isEqualTo(header.keyGeneration());
      assertThat(opened.version()).isEqualTo(holds.getLong("version"));
      assertThat(opened.key().commitment()).isEqualTo(header.keyCommitment());
    } else {
      LinkFields opened =
          wraps.unwrapLink(
              delegation.link(), wrapKey, DelegationPlace.of(header, exchangeId, grant));
      String secret = holds.getString("secret");
      assertThat(opened.patient()).isEqualTo(holds.getString("patient"));
      assertThat(opened.secret())
          .isEqualTo(secret == null ? null : Secret.of(HexFormat.of().parseHex(secret)));
    }
  }
}
