package dev.salus.sdk.connection;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes apart what the server answers, which may be anything. Fails with {@link InternalFault}. */
public final class ServerAnswers {

  private ServerAnswers() {}

  /** The objects of a list. */
  public static List<JsonObject> items(JsonObject answer) {
    return objects(answer, "items");
  }

  /** The objects in the field of this name. */
  public static List<JsonObject> objects(JsonObject answer, String name) {
    if (answer.getValue(name) instanceof JsonArray array
        && array.stream().allMatch(JsonObject.class::isInstance)) {
      return array.stream().map(JsonObject.class::cast).toList();
    }
    throw new InternalFault("the server's answer has no list of " + name);
  }

  /** The texts in the field of this name. */
  public static List<String> texts(JsonObject answer, String name) {
    if (answer.getValue(name) instanceof JsonArray array
        && array.stream().allMatch(String.class::isInstance)) {
      return array.stream().map(String.class::cast).toList();
    }
    throw new InternalFault("the server's answer has no list of " + name);
  }

  /** The cursor of the next page; null on the last. */
  public static @Nullable String next(JsonObject answer) {
    return optionalText(answer, "next");
  }

  /** The text in the field of this name. */
  public static String text(JsonObject answer, String name) {
    String text = optionalText(answer, name);
    if (text == null) {
      throw new InternalFault("the server's answer has no " + name);
    }
    return text;
  }

  /** The text in the field of this name; null if there is none. */
  public static @Nullable String optionalText(JsonObject answer, String name) {
    return answer.getValue(name) instanceof String text ? text : null;
  }

  /** The failure to find a data owner, which the server does not name, with its id. */
  public static Throwable namingDataOwner(String dataOwnerId, Throwable failure) {
    return failure instanceof NotFound
        ? new NotFound("there is no data owner " + dataOwnerId)
        : failure;
  }
}
