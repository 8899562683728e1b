package dev.salus.gateway;

/**
 * What bodies may cost.
 *
 * @param bytes the largest body that is taken
 * @param values the most values that one body may hold: objects, arrays, texts, numbers and the
 *     like, at any depth
 * @param memoryBytes the most memory that all instances on one {@code Vertx} together use for
 *     bodies at a time, see {@link BodyBudget} for what one costs; what does not fit now is
 *     answered with 503, what never could with 413
 */
public record BodyLimits(long bytes, int values, long memoryBytes) {

  private static final long MEBIBYTE = 1024 * 1024;
  private static final int VALUES = 400_000;
  private static final int PART_OF_HEAP = 3;

  /** Refuses what cannot work. */
  public BodyLimits {
    if (bytes < 1 || values < 1 || memoryBytes < 1) {
      throw new IllegalArgumentException("there must be room for a body");
    }
  }

  /** Bodies of 8 MiB with 400 000 values, and a third of the heap for all together. */
  public static BodyLimits defaults() {
    return new BodyLimits(
        8 * MEBIBYTE, VALUES, Math.max(MEBIBYTE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  /** The same with other room for all together. */
  public BodyLimits withMemory(long newMemoryBytes) {
    return new BodyLimits(bytes, values, newMemoryBytes);
  }
}
