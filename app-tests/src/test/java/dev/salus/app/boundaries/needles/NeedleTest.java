package dev.salus.app.boundaries.needles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds what it looks for in every form. */
final class NeedleTest {

  private static final String TEXT = "Zoë \"Quill\" of\tthe Wall";
  private static final Needle NEEDLE = Needle.text("text", TEXT);
  private static final byte[] UTF8 = TEXT.getBytes(StandardCharsets.UTF_8);

  @Test
  void textIsFoundAsItIsAndInJson() throws Exception {
    JsonMapper ascii = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    assertThat(NEEDLE.isIn(Needle.latin1("She is " + TEXT + "."))).isTrue();
    assertThat(NEEDLE.isIn(Needle.latin1(new JsonObject().put("name", TEXT).encode()))).isTrue();
    assertThat(NEEDLE.isIn(Needle.latin1(ascii.writeValueAsString(TEXT)))).isTrue();
    assertThat(NEEDLE.isIn("?q=" + URLEncoder.encode(TEXT, StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void bytesAreFoundInBase64WhereverTheyStand(int before) {
    byte[] whole =
        ("x".repeat(before) + TEXT + "y".repeat(5 - before)).getBytes(StandardCharsets.UTF_8);

    assertThat(NEEDLE.isIn(Base64.getEncoder().encodeToString(whole))).isTrue();
    assertThat(NEEDLE.isIn(Base64.getUrlEncoder().withoutPadding().encodeToString(whole))).isTrue();
  }

  @Test
  void bytesAreFoundInHex() {
    assertThat(NEEDLE.isIn(HexFormat.of().formatHex(UTF8))).isTrue();
    assertThat(NEEDLE.isIn("0x" + HexFormat.of().withUpperCase().formatHex(UTF8))).isTrue();
  }

  @Test
  void inMemoryTextMayBeLatin1OrUtf16() {
    for (Charset encoding :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.ISO_8859_1,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE)) {
      byte[] held = TEXT.getBytes(encoding);
      assertThat(NEEDLE.formsInMemory())
          .as(encoding.name())
          .contains(new String(held, StandardCharsets.ISO_8859_1));
    }
    assertThat(Needle.bytes("bytes", UTF8).formsInMemory())
        .contains(
            new String(
                Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(UTF8)
                    .substring(0, UTF8.length * 8 / 6)
                    .getBytes(StandardCharsets.UTF_16LE),
                StandardCharsets.ISO_8859_1));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String other = "Zoë \"Quill\" of the Wall";

    assertThat(NEEDLE.isIn(Needle.latin1(other))).isFalse();
    assertThat(
            NEEDLE.isIn(Base64.getEncoder().encodeToString(other.getBytes(StandardCharsets.UTF_8))))
        .isFalse();
  }

  @Test
  void tooLittleIsNotLookedFor() {
    assertThatThrownBy(() -> Needle.text("short", "Snow"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
