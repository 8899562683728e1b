package dev.salus.storage.support;

import dev.salus.storage.StoreOptionException;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store's options by name and type; a number or flag may be the text of one, as a command
 * line has it. Refuses with the name, and never the value, in the message.
 */
public final class OptionReader {

  /** No sign: no option takes a negative number. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  private final String store;
  private final JsonObject json;
  private final Set<String> known = new HashSet<>();

  /**
   * Of these options.
   *
   * @param store the name by which configuration chooses the store
   */
  public OptionReader(String store, JsonObject json) {
    this.store = store;
    this.json = json;
  }

  /**
   * A text that matches a pattern.
   *
   * @throws StoreOptionException if it is something else
   */
  public String text(String name, String byDefault, String pattern) {
    Object value = value(name);
    if (value == null) {
      return byDefault;
    }
    if (value instanceof String text && text.matches(pattern)) {
      return text;
    }
    throw unusable(name, "does not match " + pattern);
  }

  /**
   * True or false.
   *
   * @throws StoreOptionException if it is something else
   */
  public boolean flag(String name, boolean byDefault) {
    Object value = value(name);
    return switch (value == null ? String.valueOf(byDefault) : value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unusable(name, "is not true or false");
    };
  }

  /**
   * {@link #number(String, long, long, long)} of an {@code int}.
   *
   * @throws StoreOptionException if it is something else
   */
  public int number(String name, int byDefault, int least, int most) {
    return (int) number(name, (long) byDefault, least, most);
  }

  /**
   * An integer within these bounds, both included.
   *
   * @throws StoreOptionException if it is something else
   */
  public long number(String name, long byDefault, long least, long most) {
    Object value = value(name);
    if (value == null) {
      return byDefault;
    }
    Long number = integer(value);
    if (number != null && number >= least && number <= most) {
      return number;
    }
    throw unusable(name, "is not an integer of " + least + " to " + most);
  }

  private static @Nullable Long integer(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    return value instanceof String text && DIGITS.matcher(text).matches()
        ? Long.valueOf(text)
        : null;
  }

  /** What is given for an option, of whatever type; null for nothing. */
  public @Nullable Object value(String name) {
    known.add(name);
    return json.getValue(name);
  }

  /** What to throw for an option that cannot be used. */
  public StoreOptionException unusable(String name, String why) {
    return new StoreOptionException(store, name, why);
  }

  /**
   * Refuses every option that was never asked for.
   *
   * @throws IllegalArgumentException naming them, and those that there are
   */
  public void refuseOthers() {
    Set<String> others = new TreeSet<>(json.fieldNames());
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "the "
              + store
              + " store has no option named "
              + String.join(", ", others)
              + "; it has "
              + String.join(", ", new TreeSet<>(known)));
    }
  }
}
