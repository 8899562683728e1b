package dev.salus.api.operation;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with {@code {name}} for each part that varies.
 *
 * @param text the template
 * @param parameters the parts that vary, in their order
 */
record PathTemplate(String text, List<PathParameter> parameters) {

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

  /** Reads a template; a name that no {@link PathParameter} has is refused. */
  static PathTemplate of(String text) {
    List<PathParameter> parameters =
        NAME.matcher(text).results().map(name -> PathParameter.of(name.group(1))).toList();
    return new PathTemplate(text, parameters);
  }

  /** The template with what the function makes of each name in its place. */
  String expand(Function<String, String> segment) {
    return NAME.matcher(text)
        .replaceAll(name -> Matcher.quoteReplacement(segment.apply(name.group(1))));
  }
}
