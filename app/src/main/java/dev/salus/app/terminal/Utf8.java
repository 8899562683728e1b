package dev.salus.app.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 (RFC 3629) that is never guessed at: a replacement character in a passphrase would make
 * different ones the same.
 */
public final class Utf8 {

  private Utf8() {}

  /**
   * The characters; what was decoded on the way is overwritten.
   *
   * @throws CharacterCodingException if these bytes are not UTF-8, or have the replacement
   *     character, which says that something else was replaced before
   */
  public static char[] strict(byte[] bytes, int length) throws CharacterCodingException {
    CharBuffer decoded =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes, 0, length));
    try {
      char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
      for (char character : characters) {
        if (character == '\uFFFD') {
          throw new CharacterCodingException();
        }
      }
      return characters;
    } finally {
      Arrays.fill(decoded.array(), '\0');
    }
  }
}
