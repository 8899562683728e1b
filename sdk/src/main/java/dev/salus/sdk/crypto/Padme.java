package dev.salus.sdk.crypto;

/**
 * Padmé padding (Nikitin et al., PETS 2019; protocol §4): a length of n bytes is hidden among so
 * many that it says O(log log n) bits, at a cost of less than 12 %.
 */
final class Padme {

  /** Everything shorter looks like this length, bytes. */
  static final int LEAST = 256;

  private Padme() {}

  /**
   * The padded length of a content of n bytes: {@code max(256, padme(n))}.
   *
   * @throws IllegalArgumentException if n is negative
   * @throws ArithmeticException if the result is above 2³¹−1
   */
  static int contentLength(int n) {
    return Math.max(LEAST, Math.toIntExact(padme(n)));
  }

  /**
   * n rounded up to a multiple of {@code 2^(E−S)}, where {@code E = ⌊log₂ n⌋} and {@code S = ⌊log₂
   * E⌋ + 1}; 0 and 1, which have no such E and S, stay as they are.
   */
  static long padme(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("a length is not negative");
    }
    if (n < 2) {
      return n;
    }
    int e = floorLog2(n);
    int s = floorLog2(e) + 1;
    long mask = (1L << (e - s)) - 1;
    return (n + mask) & ~mask;
  }

  private static int floorLog2(long n) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(n);
  }
}
