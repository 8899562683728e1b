package dev.salus.gateway.openapi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docs/http-api.md} says of one route.
 *
 * @param method the HTTP method
 * @param path without the prefix, as in {@code /users/{id}}
 * @param topic the heading that it stands under
 * @param text all but its examples, as CommonMark
 */
record RouteText(String method, String path, String topic, String text) {

  private static final Pattern REQUEST =
      Pattern.compile("- Request: `(\\{[^`]+})`(.*?)(?=\n- |$)", Pattern.DOTALL);
  private static final Pattern ANSWER =
      Pattern.compile("- Answer: 20[01] `(\\{[^`]+})`(.*?)(?=\n- |$)", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]*\\)");
  private static final String ALTERNATIVE = "or `{";

  /** The text without links, whose targets are files of the project. */
  String description() {
    return LINK.matcher(text).replaceAll("$1").strip();
  }

  /** The members of the body that it takes, if it says them in one form. */
  Optional<BodyShape> request() {
    return shape(REQUEST);
  }

  /** The members of the body that it answers, if it says them in one form. */
  Optional<BodyShape> answer() {
    return shape(ANSWER);
  }

  private Optional<BodyShape> shape(Pattern line) {
    Matcher found = line.matcher(text);
    return found.find() && !found.group(2).replaceAll("\\s+", " ").contains(ALTERNATIVE)
        ? Optional.of(BodyShape.parse(found.group(1)))
        : Optional.empty();
  }
}
