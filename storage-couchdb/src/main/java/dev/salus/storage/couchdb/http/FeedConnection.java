package dev.salus.storage.couchdb.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;

/**
 * One continuous {@code _changes} answer, a line at a time and none unasked: while nobody asks, the
 * connection is not read, and CouchDB waits. To be used on the io context only.
 */
public final class FeedConnection {

  private static final int MOST_LINE_BYTES = 1_000_000;

  private final HttpClientResponse response;
  private final RecordParser lines;

  private FeedConnection(HttpClientResponse response) {
    this.response = response;
    this.lines = RecordParser.newDelimited("\n", response).maxRecordSize(MOST_LINE_BYTES);
  }

  /**
   * Opens the feed.
   *
   * @param heartbeatMs how often CouchDB is to show that it is alive
   */
  public static Future<FeedConnection> open(
      CouchDbHttp http,
      String database,
      String since,
      int heartbeatMs,
      Unavailability unavailable) {
    return http.feed(
            "/"
                + database
                + "/_changes?feed=continuous&heartbeat="
                + heartbeatMs
                + "&since="
                + since)
        .recover(failure -> Future.failedFuture(unavailable.because(failure)))
        .compose(
            response ->
                response.statusCode() == 200
                    ? Future.succeededFuture(new FeedConnection(response))
                    : refused(response, unavailable));
  }

  private static Future<FeedConnection> refused(
      HttpClientResponse response, Unavailability unavailable) {
    response.exceptionHandler(reset -> {});
    response.request().reset();
    return Future.failedFuture(
        unavailable.because(Reply.failure(response.statusCode(), Buffer.buffer())));
  }

  /**
   * Begins to listen.
   *
   * @param onLine gets a line, also an empty one, for each {@link #askForOne}
   * @param onEnd is told when there will be no more; perhaps more than once
   */
  public void listen(Handler<Buffer> onLine, Runnable onEnd) {
    lines.pause();
    lines.exceptionHandler(failure -> onEnd.run());
    lines.endHandler(end -> onEnd.run());
    lines.handler(onLine);
  }

  /** Lets one more line through; none come unasked. */
  public void askForOne() {
    lines.fetch(1);
  }

  /** Ends the connection at once. */
  public void close() {
    response.request().reset();
  }
}
