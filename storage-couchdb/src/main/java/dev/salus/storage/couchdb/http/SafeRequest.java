package dev.salus.storage.couchdb.http;

import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * A request that changes nothing, or the same when it is done twice: one that was cut, or failed on
 * the server, is sent once more. A pooled connection that CouchDB ended meanwhile, for example when
 * it was restarted, thereby goes unnoticed.
 */
public final class SafeRequest {

  private SafeRequest() {}

  /** The successful answer; fails with {@code StoreUnavailable}. */
  public static Future<Reply> send(Supplier<Future<Reply>> request, Unavailability unavailable) {
    return answer(request, unavailable)
        .compose(
            reply ->
                reply.isSuccess()
                    ? Future.succeededFuture(reply)
                    : Future.failedFuture(unavailable.because(reply)));
  }

  /**
   * The same for an answer that may be too long: then it fails with {@link RequestFailed} of that
   * kind, and is not sent again.
   */
  public static Future<Reply> bounded(Supplier<Future<Reply>> request, Unavailability unavailable) {
    return twice(request, unavailable)
        .compose(
            reply ->
                reply.isSuccess()
                    ? Future.succeededFuture(reply)
                    : Future.failedFuture(unavailable.because(reply)),
            failure ->
                Future.failedFuture(
                    RequestFailed.isTooLong(failure) ? failure : unavailable.because(failure)));
  }

  /**
   * The answer, a success or a refusal; fails with {@code StoreUnavailable} if there is none, or if
   * the server says twice that it failed.
   */
  public static Future<Reply> answer(Supplier<Future<Reply>> request, Unavailability unavailable) {
    return twice(request, unavailable)
        .recover(failure -> Future.failedFuture(unavailable.because(failure)));
  }

  private static Future<Reply> twice(Supplier<Future<Reply>> request, Unavailability unavailable) {
    return once(request, unavailable)
        .recover(
            failure ->
                isWorthAnother(failure)
                    ? once(request, unavailable)
                    : Future.failedFuture(failure));
  }

  /** The answer, a success or a refusal, at the first try; fails with {@link RequestFailed}. */
  public static Future<Reply> once(Supplier<Future<Reply>> request, Unavailability unavailable) {
    return request.get().map(reply -> failed(reply, unavailable));
  }

  /** Turns an answer by which the server says that it failed into a failure. */
  private static Reply failed(Reply reply, Unavailability unavailable) {
    if (reply.status() >= 500) {
      Kind kind = reply.isOfNobodyThere() ? Kind.AWAY : Kind.FAILED;
      throw new RequestFailed(kind, unavailable.because(reply));
    }
    return reply;
  }

  private static boolean isWorthAnother(Throwable failure) {
    return failure instanceof RequestFailed request && request.isWorthAnother();
  }
}
