package dev.salus.storage.contract;

/**
 * How much the tests do; each promise is tested at any scale.
 *
 * @param writers threads that write at once, at least 2
 * @param rounds how often each writer writes
 * @param documents documents that are fought over, or paged through
 */
public record Scale(int writers, int rounds, int documents) {

  /** A few seconds on a store that answers in microseconds. */
  public static final Scale STANDARD = new Scale(8, 40, 24);

  /** For a store over a network. */
  public static final Scale SMALL = new Scale(4, 6, 12);
}
