package dev.salus.storage;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One part of an index key.
 *
 * @param path where the value is in the document's body: field names joined by dots, through
 *     objects only; a field whose own name has a dot cannot be reached
 * @param each true if the field is an array of which every element makes an index entry of its own
 */
public record KeyPart(String path, boolean each) {

  private static final Pattern DOT = Pattern.compile("\\.");

  /** The value at the path, a string or an integer. */
  public static KeyPart of(String path) {
    return new KeyPart(path, false);
  }

  /** Each value of the array at the path. */
  public static KeyPart each(String path) {
    return new KeyPart(path, true);
  }

  /** The field names of the path. */
  public List<String> fields() {
    return List.of(DOT.split(path, -1));
  }
}
