package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.bytes;
import static dev.salus.sdk.vectors.VectorFiles.cases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Signatures;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Reads what must not open or verify, and checks that it does not, for the reason given. */
class RefusedVectorsTest {

  private static final String FILE = "refused-boxes.json";

  private final AeadBox box = new AeadBox(new SecureRandom());
  private final ContentBox contents = new ContentBox(box);
  private final Wraps wraps = new Wraps(box);

  private static void refuses(String array, Consumer<JsonObject> open) {
    cases(FILE, array)
        .forEach(
            c -> {
              CryptoFailure failure =
                  catchThrowableOfType(CryptoFailure.class, () -> open.accept(c));
              assertThat(failure).as(c.getString("name")).isNotNull();
              assertThat(failure.kind().name())
                  .as(c.getString("name"))
                  .isEqualTo(c.getString("kind"));
            });
  }

  private static EntityType type(JsonObject c) {
    return EntityType.of(c.getString("type")).orElseThrow();
  }

  @Test
  void boxes() {
    refuses("boxes", c -> box.open(Secret.of(bytes(c, "key")), bytes(c, "box"), bytes(c, "aad")));
  }

  @Test
  void contents() {
    refuses(
        "contents",
        c -> {
          EntityKey key = EntityKey.of(c.getLong("keyGeneration"), Secret.of(bytes(c, "k")));
          contents.open(
              key.requireCommitment(c.getString("keyCommitment")),
              c.getString("content"),
              type(c),
              c.getString("id"));
        });
  }

  @Test
  void wraps() {
    refuses(
        "wraps",
        c ->
            wraps.unwrap(
                c.getString("wrapped"),
                Secret.of(bytes(c, "wrapKey")),
                new DelegationPlace(
                    type(c),
                    c.getString("id"),
                    c.getString("exchangeId"),
                    bytes(c, "grantSignatureHash")),
                c.getLong("keyGeneration")));
  }

  @Test
  void links() {
    refuses(
        "links",
        c ->
            wraps.unwrapLink(
                c.getString("link"),
                Secret.of(bytes(c, "wrapKey")),
                new DelegationPlace(
                    type(c),
                    c.getString("id"),
                    c.getString("exchangeId"),
                    bytes(c, "grantSignatureHash"))));
  }

  @Test
  void exchanges() {
    refuses(
        "exchanges",
        c -> {
          OwnerKey key = CardVectorsTest.key(c.getJsonObject("key"));
          ExchangeKey.open(ExchangeRecord.parse(c.getJsonObject("record")), key);
        });
  }

  @Test
  void signatures() {
    cases(FILE, "signatures")
        .forEach(
            c ->
                assertThat(
                        Signatures.verify(
                            Base64Url.decode(c.getString("sign"), "sign"),
                            bytes(c, "message"),
                            Base64Url.decode(c.getString("signature"), "signature")))
                    .as(c.getString("name"))
                    .isFalse());
  }
}
