package dev.salus.core.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.entities.JsonFields.Value;
import dev.salus.storage.DocumentText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is found in any text, who may see it among that, is what a parser finds (threat T07). */
class JsonFieldsPropertiesTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final List<String> FIELDS = List.of("entity", "index", "former");

  /** Names and values that look like what is looked for, or like structure. */
  private static final List<String> TEXTS =
      List.of(
          "",
          "entity",
          "index",
          "entit",
          "\"index\"",
          "\"index\":[\"" + TOKEN + "\"]",
          "\\",
          "\\\"",
          "}",
          "]",
          "{",
          "[,",
          "\n\t\u0001",
          "\u00e4\u00ff\u0101\ud83d\ude00\u2028",
          "x\"" + TOKEN,
          TOKEN + "\"",
          "\"" + TOKEN + "\"",
          TOKEN + "0",
          TOKEN.substring(1),
          "long text ".repeat(9) + "\\\\\"");

  private static final List<String> OTHERS =
      List.of("0", "-1.5e3", "9007199254740993", "1.00", "true", "false", "null", "{}", "[ ]");

  /** Writes one text as any serializer might. */
  private static final class Writer {
    private final Random random;
    private final StringBuilder json = new StringBuilder();

    Writer(Random random) {
      this.random = random;
    }

    String text(boolean withToken) {
      space();
      object(3, FIELDS, withToken);
      space();
      return json.toString();
    }

    private void object(int depth, List<String> usual, boolean withToken) {
      List<String> names = new ArrayList<>(usual);
      names.addAll(TEXTS.subList(3, TEXTS.size()));
      Collections.shuffle(names, random);
      json.append('{');
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        json.append(i == 0 ? "" : ",");
        space();
        string(names.get(i));
        space();
        json.append(':');
        value(depth - 1, withToken);
      }
      space();
      json.append('}');
    }

    private void value(int depth, boolean withToken) {
      space();
      switch (random.nextInt(depth > 0 ? 5 : 3)) {
        case 0 -> json.append(any(OTHERS));
        case 1 -> string(any(TEXTS));
        case 2 -> string(withToken ? TOKEN : any(TEXTS));
        case 3 -> object(depth, FIELDS, withToken);
        default -> array(depth, withToken);
      }
      space();
    }

    private void array(int depth, boolean withToken) {
      json.append('[');
      int count = random.nextInt(4);
      for (int i = 0; i < count; i++) {
        json.append(i == 0 ? "" : ",");
        value(depth - 1, withToken);
      }
      json.append(']');
    }

    private void string(String text) {
      json.append('"');
      text.codePoints().forEach(this::character);
      json.append('"');
    }

    private void character(int c) {
      if (c < ' ' || (c > '~' && random.nextBoolean())) {
        Character.toString(c).chars().forEach(unit -> json.append(String.format("\\u%04x", unit)));
      } else if (c == '"' || c == '\\') {
        json.append('\\').append((char) c);
      } else {
        json.appendCodePoint(c);
      }
    }

    private void space() {
      json.append(" \n\r\t".repeat(2), 0, random.nextInt(4) == 0 ? random.nextInt(9) : 0);
    }

    private String any(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  private static String part(DocumentText text, Value value) {
    Buffer part = Buffer.buffer();
    text.copyTo(part, value.from(), value.to());
    return part.toString();
  }

  private static boolean has(Object value, String string) {
    if (value instanceof JsonObject object) {
      return object.stream()
          .anyMatch(field -> field.getKey().equals(string) || has(field.getValue(), string));
    }
    return value instanceof JsonArray array
        ? IntStream.range(0, array.size()).anyMatch(i -> has(array.getValue(i), string))
        : string.equals(value);
  }

  @Property(tries = 1_000)
  void t07_whatIsSkippedIsWhatAParserReads(@ForAll Random random, @ForAll boolean withToken) {
    String json = new Writer(random).text(withToken);
    DocumentText text = DocumentText.taking("1-a", json.getBytes(StandardCharsets.UTF_8));
    JsonObject parsed = new JsonObject(json);

    Map<String, Value> found = JsonFields.find(text, FIELDS);

    for (String field : FIELDS) {
      Value value = found.get(field);
      assertThat(value != null).as("%s in %s", field, json).isEqualTo(parsed.containsKey(field));
      if (value != null) {
        assertThat(new JsonArray("[" + part(text, value) + "]").getValue(0))
            .as("%s in %s", field, json)
            .isEqualTo(parsed.getValue(field));
        assertThat(JsonFields.hasString(text, value, TOKEN))
            .as("token under %s in %s", field, json)
            .isEqualTo(has(parsed.getValue(field), TOKEN));
      }
    }
  }
}
