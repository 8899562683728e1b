package dev.salus.sdk.sharing;

import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Ids;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes own exchange records that nothing is wrapped under and nothing will be (protocol §3): a
 * later one that a key of this ring signed takes their place, and no entity that the owner sees
 * names them. Goes through all entities of the owner, so what it costs depends on their number.
 */
public final class UnusedExchanges {

  private final ServerApi server;
  private final KeyRing keyRing;
  private final ExchangeBook exchanges;
  private final ExchangeOpener opener;

  /**
   * Of the keys' owner.
   *
   * @param exchanges forgets what is deleted
   */
  public UnusedExchanges(Vertx vertx, ServerApi server, OwnerKeys keys, ExchangeBook exchanges) {
    this.server = server;
    this.keyRing = keys.ring();
    this.exchanges = exchanges;
    this.opener = new ExchangeOpener(vertx, keyRing, keys.cards());
  }

  /**
   * Deletes them.
   *
   * @return the ids of those that were deleted. Fails with what the server failed with; what was
   *     deleted before stays so
   */
  public Future<List<String>> delete() {
    return superseded()
        .compose(
            ids ->
                ids.isEmpty()
                    ? Future.succeededFuture(List.<String>of())
                    : used().compose(used -> delete(without(ids, used))));
  }

  private static List<String> without(List<String> ids, Set<String> used) {
    return ids.stream().filter(id -> !used.contains(id)).toList();
  }

  private Future<List<String>> delete(List<String> ids) {
    Future<Void> deleted = Future.succeededFuture();
    for (String id : ids) {
      deleted = deleted.compose(before -> server.deleteExchange(id));
    }
    return deleted.onComplete(done -> exchanges.forget()).map(ids);
  }

  /** Records that this ring signed, but the latest to each delegate. */
  private Future<List<String>> superseded() {
    JsonObject own = new JsonObject().put("delegator", keyRing.owner());
    Map<String, ExchangeRecord> latest = new HashMap<>();
    Map<String, ExchangeRecord> all = new LinkedHashMap<>();
    return new ExchangePages(server, List.of(own), opener::parse)
        .forEach(
            record -> {
              if (record.delegator().equals(keyRing.owner())
                  && keyRing.key(record.signedBy()).isPresent()) {
                all.put(record.id(), record);
                latest.merge(record.delegate(), record, UnusedExchanges::later);
              }
              return Future.succeededFuture();
            })
        .map(
            done ->
                all.values().stream()
                    .filter(record -> isBefore(record, latest.get(record.delegate())))
                    .map(ExchangeRecord::id)
                    .toList());
  }

  private static boolean isBefore(ExchangeRecord record, @Nullable ExchangeRecord latest) {
    return latest != null && record.createdAt() < latest.createdAt();
  }

  private static ExchangeRecord later(ExchangeRecord one, ExchangeRecord other) {
    return one.createdAt() >= other.createdAt() ? one : other;
  }

  /** The ids of all exchanges that entities name, in whatever place. */
  private Future<Set<String>> used() {
    Set<String> used = new HashSet<>();
    Future<Void> walked = Future.succeededFuture();
    for (EntityType type : EntityType.values()) {
      walked = walked.compose(before -> named(type)).onSuccess(used::addAll).mapEmpty();
    }
    return walked.map(done -> used);
  }

  private Future<List<String>> named(EntityType type) {
    return AllPages.of(
        query -> server.listEntities(type, query), new JsonObject(), UnusedExchanges::named);
  }

  /** An id that stands anywhere in an entity of a page is in use. */
  private static List<String> named(JsonObject page) {
    Set<String> ids = new HashSet<>();
    List<Object> left = new ArrayList<>(ServerAnswers.items(page));
    while (!left.isEmpty()) {
      Object next = left.remove(left.size() - 1);
      if (next instanceof JsonObject object) {
        left.addAll(object.fieldNames());
        object.forEach(entry -> left.add(entry.getValue()));
      } else if (next instanceof JsonArray array) {
        array.forEach(left::add);
      } else if (next instanceof String text && Ids.isUuid(text)) {
        ids.add(text);
      }
    }
    return List.copyOf(ids);
  }
}
