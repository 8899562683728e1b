package dev.salus.app.connection;

import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sharings of a person (protocol §3: exchange records), as the server lists them: how many
 * there are, and with whom those are that a key does not open. Only numbers and names are shown of
 * it.
 */
public final class Sharings {

  private final ServerApi server;
  private final String owner;

  /** Those that a data owner is a party to. */
  public Sharings(ServerApi server, String owner) {
    this.server = server;
    this.owner = owner;
  }

  /** How many there are. */
  public Future<Integer> count() {
    return counterparts("").map(List::size);
  }

  /** With whom those are that are not sealed to a key. */
  public Future<Set<String>> closedTo(String keyId) {
    return counterparts(keyId)
        .map(
            all -> {
              Set<String> closed = new TreeSet<>(all);
              closed.remove("");
              return closed;
            });
  }

  /** Of each sharing the other party, or nothing if it is sealed to the key. */
  private Future<List<String>> counterparts(String keyId) {
    return AllPages.of(
        server::exchanges,
        new JsonObject(),
        answer ->
            ServerAnswers.items(answer).stream()
                .map(record -> counterpart(record, keyId))
                .toList());
  }

  private String counterpart(JsonObject record, String keyId) {
    if (record.getValue("sealed") instanceof JsonObject sealed && sealed.containsKey(keyId)) {
      return "";
    }
    Object delegator = record.getValue("delegator");
    Object other = owner.equals(delegator) ? record.getValue("delegate") : delegator;
    return Objects.toString(other, "");
  }
}
