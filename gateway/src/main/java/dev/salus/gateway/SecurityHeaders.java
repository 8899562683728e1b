package dev.salus.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What browsers are told about every answer. */
final class SecurityHeaders {

  static final String CONTENT_POLICY = "Content-Security-Policy";

  /** For what is no page: it runs nothing, loads nothing, and is in no frame. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private static final String A_YEAR = "max-age=31536000";

  private SecurityHeaders() {}

  static void put(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (!response.headers().contains(CONTENT_POLICY)) {
      response.putHeader(CONTENT_POLICY, NOTHING);
    }
    if (request.isSSL()) {
      response.putHeader("Strict-Transport-Security", A_YEAR);
    }
  }
}
