package dev.salus.sdk.connection;

import dev.salus.api.InternalFault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes apart what the server answers, which may be anything. */
public final class Answers {

  private Answers() {}

  public static List<JsonObject> items(JsonObject answer) {
    return objects(answer, "items");
  }

  public static List<JsonObject> objects(JsonObject answer, String name) {
    if (answer.getValue(name) instanceof JsonArray array
        && array.stream().allMatch(JsonObject.class::isInstance)) {
      return array.stream().map(JsonObject.class::cast).toList();
    }
    throw new InternalFault("the server's answer has no list of " + name);
  }

  public static List<String> texts(JsonObject answer, String name) {
    if (answer.getValue(name) instanceof JsonArray array
        && array.stream().allMatch(String.class::isInstance)) {
      return array.stream().map(String.class::cast).toList();
    }
    throw new InternalFault("the server's answer has no list of " + name);
  }

  public static @Nullable String next(JsonObject answer) {
    return optionalText(answer, "next");
  }

  public static String text(JsonObject answer, String name) {
    String text = optionalText(answer, name);
    if (text == null) {
      throw new InternalFault("the server's answer has no " + name);
    }
    return text;
  }

  public static @Nullable String optionalText(JsonObject answer, String name) {
    return answer.getValue(name) instanceof String text ? text : null;
  }
}
