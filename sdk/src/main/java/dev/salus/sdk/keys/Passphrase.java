package dev.salus.sdk.keys;

import dev.salus.api.Invalid;
import dev.salus.sdk.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/** The bytes of a passphrase: Unicode form KC, then UTF-8 (protocol §9.1). */
final class Passphrase {

  /** Of one char. */
  private static final int MOST_UTF8_BYTES = 3;

  private Passphrase() {}

  /**
   * The bytes of a copy of these characters. A passphrase that is not ASCII goes through a string,
   * since the JDK normalises nothing else.
   *
   * @throws Invalid if it is empty or has a lone surrogate
   */
  static Secret bytes(char[] characters) {
    if (characters.length == 0) {
      throw new Invalid("passphrase", "must not be empty");
    }
    CharBuffer given = CharBuffer.wrap(characters);
    boolean ascii = given.chars().allMatch(each -> each < 128);
    return utf8(ascii ? given : CharBuffer.wrap(Normalizer.normalize(given, Normalizer.Form.NFKC)));
  }

  private static Secret utf8(CharBuffer text) {
    ByteBuffer encoded = ByteBuffer.allocate(text.remaining() * MOST_UTF8_BYTES);
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    if (encoder.encode(text, encoded, true).isError()) {
      throw new Invalid("passphrase", "must not have a lone surrogate");
    }
    Secret secret = Secret.taking(Arrays.copyOf(encoded.array(), encoded.position()));
    Arrays.fill(encoded.array(), (byte) 0);
    return secret;
  }
}
