package dev.salus.benchmarks.gateway;

/**
 * What came of as much load as was taken.
 *
 * @param good answers with a status of success
 * @param others answers with another one
 * @param seconds how long it took
 * @param processorNanos what the server used of the processors
 */
record Throughput(long good, long others, double seconds, long processorNanos) {

  double perSecond() {
    return good / seconds;
  }

  /** Microseconds of processor time for each answer. */
  double processorMicros() {
    return processorNanos / 1e3 / Math.max(1, good + others);
  }

  /** The same, if all answers were good. */
  Throughput requireAllGood() {
    if (others > 0 || good == 0) {
      throw new IllegalStateException(good + " good answers and " + others + " others");
    }
    return this;
  }
}
