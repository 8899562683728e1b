package dev.salus.sdk.entity;

import dev.salus.api.InternalFault;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A walk over all that the server lists under a link, page by page. Whether it carries the link is
 * for {@link #requireLinked} to say, once it is verified.
 */
final class LinkedPages {

  private final ServerApi server;
  private final EntityType type;
  private final String link;
  private final int limit;
  private @Nullable Place oldest;

  LinkedPages(ServerApi server, EntityType type, String link, int limit) {
    this.server = server;
    this.type = type;
    this.link = link;
    this.limit = limit;
  }

  /**
   * Hands over one page after the other, the next when the one before is done. Fails with {@link
   * InternalFault} if the server's list goes on without anything new in it.
   */
  Future<Void> forEach(Function<List<JsonObject>, Future<?>> page) {
    Promise<Void> promise = Promise.promise();
    walk(null, page, promise);
    return promise.future();
  }

  /** In a chain of calls and not of futures: it may be a long one. */
  private void walk(
      @Nullable String cursor, Function<List<JsonObject>, Future<?>> page, Promise<Void> promise) {
    JsonObject query = new JsonObject().put("link", link).put("limit", limit);
    if (cursor != null) {
      query.put("cursor", cursor);
    }
    Future.succeededFuture(query)
        .compose(asked -> server.listEntities(type, asked))
        .compose(answer -> page.apply(fresh(answer)).map(answer))
        .onFailure(promise::fail)
        .onSuccess(
            answer -> {
              String next = ServerAnswers.next(answer);
              if (next == null) {
                promise.complete();
              } else {
                walk(next, page, promise);
              }
            });
  }

  /**
   * What a page has, each once. It is all older than what the page before had (the order of a list
   * is that of creation), so that nothing of former pages has to be remembered.
   */
  private List<JsonObject> fresh(JsonObject answer) {
    Set<String> met = new HashSet<>();
    List<JsonObject> fresh =
        ServerAnswers.items(answer).stream()
            .filter(item -> met.add(String.valueOf(item.getValue("id"))))
            .toList();
    Place before = oldest;
    boolean goesBack =
        before != null && fresh.stream().anyMatch(item -> !of(item).isBefore(before));
    if (goesBack || (fresh.isEmpty() && ServerAnswers.next(answer) != null)) {
      throw new InternalFault("the server's list goes on without anything new in it");
    }
    oldest = fresh.stream().map(LinkedPages::of).reduce(before, LinkedPages::older);
    return fresh;
  }

  private static Place of(JsonObject item) {
    long created = item.getValue("created") instanceof Number number ? number.longValue() : 0;
    return new Place(created, String.valueOf(item.getValue("id")));
  }

  private static @Nullable Place older(@Nullable Place one, @Nullable Place other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  /** Where an entity stands in a list. */
  private record Place(long created, String id) {
    boolean isBefore(Place other) {
      return created < other.created || (created == other.created && id.compareTo(other.id) < 0);
    }
  }

  /** Whether an entity is one of those that the list is of. */
  boolean isLinked(EntityHeader header) {
    return header.links().contains(link);
  }

  /** Refuses an entity that the server listed here and that does not carry the link. */
  void requireLinked(EntityHeader header) {
    if (!isLinked(header)) {
      throw new TamperedEntity(header.id(), What.PATIENT_LINK);
    }
  }
}
