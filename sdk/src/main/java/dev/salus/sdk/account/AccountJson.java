package dev.salus.sdk.account;

import dev.salus.api.InternalFault;
import dev.salus.api.Quota;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Quotas;
import dev.salus.sdk.sealing.SharingReach.NotReached;
import dev.salus.sdk.sharing.AutomaticSharing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
        "on".equals(json.getValue("secondFactor")),
        Boolean.TRUE.equals(json.getValue("locked")),
        ServerAnswers.text(json, "rev"),
        notReached.skipped(),
        notReached.leftOut());
  }

  private static List<String> roles(JsonObject json) {
    return json.getValue("roles") instanceof JsonArray roles
        ? roles.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** Reads {@code {quotas, rev?}}; a quota that is not known here is left out. */
  static Quotas quotas(JsonObject json) {
    Map<Quota, Long> limits = new EnumMap<>(Quota.class);
    if (json.getValue("quotas") instanceof JsonObject quotas) {
      for (Quota quota : Quota.values()) {
        if (quotas.getValue(quota.wireName()) instanceof Number limit) {
          limits.put(quota, limit.longValue());
        }
      }
    }
    return new Quotas(limits, ServerAnswers.optionalText(json, "rev"));
  }

  /** The form in which {@link #quotas} are sent. */
  static JsonObject toJson(Quotas quotas) {
    JsonObject limits = new JsonObject();
    quotas.limits().forEach((quota, limit) -> limits.put(quota.wireName(), limit));
    JsonObject json = new JsonObject().put("quotas", limits);
    return quotas.rev() == null ? json : json.put("rev", quotas.rev());
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
