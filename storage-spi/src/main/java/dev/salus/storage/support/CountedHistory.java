package dev.salus.storage.support;

import java.util.regex.Pattern;

/**
 * The sequences of a history that counts its changes. Each carries the id of its history, so that
 * one of another history, such as that of the data before it was restored, is not taken for it.
 *
 * @param id letters and digits that no other history has, also none of the same documents
 */
public record CountedHistory(String id) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");
  private static final String BEGINNING = "0";

  /** Checks. */
  public CountedHistory {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no id of a history");
    }
  }

  /** What stands for this number. */
  public String sequence(long number) {
    return id + "-" + number;
  }

  /**
   * The number of a sequence; 0 for {@code "0"}, the beginning of each history.
   *
   * @param last the highest number that was given out
   * @throws IllegalArgumentException if this history did not give it out
   */
  public long number(String sequence, long last) {
    if (sequence.equals(BEGINNING)) {
      return 0;
    }
    String own = id + "-";
    try {
      long number =
          sequence.startsWith(own) ? Long.parseLong(sequence.substring(own.length())) : -1;
      if (number >= 0 && number <= last) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notFromHere();
    }
    throw notFromHere();
  }

  private static IllegalArgumentException notFromHere() {
    return new IllegalArgumentException("a sequence that this store did not give out");
  }
}
