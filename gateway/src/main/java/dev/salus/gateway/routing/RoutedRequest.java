package dev.salus.gateway.routing;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose route was found.
 *
 * @param request the request
 * @param inPath the parts of the path that vary, as they were sent, by their names
 */
public record RoutedRequest(HttpServerRequest request, Map<String, String> inPath) {

  /** A part of the path; null if the route has none of this name. */
  public @Nullable String pathParam(String name) {
    return inPath.get(name);
  }
}
