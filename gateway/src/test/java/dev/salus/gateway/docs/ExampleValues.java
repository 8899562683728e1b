package dev.salus.gateway.docs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the placeholders of the page stand for. {@code {name}} is a value that an answer gave,
 * {@code {name.part}} one that a client makes; {@code …} is anything.
 */
final class ExampleValues {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*(?:\\.[a-zA-Z]+)?)}|…");
  private static final String ANYTHING = "…";

  private final Map<String, String> known = new HashMap<>();
  private final Function<String, Map<String, String>> makers;

  /**
   * @param makers makes the parts of a name when the first of them is asked for; an empty map for a
   *     name that it does not know
   */
  ExampleValues(Function<String, Map<String, String>> makers) {
    this.makers = makers;
  }

  /** A value that an answer gave. */
  String captured(String name) {
    String value = known.get(name);
    if (value == null) {
      throw new AssertionError("no answer has given {" + name + "} yet");
    }
    return value;
  }

  /** What a request says, with values in place of all placeholders. */
  String filledIn(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(required(found.group(1))));
  }

  private String required(String name) {
    if (name == null) {
      throw new AssertionError("a request must not leave anything open");
    }
    return isMade(name) ? made(name) : captured(name);
  }

  /** Whether an answer says this; placeholders that are new become known. */
  boolean matches(String pattern, String actual) {
    StringBuilder regex = new StringBuilder();
    Map<Integer, String> captures = new HashMap<>();
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    int at = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(pattern.substring(at, matcher.start())));
      regex.append(part(matcher, captures));
      at = matcher.end();
    }
    regex.append(Pattern.quote(pattern.substring(at)));
    Matcher found = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual);
    if (!found.matches()) {
      return false;
    }
    captures.forEach((group, name) -> known.put(name, found.group(group)));
    return true;
  }

  private String part(Matcher placeholder, Map<Integer, String> captures) {
    if (placeholder.group().equals(ANYTHING)) {
      return ".*";
    }
    String name = placeholder.group(1);
    if (isMade(name)) {
      return Pattern.quote(made(name));
    }
    if (known.containsKey(name)) {
      return Pattern.quote(known.get(name));
    }
    captures.put(captures.size() + 1, name);
    return "(.+)";
  }

  private static boolean isMade(String name) {
    return name.indexOf('.') > 0;
  }

  private String made(String name) {
    if (!known.containsKey(name)) {
      String maker = name.substring(0, name.indexOf('.'));
      makers.apply(maker).forEach((part, value) -> known.put(maker + "." + part, value));
    }
    return captured(name);
  }
}
