package dev.salus.core.entities;

import dev.salus.storage.DocumentText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of the fields of a JSON object are, found by skipping what is between: nothing
 * is read, so nothing is made of it. For texts that a store gives out, which are JSON.
 */
final class JsonFields {

  private final DocumentText text;
  private int at;

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

  /** The value of a field of the object that the text is; null if it has none. */
  static @Nullable Value find(DocumentText text, String name) {
    JsonFields fields = new JsonFields(text);
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    fields.at = fields.skipSpace(0) + 1;
    while (true) {
      int key = fields.skipSpace(fields.at);
      if (text.at(key) == '}') {
        return null;
      }
      int keyEnd = fields.skipString(key);
      int from = fields.skipSpace(fields.skipSpace(keyEnd) + 1);
      int to = fields.skipValue(from);
      if (fields.isText(wanted, key + 1, keyEnd - 1)) {
        return new Value(from, to);
      }
      int next = fields.skipSpace(to);
      if (text.at(next) == '}') {
        return null;
      }
      fields.at = next + 1;
    }
  }

  /** Whether a value has this string in it somewhere, one without characters to be escaped. */
  static boolean hasString(DocumentText text, Value value, String string) {
    byte[] wanted = string.getBytes(StandardCharsets.UTF_8);
    JsonFields fields = new JsonFields(text);
    int last = value.to() - wanted.length - 1;
    for (int i = value.from(); i < last; i++) {
      if (text.at(i) == '"'
          && text.at(i + wanted.length + 1) == '"'
          && fields.isText(wanted, i + 1, i + 1 + wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private boolean isText(byte[] wanted, int from, int to) {
    if (to - from != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (text.at(from + i) != wanted[i]) {
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
    int i = from + 1;
    while (text.at(i) != '"') {
      i += text.at(i) == '\\' ? 2 : 1;
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
