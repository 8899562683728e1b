package dev.salus.app.connection;

import dev.salus.api.SalusException;
import dev.salus.app.dialogue.NamedCommands;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who waits for a user's help, having lost their keys: told at the log-in already, since they are
 * on the phone. It takes no keys to tell, and all of it is the server's word.
 */
final class WaitingRequests {

  /** More are counted, and not named. */
  private static final int MOST_NAMED = 5;

  private WaitingRequests() {}

  /** Tells a person; nothing if nobody waits, or the user is for no data owner. */
  static void tell(LogInOrOut.Running with, ServerApi server, JsonObject user)
      throws TimeoutException {
    String owner = user.getString("dataOwner");
    if (owner == null || with.dialogue().terminal().isEmpty()) {
      return;
    }
    List<JsonObject> forAccess = all(with, server::accessBackRequests);
    Stream<JsonObject> forShares =
        all(with, server::notaryRequests).stream()
            .filter(request -> !answered(request).contains(owner));
    Set<String> askers =
        Stream.concat(forAccess.stream(), forShares)
            .map(request -> String.valueOf(request.getValue("owner")))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!askers.isEmpty()) {
      with.dialogue()
          .explain(
              "As the server says, "
                  + who(with, server, askers)
                  + (askers.size() == 1 ? " waits" : " wait")
                  + " for you, having lost their keys: 'salus keys status' shows what they ask for,"
                  + " and how you answer.");
    }
  }

  private static List<JsonObject> all(
      LogInOrOut.Running with, Function<JsonObject, Future<JsonObject>> list)
      throws TimeoutException {
    return with.get(AllPages.of(list, new JsonObject().put("for", "me")));
  }

  private static Set<String> answered(JsonObject request) {
    return request.getValue("shares") instanceof JsonObject shares ? shares.fieldNames() : Set.of();
  }

  private static String who(LogInOrOut.Running with, ServerApi server, Set<String> askers)
      throws TimeoutException {
    if (askers.size() > MOST_NAMED) {
      return askers.size() + " people";
    }
    StringBuilder names = new StringBuilder();
    for (String asker : askers) {
      names.append(names.isEmpty() ? "" : ", ").append(name(with, server, asker));
    }
    return names.toString();
  }

  /** With the id: a name alone could be that of two. */
  private static String name(LogInOrOut.Running with, ServerApi server, String asker)
      throws TimeoutException {
    try {
      Object name = with.get(server.dataOwner(asker)).getValue("name");
      return name instanceof String text
          ? "'" + NamedCommands.ofOthers(text) + "' (" + NamedCommands.ofOthers(asker) + ")"
          : NamedCommands.ofOthers(asker);
    } catch (SalusException away) {
      return NamedCommands.ofOthers(asker);
    }
  }
}
