package dev.salus.benchmarks.gateway;

import org.HdrHistogram.Histogram;

/**
 * What came of load that does not wait for answers.
 *
 * @param micros from when each request was due until its answer, microseconds; good ones only
 * @param good answers with a status of success
 * @param refused answers with 503
 * @param others answers with another one
 * @param seconds from when the first was due until the last answer
 */
record Latency(Histogram micros, long good, long refused, long others, double seconds) {

  double atPercentile(double percentile) {
    return micros.getValueAtPercentile(percentile);
  }

  double goodPerSecond() {
    return good / seconds;
  }
}
