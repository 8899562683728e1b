package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static void refuses(String text, Kind kind, String field) {
    assertThatThrownBy(() -> StrictJson.parse(text))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            violation -> {
              assertThat(violation.kind()).isEqualTo(kind);
              assertThat(violation.field()).isEqualTo(field);
            });
  }

  @Test
  void readsEveryKindOfValue() {
    JsonObject expected =
        new JsonObject()
            .put("o", new JsonObject())
            .put("a", new JsonArray().add(1L).add(true).add(false).addNull())
            .put("s", "é🩺\"\n")
            .put("n", 9_007_199_254_740_991L);
    String text =
        "{\"o\":{}, \"a\":[1,true,false,null], \"s\":\"é\\ud83e\\ude7a\\\"\\n\","
            + " \"n\":9007199254740991}";
    assertThat(StrictJson.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1.0", "1e3", "-1", "-0", "9007199254740992", "0.5", "1E0"})
  void refusesOtherNumbersAndNamesThem(String number) {
    refuses("{\"a\":{\"b\":[0," + number + "]}}", Kind.INTEGER, "a.b[1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "+1", "01", ".5", "0x1", "'a'", "undefined", "tru"})
  void refusesWhatIsNoJson(String value) {
    refuses("{\"a\":" + value + "}", Kind.SYNTAX, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "\"a\"", "[]", "null", "{", "{}{}", "{} x", "\uFEFF{}"})
  void refusesWhatIsNotOneObject(String text) {
    refuses(text, Kind.SYNTAX, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"// c\n{}", "{/* c */}", "{'a':1}", "{a:1}", "{\"a\":1,}"})
  void refusesWhatOtherReadersTolerate(String text) {
    refuses(text, Kind.SYNTAX, "");
  }

  @Test
  void namesAreComparedUnescaped() {
    refuses("{\"a\":1,\"\\u0061\":2}", Kind.DUPLICATE_NAME, "");
    refuses("{\"x\":{\"a\":1,\"a\":2}}", Kind.DUPLICATE_NAME, "");
  }

  @Test
  void surrogatesMustComeInPairs() {
    refuses("{\"a\":\"\\ud83e\"}", Kind.SYNTAX, "a");
    refuses("{\"a\":[\"\\ude7a\\ud83e\"]}", Kind.SYNTAX, "a[0]");
    refuses("{\"\\ud83e\":1}", Kind.SYNTAX, "");
  }

  @Test
  void depthIsBounded() {
    String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
    assertThat(StrictJson.parse(deepest).containsKey("a")).isTrue();
    refuses("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}", Kind.SYNTAX, "");
    refuses("{\"a\":" + "[".repeat(100_000) + "}", Kind.SYNTAX, "");
  }

  @Test
  void namesAreBounded() {
    assertThat(StrictJson.parse("{\"" + "a".repeat(1_024) + "\":1}").size()).isOne();
    refuses("{\"" + "a".repeat(1_025) + "\":1}", Kind.SYNTAX, "");
  }

  @Test
  void bytesMustBeUtf8ToTheEnd() {
    for (byte[] bytes :
        new byte[][] {
          {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
          {'{', '}', (byte) 0xc3},
          {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
          {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
          {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'},
          {'{', 0, '}', 0}
        }) {
      assertThatThrownBy(() -> StrictJson.parse(bytes))
          .isInstanceOfSatisfying(
              ProtocolViolation.class,
              violation -> assertThat(violation.kind()).isEqualTo(Kind.SYNTAX));
    }
  }

  @Test
  void eachValueIsAskedForBeforeItIsBuilt() {
    AtomicInteger asked = new AtomicInteger();
    String text = "{\"a\":[{},{\"b\":null},0],\"c\":\"d\"}";
    StrictJson.parse(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), asked::incrementAndGet);
    assertThat(asked).as("[], {}, {}, null, 0, d").hasValue(6);

    String endless = "{\"a\":[0" + ",0".repeat(200_000) + "what comes here is not reached";
    AtomicInteger left = new AtomicInteger(100_000);
    assertThatThrownBy(
            () ->
                StrictJson.parse(
                    new ByteArrayInputStream(endless.getBytes(StandardCharsets.UTF_8)),
                    () -> {
                      if (left.decrementAndGet() < 0) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .hasMessage("enough");
  }

  @Test
  void aLongTextThatTakesTwoBytesForACharacterIsAskedForBeforeItIsBuilt() {
    String plain = "x".repeat(100_000);
    assertThat(wideCharacters(plain)).isZero();
    assertThat(wideCharacters(plain + "\u00e9")).isZero();
    assertThat(wideCharacters("short \u20ac")).isZero();
    assertThat(wideCharacters(plain + "\u20ac")).isEqualTo(100_001);
    assertThat(wideCharacters("\u20ac" + plain)).isEqualTo(100_001);
  }

  private static int wideCharacters(String text) {
    AtomicInteger wide = new AtomicInteger();
    StrictJson.Meter meter =
        new StrictJson.Meter() {
          @Override
          public void value() {}

          @Override
          public void wideText(int characters) {
            wide.addAndGet(characters);
          }
        };
    byte[] json = ("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(StrictJson.parse(new ByteArrayInputStream(json), meter).getString("a"))
        .isEqualTo(text);
    return wide.get();
  }

  @Test
  void messagesHaveNoValues() {
    assertThatThrownBy(() -> StrictJson.parse("{\"a\":secretword}"))
        .hasMessageNotContaining("secretword")
        .hasNoCause();
    assertThatThrownBy(() -> StrictJson.parse("{\"a\":12345.678}"))
        .hasMessageNotContaining("12345");
  }
}
