package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.ENTITY;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentBoxTest {

  private static final EntityType TYPE = EntityType.PATIENT;

  private final AeadBox box = new AeadBox(RANDOM);
  private final ContentBox contents = new ContentBox(box);
  private final EntityKey key = EntityKey.generate(4, RANDOM);

  private static byte[] json(String note) {
    return new JsonObject().put("note", note).toBuffer().getBytes();
  }

  private String boxed(byte[] plaintext) {
    byte[] aad = Pae.encode("salus/v1/content", TYPE.wireName(), ENTITY, 4);
    return Base64Url.encode(box.seal(key.secret(), plaintext, aad));
  }

  @Property(tries = 200)
  void opensWhatItSealed(@ForAll String note) {
    byte[] json = json(note);
    String content = contents.seal(key, json, TYPE, ENTITY);
    assertThat(contents.open(key, content, TYPE, ENTITY)).isEqualTo(json);
  }

  @Property(tries = 200)
  void lengthSaysLittle(@ForAll @IntRange(min = 0, max = 230) int length) {
    String content = contents.seal(key, json("x".repeat(length)), TYPE, ENTITY);
    assertThat(Base64Url.decode(content, "content")).hasSize(12 + 256 + 16);
  }

  @Property(tries = 200)
  void findsAnyChangedBit(
      @ForAll @IntRange(min = 0, max = 283) int at, @ForAll @IntRange(max = 7) int bit) {
    byte[] raw = Base64Url.decode(contents.seal(key, json("x"), TYPE, ENTITY), "content");
    raw[at] ^= (byte) (1 << bit);
    String changed = Base64Url.encode(raw);
    fails(Kind.OPEN, () -> contents.open(key, changed, TYPE, ENTITY));
  }

  @Test
  void isBoundToTypeIdAndGeneration() {
    String content = contents.seal(key, json("x"), TYPE, ENTITY);
    EntityKey other = EntityKey.of(5, key.secret());
    fails(Kind.OPEN, () -> contents.open(key, content, EntityType.DATA_SAMPLE, ENTITY));
    fails(Kind.OPEN, () -> contents.open(key, content, TYPE, ALICE));
    fails(Kind.OPEN, () -> contents.open(other, content, TYPE, ENTITY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{} ", "{}  \n ", " {}", "{\"a\":[-1.5e3,null]}"})
  void anyPaddingWillDo(String plaintext) {
    byte[] bytes = plaintext.getBytes(StandardCharsets.UTF_8);
    assertThat(contents.open(key, boxed(bytes), TYPE, ENTITY))
        .isEqualTo(plaintext.replaceAll(" +$", "").getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "[]",
        "1",
        "{",
        "{}{}",
        "{} x",
        "{}\u0000",
        "{\"a\":1,\"a\":1}",
        "{a:1}"
      })
  void anythingElseIsRefused(String plaintext) {
    String content = boxed(plaintext.getBytes(StandardCharsets.UTF_8));
    fails(Kind.CONTENT, () -> contents.open(key, content, TYPE, ENTITY));
  }

  @Test
  void anotherEncodingIsRefused() {
    String latin = boxed("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    String utf16 = boxed("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE));
    String utf32 = boxed("{}".getBytes(Charset.forName("UTF-32LE")));
    fails(Kind.CONTENT, () -> contents.open(key, latin, TYPE, ENTITY));
    fails(Kind.CONTENT, () -> contents.open(key, utf16, TYPE, ENTITY));
    fails(Kind.CONTENT, () -> contents.open(key, utf32, TYPE, ENTITY));
  }

  @Test
  void hostileNestingIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String content = boxed(deep.getBytes(StandardCharsets.UTF_8));
    fails(Kind.CONTENT, () -> contents.open(key, content, TYPE, ENTITY));
  }

  @Property(tries = 200)
  void junkIsRefusedOrRead(@ForAll byte[] plaintext) {
    String content = boxed(plaintext);
    try {
      assertThat(contents.open(key, content, TYPE, ENTITY)).isNotEmpty();
    } catch (CryptoFailure failure) {
      assertThat(failure.kind()).isEqualTo(Kind.CONTENT);
    }
  }
}
