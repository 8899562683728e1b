package dev.salus.benchmarks.table;

import java.util.Locale;

/** How long is measured. */
public enum Form {
  /** All together takes up to three minutes. */
  QUICK(3, 1.0),
  /** All together takes half an hour or so. */
  FULL(9, 4.0);

  private final int rounds;
  private final double seconds;

  Form(int rounds, double seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** The form of this name, in any case of letters. */
  public static Form of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** How often what is measured and what it stands beside take turns. */
  public int rounds() {
    return rounds;
  }

  /** About how long one of them is measured in a round. */
  public double seconds() {
    return seconds;
  }

  /** The shorter of two for the quick form. */
  public int pick(int quick, int full) {
    return this == QUICK ? quick : full;
  }
}
