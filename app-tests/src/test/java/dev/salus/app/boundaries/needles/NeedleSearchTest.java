package dev.salus.app.boundaries.needles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds each needle wherever it stands, and nothing else. */
final class NeedleSearchTest {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final byte[] KEY = bytes(32, 1);
  private static final NeedleSearch SEARCH =
      new NeedleSearch(List.of(Needle.bytes("key", KEY), Needle.text("text", "Zoë of the Wall")));

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Noise with something in it. */
  private static byte[] hayWith(byte[] needle, int at, int size) {
    byte[] hay = bytes(size, 2);
    System.arraycopy(needle, 0, hay, at, needle.length);
    return hay;
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        MEBIBYTE - 32,
        MEBIBYTE - 31,
        MEBIBYTE - 1,
        MEBIBYTE,
        2 * MEBIBYTE - 7,
        3 * MEBIBYTE - 32
      })
  void aKeyIsFoundAtTheBeginningAcrossPiecesAndAtTheEnd(int at) throws IOException {
    byte[] hay = hayWith(KEY, at, 3 * MEBIBYTE);

    assertThat(SEARCH.in(in(hay)).values())
        .singleElement()
        .matches(found -> found.needle().equals("key") && found.offset() == at + 32L);
  }

  @Test
  void itIsFoundHoweverFewBytesComeAtATime() throws IOException {
    InputStream slow =
        new ByteArrayInputStream(hayWith(KEY, 500, 1_000)) {
          @Override
          public synchronized int read(byte[] into, int from, int most) {
            return super.read(into, from, Math.min(most, 3));
          }
        };

    assertThat(SEARCH.in(slow)).containsOnlyKeys("key");
  }

  @Test
  void textIsFoundInEveryEncoding() throws IOException {
    String text = "Zoë of the Wall";
    for (byte[] held :
        List.of(
            text.getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.ISO_8859_1),
            text.getBytes(StandardCharsets.UTF_16LE),
            text.getBytes(StandardCharsets.UTF_16BE),
            Base64.getUrlEncoder().encode(("x" + text + "y").getBytes(StandardCharsets.UTF_8)))) {
      assertThat(SEARCH.in(in(hayWith(held, 77, 300)))).containsOnlyKeys("text");
    }
  }

  @Test
  void whatDiffersInOneByteIsNotFound() throws IOException {
    for (int i = 0; i < KEY.length; i++) {
      byte[] other = KEY.clone();
      other[i] ^= 1;
      assertThat(SEARCH.in(in(hayWith(other, 100, 200)))).isEmpty();
    }
    assertThat(SEARCH.in(in(new byte[100]))).isEmpty();
    assertThat(SEARCH.in(in(new byte[0]))).isEmpty();
  }

  @Test
  void needlesThatEndAlikeAndOneThatEndsAnotherAreAllFound() throws IOException {
    NeedleSearch alike =
        new NeedleSearch(
            List.of(
                exactly("one", "one with the same end"),
                exactly("two", "two with the same end"),
                exactly("both", "with the same end"),
                exactly("zeros", "\0\0\0\0\0\0\0\0")));
    byte[] hay = "one with the same end\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.UTF_8);

    assertThat(alike.in(in(hay))).containsOnlyKeys("one", "both", "zeros");
  }

  private static Needle exactly(String name, String text) {
    return Needle.exactly(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void thousandsAreFoundInOnePass() throws IOException {
    List<Needle> needles = new ArrayList<>();
    byte[] hay = bytes(4 * MEBIBYTE, 3);
    for (int i = 0; i < 5_000; i++) {
      byte[] secret = bytes(32, 1_000 + i);
      needles.add(Needle.bytes("key " + i, secret));
      System.arraycopy(secret, 0, hay, i * 800, secret.length);
    }

    assertThat(new NeedleSearch(needles).in(in(hay)).keySet())
        .containsExactlyElementsOf(needles.stream().map(Needle::name).toList());
  }

  @Test
  void tooLittleIsNotLookedFor() {
    List<Needle> little = Stream.of("Snow").map(text -> exactly("short", text)).toList();

    assertThatThrownBy(() -> new NeedleSearch(little)).isInstanceOf(IllegalArgumentException.class);
  }
}
