package dev.salus.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pages of which other servers may use this one from a browser (Fetch standard, "CORS protocol").
 * None by default. Without credentials: who asks is in {@code Authorization}, never in a cookie, so
 * a page that is not allowed cannot ask in anybody's name either.
 *
 * <p>Vert.x has a handler for this, which answers by itself, past the bounds of {@link
 * ResponseWriter}, and refuses requests of a server's own pages unless they are listed too.
 */
public final class CorsPolicy {

  /** No pages but the server's own. */
  public static final CorsPolicy NONE = new CorsPolicy(Set.of());

  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+|\\[[0-9a-f:.]+]");
  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
  private static final String TAKEN =
      "authorization, content-type, if-match, if-none-match, x-request-id";
  private static final String SHOWN = "etag, location, retry-after, www-authenticate, x-request-id";
  private static final String SECONDS = "7200";

  private final Set<String> origins;

  private CorsPolicy(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /**
   * Allows pages of these origins.
   *
   * @param origins as browsers send them: {@code https://app.example.org}, with a port if it is not
   *     the usual one, without a path
   * @throws IllegalArgumentException for what is no origin; {@code *} is none
   */
  public static CorsPolicy allowing(Collection<String> origins) {
    origins.forEach(CorsPolicy::check);
    return origins.isEmpty() ? NONE : new CorsPolicy(Set.copyOf(origins));
  }

  private static void check(String origin) {
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException e) {
      throw notOne(origin);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || !HOST.matcher(uri.getHost()).matches()
        || !origin.equals(uri.getScheme() + "://" + uri.getHost() + port)) {
      throw notOne(origin);
    }
  }

  private static IllegalArgumentException notOne(String origin) {
    return new IllegalArgumentException(
        "'"
            + origin
            + "' is no origin: write it as https://app.example.org, in lower case, without a"
            + " path");
  }

  /** Tells the browser that its page may read the answer, if it may. */
  void tell(HttpServerRequest request) {
    if (origins.isEmpty()) {
      return;
    }
    HttpServerResponse response = request.response();
    response.headers().add(HttpHeaders.VARY, "Origin");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (isAllowed(origin)) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
    }
  }

  private boolean isAllowed(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  /** Whether a browser asks with this whether a page that may ask can ask. */
  boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null
        && isAllowed(request.getHeader(HttpHeaders.ORIGIN));
  }

  /** Puts what a page may ask with into the answer. */
  static void permit(HttpServerRequest request) {
    request
        .response()
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, TAKEN)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS);
  }
}
