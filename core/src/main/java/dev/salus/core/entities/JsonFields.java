package dev.salus.core.entities;

import dev.salus.storage.DocumentText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of the fields of a JSON object are, found by skipping what is between: nothing
 * is read, so nothing is made of it. For texts that a store gives out, which are JSON.
 */
final class JsonFields {

  private final DocumentText text;

  private JsonFields(DocumentText text) {
    this.text = text;
  }

  /**
   * A value in a text.
   *
   * @param from its first byte
   * @param to after its last
   */
  record Value(int from, int to) {}

  /** Hears of a field: where its name and its value are, without quotation marks. */
  private interface Each {
    void field(int nameFrom, int nameTo, Value value);
  }

  /** The value of a field of the object that the text is; null if it has none. */
  static @Nullable Value find(DocumentText text, String name) {
    return find(text, List.of(name)).get(name);
  }

  /** The values of those of some fields that the object has which the text is, in one pass. */
  static Map<String, Value> find(DocumentText text, List<String> names) {
    JsonFields fields = new JsonFields(text);
    Map<String, Value> found = new HashMap<>();
    fields.forEach(
        (from, to, value) -> {
          for (String name : names) {
            if (fields.isText(name, from, to)) {
              found.putIfAbsent(name, value);
            }
          }
        });
    return found;
  }

  private void forEach(Each each) {
    int at = skipSpace(skipSpace(0) + 1);
    while (text.at(at) != '}') {
      int nameEnd = skipString(at);
      int from = skipSpace(skipSpace(nameEnd) + 1);
      int to = skipValue(from);
      each.field(at + 1, nameEnd - 1, new Value(from, to));
      int next = skipSpace(to);
      at = text.at(next) == '}' ? next : skipSpace(next + 1);
    }
  }

  /**
   * Whether a value has this string in it somewhere, one of ASCII characters of which none is to be
   * escaped.
   */
  static boolean hasString(DocumentText text, Value value, String string) {
    JsonFields fields = new JsonFields(text);
    int i = text.firstOf('"', '"', value.from());
    while (i < value.to()) {
      int end = fields.skipString(i);
      if (fields.isText(string, i + 1, end - 1)) {
        return true;
      }
      i = text.firstOf('"', '"', end);
    }
    return false;
  }

  /** Whether this stands there, which is ASCII. */
  private boolean isText(String wanted, int from, int to) {
    if (to - from != wanted.length()) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (text.at(from + i) != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int skipSpace(int from) {
    int i = from;
    while (text.at(i) == ' ' || text.at(i) == '\n' || text.at(i) == '\r' || text.at(i) == '\t') {
      i++;
    }
    return i;
  }

  private int skipString(int from) {
    int i = text.firstOf('"', '\\', from + 1);
    while (text.at(i) == '\\') {
      i = text.firstOf('"', '\\', i + 2);
    }
    return i + 1;
  }

  private int skipValue(int from) {
    int depth = 0;
    int i = from;
    while (true) {
      byte c = text.at(i);
      if (c == '"') {
        i = skipString(i);
        if (depth == 0) {
          return i;
        }
      } else if (c == '{' || c == '[') {
        depth++;
        i++;
      } else if (c == '}' || c == ']') {
        if (depth == 0) {
          return i;
        }
        i++;
        if (--depth == 0) {
          return i;
        }
      } else if (c == ',' && depth == 0) {
        return i;
      } else {
        i++;
      }
    }
  }
}
