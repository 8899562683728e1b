package dev.salus.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The keys of a line editor, in bytes. */
class TypedLineTest {

  private static TypedLine typed(String keys) {
    TypedLine line = new TypedLine();
    for (byte next : keys.getBytes(StandardCharsets.UTF_8)) {
      line.typed(next & 0xff);
    }
    return line;
  }

  private static String line(String keys) throws IOException {
    return new String(typed(keys).characters());
  }

  @Test
  void aCharacterIsErasedWithAllItsBytes() throws Exception {
    assertThat(line("a\u00e4\u20ac\ud83d\ude00\u007f\b")).isEqualTo("a\u00e4");
    assertThat(line("\u007f\u007fx")).isEqualTo("x");
    assertThat(line("typed wrong\u0015right")).isEqualTo("right");
  }

  @Test
  void arrowsAndControlSignsAddNothing() throws Exception {
    assertThat(line("a\u001b[D\u001b[1;5Cb\u001bOA\u001c\u0000\tc")).isEqualTo("abc");
  }

  @Test
  void altWithAnArrowAddsNothing() throws Exception {
    assertThat(line("a\u001b\u001b[A\u001b\u001bOBb")).isEqualTo("ab");
  }

  @Test
  void whatIsTooLongIsRefusedAndNotCutShort() throws Exception {
    String longest = "x".repeat(TypedLine.LONGEST);

    assertThat(line(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> line(longest + "y")).isInstanceOf(LineTooLongException.class);
    assertThatThrownBy(() -> line(longest + "y\u007f")).isInstanceOf(LineTooLongException.class);
    assertThat(line(longest + "y\u0015short")).isEqualTo("short");
  }

  @Test
  void aReplacementCharacterIsRefused() {
    assertThatThrownBy(() -> line("p\ufffdss")).isInstanceOf(CharacterCodingException.class);
  }

  @Property
  void whatIsTypedIsWhatIsRead(
      @ForAll @StringLength(max = 200) @CharRange(from = ' ', to = '~') String ascii,
      @ForAll @StringLength(max = 200) @CharRange(from = '\u00a0', to = '\ud7ff') String other)
      throws IOException {
    assertThat(line(ascii + other)).isEqualTo(ascii + other);
  }
}
