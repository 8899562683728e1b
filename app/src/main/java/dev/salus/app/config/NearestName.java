package dev.salus.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who mistyped a name. */
public final class NearestName {

  /** Two letters that stand in the wrong order. */
  private static final int SLIP = 2;

  private static final int LETTERS_FOR_A_SLIP = 3;

  private NearestName() {}

  /**
   * The name that takes the fewest letters added, left out or changed (Levenshtein's distance), if
   * that is at most one letter in three, or two.
   */
  public static Optional<String> of(String mistyped, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(mistyped, name)))
        .filter(
            name ->
                distance(mistyped, name) <= Math.max(SLIP, mistyped.length() / LETTERS_FOR_A_SLIP));
  }

  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int changed = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
