package dev.salus.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What browsers are told about every answer. */
final class SecurityHeaders {

  static final CharSequence CONTENT_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

  /** For what is no page: it runs nothing, loads nothing, and is in no frame. */
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

  private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");
  private static final CharSequence TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");
  private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
  private static final CharSequence REFERRERS = HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final CharSequence RESOURCES =
      HttpHeaders.createOptimized("Cross-Origin-Resource-Policy");
  private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
  private static final CharSequence TRANSPORT =
      HttpHeaders.createOptimized("Strict-Transport-Security");

  private SecurityHeaders() {}

  static void put(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response
        .putHeader(TYPE_OPTIONS, NOSNIFF)
        .putHeader(FRAME_OPTIONS, DENY)
        .putHeader(REFERRERS, NO_REFERRER)
        .putHeader(RESOURCES, SAME_ORIGIN);
    if (!response.headers().contains(CONTENT_POLICY)) {
      response.putHeader(CONTENT_POLICY, NOTHING);
    }
    if (request.isSSL()) {
      response.putHeader(TRANSPORT, A_YEAR);
    }
  }
}
