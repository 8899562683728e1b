package dev.salus.gateway;

import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.gateway.connection.ConnectionWatch;
import dev.salus.gateway.files.PublicFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes every answer that leaves the gateway; there is no other way out. */
final class ResponseWriter {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final String PROBLEM = "application/problem+json";

  /** How much of a body that nobody wants is read on, so that its sender gets to see the answer. */
  private static final long MAX_DISCARDED_BYTES = 16L * 1024 * 1024;

  /** Smaller answers are written always; larger ones if there is room for them. */
  private static final int SMALL_BYTES = 64 * 1024;

  /** How often a long answer is there while it is written down. */
  private static final int COPIES = 2;

  /** What the head of an answer takes while it waits to be sent, and what is kept with it. */
  private static final int HEAD_BYTES = 2048;

  private static final long RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final ConnectionWatch watch;
  private final CorsPolicy cors;
  private final HttpDates dates;

  ResponseWriter(Vertx vertx, ConnectionWatch watch, CorsPolicy cors, HttpDates dates) {
    this.vertx = vertx;
    this.watch = watch;
    this.cors = cors;
    this.dates = dates;
  }

  /** Answers a browser that asks whether a page may ask; whether it was that. */
  boolean answersPreflight(HttpServerRequest request) {
    if (!cors.isPreflight(request)) {
      return false;
    }
    CorsPolicy.permit(request);
    write(request, Answer.noContent());
    return true;
  }

  /** Answers a request that went well. */
  void write(HttpServerRequest request, Answer answer) {
    if (answer.isUpgraded()) {
      watch.upgraded(request);
      return;
    }
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    if (answer.rev() != null) {
      response.putHeader(HttpHeaders.ETAG, EntityTags.of(answer.rev()));
    }
    if (answer.location() != null) {
      response.putHeader(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.file() != null) {
      write(request, answer.file());
      return;
    }
    if (answer.text() != null) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
      endIfRoom(request, answer.text());
      return;
    }
    JsonObject body = answer.body();
    if (body == null) {
      end(request, Buffer.buffer());
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    if (answer.hasRoom()) {
      vertx
          .executeBlocking(body::toBuffer, false)
          .onComplete(buffer -> end(request, buffer), failure -> watch.cutOff(request));
    } else if (answer.isBulky()) {
      writeDown(request, body, answer.bytes() * COPIES);
    } else {
      endIfRoom(request, body.toBuffer());
    }
  }

  /**
   * Takes the room for an answer with this body before something is done that cannot be done again;
   * it is given back when the request has been answered, with that or with something else.
   *
   * @return the answer; fails with {@link Unavailable} if there is no room, or nobody who waits
   */
  Future<Answer> makeRoom(HttpServerRequest request, JsonObject body) {
    Answer answer = Answer.ok(body).inItsRoom();
    long bytes = answer.bytes() * COPIES;
    boolean made =
        bytes > SMALL_BYTES ? watch.reserves(request, bytes) : !request.response().closed();
    return made ? Future.succeededFuture(answer) : Future.failedFuture(full());
  }

  /** A long answer has its room before it is written down: it is there twice meanwhile. */
  private void writeDown(HttpServerRequest request, JsonObject body, long bytes) {
    if (bytes > SMALL_BYTES && !watch.admits(request, bytes)) {
      refuseForRoom(request);
      return;
    }
    Runnable written = watch.writingDown(request, bytes);
    vertx
        .executeBlocking(body::toBuffer, false)
        .onComplete(done -> written.run())
        .onComplete(buffer -> endIfRoom(request, buffer), failure -> watch.cutOff(request));
  }

  /**
   * Answers with what is the same for everybody, compressed for whoever takes that. Nothing else is
   * compressed: the size of what is would tell somebody who sees it on its way, and has a text of
   * their own in it, what else is in it (BREACH).
   */
  private void write(HttpServerRequest request, PublicFile file) {
    HttpServerResponse response = request.response();
    boolean gzip = AcceptedEncoding.hasGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, file.headers().cacheControl())
        .putHeader(SecurityHeaders.CONTENT_POLICY, file.headers().contentPolicy())
        .headers()
        .add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (gzip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    vertx
        .executeBlocking(gzip ? file::gzipped : file::plain, true)
        .onComplete(bytes -> endIfRoom(request, bytes), failure -> watch.cutOff(request));
  }

  private void endIfRoom(HttpServerRequest request, Buffer body) {
    if (body.length() <= SMALL_BYTES || watch.admits(request, body.length())) {
      end(request, body);
    } else {
      refuseForRoom(request);
    }
  }

  private void refuseForRoom(HttpServerRequest request) {
    String id = RequestIds.of(request);
    request.response().headers().clear();
    RequestIds.restore(request, id);
    Unavailable full = full();
    write(request, full, Problems.toJson(full));
  }

  private static Unavailable full() {
    return new Unavailable("too much waits to be read already", RETRY_AFTER_MS);
  }

  /** Answers with a problem document (RFC 9457). */
  void write(HttpServerRequest request, SalusException error, JsonObject problem) {
    HttpServerResponse response = request.response();
    if (response.headWritten() || response.ended()) {
      return;
    }
    response.setStatusCode(error.code().status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM);
    if (error instanceof Unauthenticated || error instanceof SecondFactorRequired) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"salus\"");
    } else if (error instanceof TooManyRequests tooMany) {
      response.putHeader(HttpHeaders.RETRY_AFTER, seconds(tooMany.retryAfterMs()));
    } else if (error instanceof Unavailable unavailable) {
      response.putHeader(HttpHeaders.RETRY_AFTER, seconds(unavailable.retryAfterMs()));
    }
    end(request, problem.toBuffer());
  }

  /** Whole seconds, rounded up, at least one (RFC 9110 §10.2.3). */
  private static String seconds(long milliseconds) {
    return Long.toString(Math.max(1, TimeUnit.MILLISECONDS.toSeconds(milliseconds + 999)));
  }

  private void end(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
    response.putHeader(HttpHeaders.DATE, dates.now());
    SecurityHeaders.put(request);
    cors.tell(request);
    Future<Void> arrived = request.isEnded() ? Future.succeededFuture() : discardRest(request);
    long waiting = (long) body.length() + HEAD_BYTES;
    watch.answering(request, waiting);
    response.end(body).onComplete(sent -> sent(request, waiting, arrived));
  }

  private void sent(HttpServerRequest request, long waiting, Future<Void> arrived) {
    watch.answered(request, waiting);
    arrived.onComplete(whole -> watch.over(request));
  }

  /** Completes when nothing of it comes any more. */
  private Future<Void> discardRest(HttpServerRequest request) {
    Promise<Void> arrived = Promise.promise();
    AtomicLong discarded = new AtomicLong();
    request.endHandler(arrived::complete);
    request.handler(
        chunk -> {
          if (discarded.addAndGet(chunk.length()) > MAX_DISCARDED_BYTES) {
            watch.cutOff(request);
          }
        });
    request.resume();
    return arrived.future();
  }
}
