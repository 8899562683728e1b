package dev.salus.api.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where somebody was told of changes, to go on from there after the connection was cut.
 * Opaque to clients.
 *
 * @param at when it was told, milliseconds since the epoch
 * @param sequence where that stands in the history that the store keeps of entities
 */
public record EventPosition(long at, String sequence) {

  /** In the place of a position: from now on, and telling positions. */
  public static final String NOW = "now";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})~([A-Za-z0-9_.-]{1,4096})");

  /** As clients get it; of characters that a query has as they are. */
  public String text() {
    return at + "~" + sequence;
  }

  /** Reads what {@link #text} wrote; empty if it did not. */
  public static Optional<EventPosition> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new EventPosition(Long.parseLong(form.group(1)), form.group(2)))
        : Optional.empty();
  }
}
