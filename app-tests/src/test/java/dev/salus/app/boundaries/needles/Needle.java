package dev.salus.app.boundaries.needles;

import dev.salus.protocol.Base64Url;
import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something secret, in every form in which it could turn up.
 *
 * @param name what it is, for messages
 * @param forms as Latin-1 text of bytes
 */
public record Needle(String name, Set<String> forms) {

  /** Fewer bytes than this would be found by chance. */
  private static final int LEAST_BYTES = 8;

  private static final List<Charset> ENCODINGS =
      List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  /** A text: as UTF-8, escaped in JSON, percent-encoded, and as bytes. */
  public static Needle text(String name, String text) {
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
  public static Needle bytes(String name, byte[] bytes) {
    return new Needle(name, formsOf(bytes));
  }

  /** Exactly these bytes, in no other form. */
  public static Needle exactly(String name, byte[] bytes) {
    return new Needle(name, Set.of(latin1(bytes)));
  }

  /**
   * The forms, and those of them that are text also as a Java string may hold them in memory: in
   * Latin-1, and in UTF-16 of both byte orders.
   */
  Set<String> formsInMemory() {
    Set<String> all = new LinkedHashSet<>(forms);
    for (String form : forms) {
      textOf(form)
          .ifPresent(
              text ->
                  ENCODINGS.stream()
                      .filter(encoding -> encoding.newEncoder().canEncode(text))
                      .map(encoding -> latin1(text.getBytes(encoding)))
                      .forEach(all::add));
    }
    return all;
  }

  /** The text that a form is in UTF-8; empty if it is something else. */
  private static Optional<String> textOf(String form) {
    ByteBuffer bytes = ByteBuffer.wrap(form.getBytes(StandardCharsets.ISO_8859_1));
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether a piece of Latin-1 text of bytes has it, in any form. */
  public boolean isIn(String haystack) {
    return forms.stream().anyMatch(haystack::contains);
  }

  private static Set<String> formsOf(byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException("too short to look for");
    }
    Set<String> forms = new LinkedHashSet<>();
    forms.add(latin1(bytes));
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

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Text in the form that is searched: the bytes of its UTF-8 as characters. */
  public static String latin1(String text) {
    return latin1(text.getBytes(StandardCharsets.UTF_8));
  }
}
