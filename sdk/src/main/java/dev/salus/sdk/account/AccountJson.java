package dev.salus.sdk.account;

import dev.salus.api.InternalFault;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.User;
import dev.salus.sdk.sealing.Reachability.NotReached;
import dev.salus.sdk.sharing.AutomaticSharing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** Reads users and data owners from what the server answers. */
final class AccountJson {

  private AccountJson() {}

  static User user(JsonObject json, AutomaticSharing sharing) {
    return user(json, sharing, NotReached.NONE);
  }

  static User user(JsonObject json, AutomaticSharing sharing, NotReached notReached) {
    return new User(
        ServerAnswers.text(json, "id"),
        ServerAnswers.text(json, "login"),
        roles(json),
        ServerAnswers.optionalText(json, "dataOwner"),
        sharing.delegates(),
        ServerAnswers.text(json, "rev"),
        notReached.skipped(),
        notReached.leftOut());
  }

  private static List<String> roles(JsonObject json) {
    return json.getValue("roles") instanceof JsonArray roles
        ? roles.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  static DataOwner dataOwner(JsonObject json) {
    String type = ServerAnswers.text(json, "type");
    return new DataOwner(
        ServerAnswers.text(json, "id"),
        Arrays.stream(DataOwner.Type.values())
            .filter(each -> each.wireName().equals(type))
            .findFirst()
            .orElseThrow(() -> new InternalFault("the server names an unknown kind of data owner")),
        ServerAnswers.optionalText(json, "name"));
  }
}
