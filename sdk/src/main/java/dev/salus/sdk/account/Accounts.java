package dev.salus.sdk.account;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.sdk.connection.Answers;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.User;
import dev.salus.sdk.sharing.AutomaticSharing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** Reads users and data owners from what the server answers. */
public final class Accounts {

  private Accounts() {}

  static User user(JsonObject json, AutomaticSharing sharing) {
    return new User(
        Answers.text(json, "id"),
        Answers.text(json, "login"),
        roles(json),
        Answers.optionalText(json, "dataOwner"),
        sharing.delegates(),
        Answers.text(json, "rev"));
  }

  private static List<String> roles(JsonObject json) {
    return json.getValue("roles") instanceof JsonArray roles
        ? roles.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The failure to find a data owner, which the server does not name. */
  public static Throwable named(String dataOwnerId, Throwable failure) {
    return failure instanceof NotFound
        ? new NotFound("there is no data owner " + dataOwnerId)
        : failure;
  }

  static DataOwner dataOwner(JsonObject json) {
    String type = Answers.text(json, "type");
    return new DataOwner(
        Answers.text(json, "id"),
        Arrays.stream(DataOwner.Type.values())
            .filter(each -> each.wireName().equals(type))
            .findFirst()
            .orElseThrow(() -> new InternalFault("the server names an unknown kind of data owner")),
        Answers.optionalText(json, "name"));
  }
}
