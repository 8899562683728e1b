package dev.salus.gateway;

import dev.salus.api.ErrorCode;
import dev.salus.api.Faults;
import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.gateway.observation.CallObserver;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever failed into a problem document that says no more than it may. */
final class FailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  private final ResponseWriter writer;
  private final CallObserver calls;

  /**
   * @param calls hears of what is refused and is no operation
   */
  FailureHandler(ResponseWriter writer, CallObserver calls) {
    this.writer = writer;
    this.calls = calls;
  }

  /** Answers with what a service or a check has failed with. */
  void answer(HttpServerRequest request, Throwable failure) {
    SalusException error = Problems.typed(failure);
    if (error instanceof InternalFault) {
      RequestIds.log(request, () -> log(error == failure ? null : failure));
    }
    writer.write(request, error, Problems.toJson(error));
  }

  /** Null for what the part of the server that failed has logged. */
  private static void log(@Nullable Throwable bug) {
    if (bug == null) {
      LOG.error("an internal error was answered; the part that failed has logged it just before");
    } else {
      Faults.report(LOG, bug);
    }
  }

  /**
   * Answers what the router itself has given up on.
   *
   * @param status what it would have answered; the context does not always know
   */
  void answerRouter(int status, RoutingContext context) {
    Throwable failure = ofRouter(status, context.failure());
    calls.refused(Problems.typed(failure).code());
    answer(context.request(), failure);
  }

  /** Answers what is not HTTP, and closes: nobody knows where the next request begins. */
  void answerMalformed(HttpServerRequest request) {
    calls.refused(ErrorCode.INVALID);
    answer(
        request,
        new Invalid(
            "",
            "this is not a request as HTTP/1.1 has it, or its line or headers are too long, or too many"));
    request.connection().close();
  }

  private static Throwable ofRouter(int status, @Nullable Throwable failure) {
    if (status == 404) {
      return new NotFound("there is nothing at this path");
    }
    if (status >= 400 && status < 500) {
      return new Invalid(
          "", "the path or the query is not percent-encoded UTF-8, or the Host header is missing");
    }
    return failure != null ? failure : new IllegalStateException("the router failed");
  }
}
