package dev.salus.gateway.routing;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the routes of paths in which nothing has to be decoded or put right, as all are that
 * clients make, by comparing their segments. The router of Vert.x matches a pattern for each route
 * that comes before; it is asked for all other requests, and answers what no route takes.
 */
public final class PlainPaths {

  private static final String PARAMETER = ":";

  private final Map<Key, List<Route>> routes = new HashMap<>();

  /** Routes with as many segments are compared in their order, as the router does. */
  private record Key(String method, int segments) {}

  private record Route(List<String> segments, Handler<RoutedRequest> handler) {

    /** What varies in a path of this route; null if it is not of this route. */
    @Nullable Map<String, String> match(List<String> path) {
      Map<String, String> inPath = Map.of();
      for (int i = 0; i < segments.size(); i++) {
        String segment = segments.get(i);
        if (segment.startsWith(PARAMETER)) {
          inPath = inPath.isEmpty() ? new HashMap<>() : inPath;
          inPath.put(segment.substring(PARAMETER.length()), path.get(i));
        } else if (!segment.equals(path.get(i))) {
          return null;
        }
      }
      return inPath;
    }
  }

  /** Adds a route after those that are there. */
  public void add(String method, String path, Handler<RoutedRequest> handler) {
    List<String> segments = segments(path);
    routes
        .computeIfAbsent(new Key(method, segments.size()), key -> new ArrayList<>())
        .add(new Route(segments, handler));
  }

  /** Handles a request; whether it did. */
  public boolean handle(HttpServerRequest request) {
    String path = request.path();
    if (path == null || !isPlain(path) || !isPlainQuery(request.query()) || !hasHost(request)) {
      return false;
    }
    List<String> segments = segments(path);
    List<Route> some = routes.get(new Key(request.method().name(), segments.size()));
    if (some == null) {
      return false;
    }
    for (Route route : some) {
      Map<String, String> inPath = route.match(segments);
      if (inPath != null) {
        route.handler().handle(new RoutedRequest(request, inPath));
        return true;
      }
    }
    return false;
  }

  /** What is without is the router's to refuse. */
  private static boolean hasHost(HttpServerRequest request) {
    return request instanceof HttpServerRequestInternal internal && internal.isValidAuthority();
  }

  /** Whether each segment has letters, digits, dashes and underscores only, and at least one. */
  private static boolean isPlain(String path) {
    char before = '/';
    for (int i = 1; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' ? before == '/' : !isPlain(c)) {
        return false;
      }
      before = c;
    }
    return path.length() > 1 && path.charAt(0) == '/' && before != '/';
  }

  /** Whether nothing in it has to be decoded: the router refuses what cannot be. */
  private static boolean isPlainQuery(@Nullable String query) {
    return query == null || query.chars().allMatch(c -> c < 0x80 && c != '%');
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int from = 1;
    for (int end = path.indexOf('/', from); end >= 0; end = path.indexOf('/', from)) {
      segments.add(path.substring(from, end));
      from = end + 1;
    }
    segments.add(path.substring(from));
    return segments;
  }
}
