package dev.salus.app.connection;

import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The sharings of a person (protocol §3: exchange records), as the server lists them: how many
 * there are, with whom, and for which keys. Only numbers and names are shown of it.
 */
public final class Sharings {

  private final ServerApi server;
  private final String owner;

  /** Those that a data owner is a party to. */
  public Sharings(ServerApi server, String owner) {
    this.server = server;
    this.owner = owner;
  }

  /**
   * One of them.
   *
   * @param counterpart the other party; empty if the server says none
   * @param own whether the data owner made it, so that the other opens what it wrote
   * @param keyIds the keys that have an entry
   */
  public record Sharing(String counterpart, boolean own, Set<String> keyIds) {

    /** Copies the keys. */
    public Sharing {
      keyIds = Set.copyOf(keyIds);
    }
  }

  /** How many there are. */
  public Future<Integer> count() {
    return all().map(List::size);
  }

  /** All of them. */
  public Future<List<Sharing>> all() {
    return AllPages.of(
        server::exchanges,
        new JsonObject(),
        answer -> ServerAnswers.items(answer).stream().map(this::sharing).toList());
  }

  private Sharing sharing(JsonObject record) {
    boolean own = owner.equals(record.getValue("delegator"));
    Object other = record.getValue(own ? "delegate" : "delegator");
    Set<String> keyIds =
        record.getValue("sealed") instanceof JsonObject sealed ? sealed.fieldNames() : Set.of();
    return new Sharing(Objects.toString(other, ""), own, keyIds);
  }
}
