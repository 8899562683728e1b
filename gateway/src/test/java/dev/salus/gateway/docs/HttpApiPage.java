package dev.salus.gateway.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/http-api.md} as it is read here: a section for each route, under a heading {@code ###
 * METHOD /path/{param}}, with its examples in blocks of {@code http}.
 *
 * @param routes in the order of the page
 */
record HttpApiPage(List<Route> routes) {

  private static final Path PAGE = Path.of("..", "docs", "http-api.md");
  private static final Pattern HEADING =
      Pattern.compile("### (GET|POST|PUT|DELETE) ((?:/[a-z.{][A-Za-z.}-]*)+)");
  private static final Pattern PARAMETER = Pattern.compile("\\{[A-Za-z]+}");
  private static final String PREFIX = "/api/v1";

  /**
   * What the page says of one route.
   *
   * @param line of its heading, from 1
   * @param method the HTTP method
   * @param path without the prefix
   * @param text what is not in blocks
   * @param examples in their order
   */
  record Route(
      int line, String method, String path, List<String> text, List<HttpExample> examples) {

    /** Whether an example is one of this route. */
    boolean isShownBy(HttpExample example) {
      String quoted = PARAMETER.matcher(path).replaceAll("\\\\E[^/]+\\\\Q");
      String prefix = path.startsWith("/health/") || path.startsWith("/.well-known/") ? "" : PREFIX;
      return example.method().equals(method)
          && Pattern.matches(prefix + "\\Q" + quoted + "\\E", example.path());
    }

    @Override
    public String toString() {
      return "http-api.md:" + line + " " + method + " " + path;
    }
  }

  /** Reads the page; fails for a block or a heading that is in no form known here. */
  static HttpApiPage read() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<Route> routes = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith("### ")) {
        routes.add(heading(at + 1, line));
      } else if (line.startsWith("```")) {
        int end = endOf(lines, at);
        if (!line.equals("```http") || routes.isEmpty()) {
          throw new AssertionError("http-api.md:" + (at + 1) + ": is no example of a route");
        }
        last(routes).examples().add(HttpExample.parse(at + 2, lines.subList(at + 1, end)));
        at = end;
      } else if (!routes.isEmpty()) {
        last(routes).text().add(line);
      }
    }
    return new HttpApiPage(routes);
  }

  private static Route heading(int line, String heading) {
    Matcher matcher = HEADING.matcher(heading);
    if (!matcher.matches()) {
      throw new AssertionError("http-api.md:" + line + ": must be '### METHOD /path/{param}'");
    }
    return new Route(
        line, matcher.group(1), matcher.group(2), new ArrayList<>(), new ArrayList<>());
  }

  private static int endOf(List<String> lines, int begin) {
    for (int at = begin + 1; at < lines.size(); at++) {
      if (lines.get(at).equals("```")) {
        return at;
      }
    }
    throw new AssertionError("http-api.md:" + (begin + 1) + ": this block does not end");
  }

  private static Route last(List<Route> routes) {
    return routes.get(routes.size() - 1);
  }
}
