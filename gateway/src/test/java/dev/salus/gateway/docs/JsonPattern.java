package dev.salus.gateway.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares JSON with what the page shows of it: members neither more nor less, unless there is one
 * named {@code …}.
 */
final class JsonPattern {

  private static final String ANYTHING = "…";

  private final ExampleValues values;

  JsonPattern(ExampleValues values) {
    this.values = values;
  }

  /** In what the actual object differs; empty if in nothing. */
  List<String> differences(String pattern, JsonObject actual) {
    List<String> differences = new ArrayList<>();
    compare("", new JsonObject(pattern), actual, differences);
    return differences;
  }

  private void compare(String path, Object pattern, Object actual, List<String> differences) {
    if (ANYTHING.equals(pattern)) {
      return;
    }
    if (pattern instanceof JsonObject shown && actual instanceof JsonObject object) {
      compareMembers(path, shown, object, differences);
    } else if (pattern instanceof JsonArray shown && actual instanceof JsonArray array) {
      compareElements(path, shown, array, differences);
    } else if (pattern instanceof String shown && actual instanceof String text) {
      if (!values.matches(shown, text)) {
        differences.add(path + ": is " + text + ", not " + shown);
      }
    } else if (!isSame(pattern, actual)) {
      differences.add(path + ": is " + actual + ", not " + pattern);
    }
  }

  private static boolean isSame(Object pattern, Object actual) {
    if (pattern instanceof Number shown && actual instanceof Number number) {
      return shown.longValue() == number.longValue();
    }
    return pattern.equals(actual);
  }

  private void compareMembers(
      String path, JsonObject pattern, JsonObject actual, List<String> differences) {
    JsonObject rest = actual.copy();
    for (String shown : pattern.fieldNames()) {
      String name = values.filledIn(shown.equals(ANYTHING) ? "" : shown);
      if (!name.isEmpty()) {
        String at = path + "." + name;
        if (rest.containsKey(name)) {
          compare(at, pattern.getValue(shown), rest.remove(name), differences);
        } else {
          differences.add(at + ": is not there");
        }
      }
    }
    if (!pattern.containsKey(ANYTHING)) {
      rest.fieldNames().forEach(name -> differences.add(path + "." + name + ": is not shown"));
    }
  }

  private void compareElements(
      String path, JsonArray pattern, JsonArray actual, List<String> differences) {
    if (pattern.size() != actual.size()) {
      differences.add(path + ": has " + actual.size() + " elements, not " + pattern.size());
      return;
    }
    for (int i = 0; i < pattern.size(); i++) {
      compare(path + "[" + i + "]", pattern.getValue(i), actual.getValue(i), differences);
    }
  }
}
