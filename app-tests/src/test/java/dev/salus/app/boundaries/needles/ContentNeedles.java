package dev.salus.app.boundaries.needles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to look for of plaintexts, which may be as ordinary as "John". Of each field there is its
 * piece of the JSON, as in {@code "firstName":"John"}. A text of some length is looked for alone
 * too. A shorter one cannot be, but as a Java string it can: in a heap dump its length and type
 * stand before its bytes. Words of nothing but small letters, and short numbers, which any program
 * may have, are not looked for alone.
 */
public final class ContentNeedles {

  private static final int DISTINCTIVE_BYTES = 8;
  private static final int LEAST_STRING_BYTES = 4;
  private static final Pattern ORDINARY_WORD = Pattern.compile("[a-z]+|[0-9]{1,7}");
  private static final byte HPROF_BYTE_ARRAY = 8;

  private final JsonFactory factory = new JsonFactory();
  private final Set<String> known;
  private final Map<String, Needle> pieces = new LinkedHashMap<>();
  private final Map<String, Needle> texts = new LinkedHashMap<>();
  private final Map<String, Needle> strings = new LinkedHashMap<>();

  /**
   * Of these contents.
   *
   * @param contents JSON
   * @param known texts that the server does know: published tags and ids
   */
  public ContentNeedles(Collection<String> contents, Set<String> known) throws IOException {
    this.known = Set.copyOf(known);
    for (String content : contents) {
      take(content);
    }
  }

  /** Pieces of the JSON. */
  public List<Needle> pieces() {
    return List.copyOf(pieces.values());
  }

  /** Longer texts, alone. */
  public List<Needle> texts() {
    return List.copyOf(texts.values());
  }

  /** Texts of any length as heap dumps show them. */
  public List<Needle> strings() {
    return List.copyOf(strings.values());
  }

  private void take(String content) throws IOException {
    try (JsonParser in = factory.createParser(content)) {
      int begin = 0;
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        int at = (int) in.currentTokenLocation().getCharOffset();
        if (token == JsonToken.FIELD_NAME) {
          begin = at;
        } else if (token.isScalarValue()) {
          boolean isField = in.currentName() != null;
          String text = in.getText();
          in.finishToken();
          int end = (int) in.currentLocation().getCharOffset();
          // One more tells 4 from 40, and gives an element of an array its brackets or commas.
          add(content.substring(isField ? begin : at - 1, end + 1), token, text);
        }
      }
    }
  }

  private void add(String piece, JsonToken token, String text) {
    if (token == JsonToken.VALUE_STRING && known.contains(text)) {
      return;
    }
    if (piece.length() >= DISTINCTIVE_BYTES) {
      pieces.computeIfAbsent(piece, same -> Needle.text(piece, piece));
    }
    if (token != JsonToken.VALUE_STRING || ORDINARY_WORD.matcher(text).matches()) {
      return;
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes >= DISTINCTIVE_BYTES) {
      texts.computeIfAbsent(text, same -> Needle.text(text, text));
    }
    if (bytes >= LEAST_STRING_BYTES) {
      strings.computeIfAbsent(text, same -> inHeapDump(text));
    }
  }

  /** A text as the array of bytes that a Java string has it in, as a heap dump shows that. */
  public static Needle inHeapDump(String text) {
    boolean isLatin1 = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    byte[] bytes =
        text.getBytes(isLatin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    ByteBuffer array = ByteBuffer.allocate(Integer.BYTES + 1 + bytes.length);
    array.putInt(bytes.length).put(HPROF_BYTE_ARRAY).put(bytes);
    return Needle.exactly("the string " + text, array.array());
  }
}
