package dev.salus.gateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code docs/http-api.md}, which is built into this module: a topic for each {@code ##}, a route
 * for each {@code ### METHOD /path}.
 *
 * @param routes in the order of the page
 */
record ApiPage(List<RouteText> routes) {

  private static final String RESOURCE = "http-api.md";
  private static final Pattern TOPIC = Pattern.compile("## (.+)");
  private static final Pattern ROUTE = Pattern.compile("### ([A-Z]+) (/\\S+)");
  private static final String FENCE = "```";

  ApiPage {
    routes = List.copyOf(routes);
  }

  /** Reads the page that is built in; blocks. */
  static ApiPage read() {
    try (InputStream in = ApiPage.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the page of the HTTP API is not built in");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ApiPage parse(String page) {
    List<RouteText> routes = new ArrayList<>();
    String topic = "";
    Matcher route = null;
    StringBuilder text = new StringBuilder();
    boolean example = false;
    for (String line : page.lines().toList()) {
      Matcher newTopic = TOPIC.matcher(line);
      Matcher newRoute = ROUTE.matcher(line);
      boolean heading = !example && line.startsWith("##");
      if (heading) {
        add(routes, route, topic, text);
        route = newRoute.matches() ? newRoute : null;
        topic = newTopic.matches() ? newTopic.group(1) : topic;
      } else if (line.startsWith(FENCE)) {
        example = !example;
      } else if (!example) {
        text.append(line).append('\n');
      }
    }
    add(routes, route, topic, text);
    return new ApiPage(routes);
  }

  private static void add(
      List<RouteText> routes, @Nullable Matcher route, String topic, StringBuilder text) {
    if (route != null) {
      routes.add(new RouteText(route.group(1), route.group(2), topic, text.toString()));
    }
    text.setLength(0);
  }

  /** What is said of a route, if it is there. */
  Optional<RouteText> route(String method, String path) {
    return routes.stream()
        .filter(one -> one.method().equals(method) && one.path().equals(path))
        .findFirst();
  }
}
