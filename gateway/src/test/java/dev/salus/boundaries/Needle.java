package dev.salus.boundaries;

import dev.salus.core.protocol.Base64Url;
import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something secret, in every form in which it could turn up.
 *
 * @param name what it is, for messages
 * @param forms as Latin-1 text of bytes
 */
record Needle(String name, Set<String> forms) {

  /** Fewer bytes than this would be found by chance. */
  private static final int LEAST_BYTES = 8;

  /** A text: as UTF-8, escaped in JSON, percent-encoded, and as bytes. */
  static Needle text(String name, String text) {
    Set<String> forms = new LinkedHashSet<>(formsOf(text.getBytes(StandardCharsets.UTF_8)));
    String json = Json.encode(text);
    String inner = json.substring(1, json.length() - 1);
    forms.add(latin1(inner));
    for (String text16 : List.of(text, inner)) {
      forms.add(escaped(text16, "\\u%04x"));
      forms.add(escaped(text16, "\\u%04X"));
    }
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
    return new Needle(name, forms);
  }

  /** Raw bytes: as they are, as hex, and as base64 wherever they stand in what was encoded. */
  static Needle bytes(String name, byte[] bytes) {
    return new Needle(name, formsOf(bytes));
  }

  /** Whether a piece of Latin-1 text of bytes has it, in any form. */
  boolean isIn(String haystack) {
    return forms.stream().anyMatch(haystack::contains);
  }

  private static Set<String> formsOf(byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException("too short to look for");
    }
    Set<String> forms = new LinkedHashSet<>();
    forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    forms.add(Arrays.toString(bytes));
    for (int before = 0; before < 3; before++) {
      String standard = base64At(before, bytes);
      forms.add(standard);
      forms.add(standard.replace('+', '-').replace('/', '_'));
    }
    forms.add(Base64Url.encode(bytes));
    return forms;
  }

  /** The characters that the bytes have in base64 if so many others stand before them. */
  private static String base64At(int before, byte[] bytes) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = before == 0 ? 0 : before + 1;
    int to = shifted.length * 8 / 6;
    return encoded.substring(from, to);
  }

  /** All that is not ASCII as escapes. */
  private static String escaped(String text, String escape) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(c -> escaped.append(c < 0x80 ? String.valueOf((char) c) : escape.formatted(c)));
    return escaped.toString();
  }

  /** Text in the form that is searched: the bytes of its UTF-8 as characters. */
  static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
