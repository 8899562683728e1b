package dev.salus.gateway.token;

import dev.salus.api.Unauthenticated;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;

/** Where the access token of a request stands. */
public final class AccessToken {

  /**
   * What a WebSocket's subprotocol begins with that is a token: browsers cannot set a header, and a
   * URL ends in logs.
   */
  public static final String SUBPROTOCOL = "salus.token.";

  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String SCHEME = "Bearer ";

  private AccessToken() {}

  /**
   * The token in the header {@code Authorization}.
   *
   * @throws Unauthenticated if there is none, or more than one
   */
  public static String of(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Unauthenticated("log in, and send the access token as 'Authorization: Bearer …'");
    }
    return headers.get(0).substring(SCHEME.length()).trim();
  }

  /**
   * The token in the header {@code Authorization}, or else the one among the subprotocols.
   *
   * @throws Unauthenticated if there is none, or more than one
   */
  public static String ofSocket(HttpServerRequest request) {
    List<String> offered =
        request.headers().getAll(PROTOCOLS).stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::trim)
            .filter(protocol -> protocol.startsWith(SUBPROTOCOL))
            .toList();
    if (offered.isEmpty()) {
      return of(request);
    }
    if (offered.size() != 1 || request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      throw new Unauthenticated("send one access token");
    }
    return offered.get(0).substring(SUBPROTOCOL.length());
  }
}
