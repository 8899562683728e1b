package dev.salus.sdk.transport;

/**
 * How long an answer over HTTP is waited for, and one holds; milliseconds.
 *
 * @param silence without a byte of it, and for a connection
 * @param whole from the request, which has a connection then, to the last byte of the answer
 * @param locked for which the log-in of a locked user is not tried again
 */
record AnswerTimes(long silence, long whole, long locked) {

  /**
   * A minute, and two and a half: a gateway takes two minutes at most for a request ({@code
   * docs/http-api.md}), and whoever brings an answer byte by byte holds nobody for longer. Who is
   * let in again goes on after ten seconds, and has not been counted as logging in too often.
   */
  static final AnswerTimes DEFAULT = new AnswerTimes(60_000, 150_000, 10_000);
}
