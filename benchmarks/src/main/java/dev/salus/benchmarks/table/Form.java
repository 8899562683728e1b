package dev.salus.benchmarks.table;

import java.util.Locale;

/** How long is measured. */
public enum Form {
  /** All together takes up to three minutes: much is measured before it is compiled well. */
  QUICK(3, 1.0, 1),
  /** The same with more time for the compiler; six minutes. */
  STEADY(3, 1.0, 4),
  /** All together takes half an hour or so. */
  FULL(9, 4.0, 8);

  private final int rounds;
  private final double seconds;
  private final int warmUps;

  Form(int rounds, double seconds, int warmUps) {
    this.rounds = rounds;
    this.seconds = seconds;
    this.warmUps = warmUps;
  }

  /** The form of this name, in any case of letters. */
  public static Form of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** How often what is measured and what it stands beside take turns. */
  public int rounds() {
    return rounds;
  }

  /** How many times as much as in the quick form is done before anything is measured. */
  public int warmUps() {
    return warmUps;
  }

  /** About how long one of them is measured in a round. */
  public double seconds() {
    return seconds;
  }

  /** One for each form. */
  public int pick(int quick, int steady, int full) {
    return this == STEADY ? steady : pick(quick, full);
  }

  /** The longer of two for the full form. */
  public int pick(int quick, int full) {
    return this == FULL ? full : quick;
  }
}
