package dev.salus.sdk.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a JSON text stand: what a value is made of, each with its begin and its end.
 * The text is one that {@link JsonValues#parse} takes.
 */
sealed interface JsonText {

  /** The value's first character. */
  int from();

  /** Behind its last one. */
  int to();

  /** An object. */
  record OfObject(int from, int to, List<Member> members) implements JsonText {}

  /** An array. */
  record OfArray(int from, int to, List<JsonText> elements) implements JsonText {}

  /** Anything else. */
  record OfScalar(int from, int to) implements JsonText {}

  /**
   * A member of an object.
   *
   * @param from the first quote of its name
   */
  record Member(String name, int from, JsonText value) {}

  /** The parts of a text. */
  static JsonText of(String text) {
    // as an array, so that the parser has all of it at once and counts from its begin
    try (JsonParser parser = JsonValues.MAPPER.getFactory().createParser(text.toCharArray())) {
      parser.nextToken();
      return Reading.value(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON text", e);
    }
  }

  /** Of a parser. */
  final class Reading {

    private Reading() {}

    private static JsonText value(JsonParser parser) throws IOException {
      int from = begin(parser);
      return switch (parser.currentToken()) {
        case START_OBJECT -> {
          List<Member> members = members(parser);
          yield new OfObject(from, end(parser), members);
        }
        case START_ARRAY -> {
          List<JsonText> elements = elements(parser);
          yield new OfArray(from, end(parser), elements);
        }
        default -> new OfScalar(from, end(parser));
      };
    }

    private static List<Member> members(JsonParser parser) throws IOException {
      List<Member> members = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int from = begin(parser);
        parser.nextToken();
        members.add(new Member(name, from, value(parser)));
      }
      return members;
    }

    private static List<JsonText> elements(JsonParser parser) throws IOException {
      List<JsonText> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return elements;
    }

    private static int begin(JsonParser parser) {
      return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    private static int end(JsonParser parser) throws IOException {
      parser.finishToken();
      return Math.toIntExact(parser.currentLocation().getCharOffset());
    }
  }
}
