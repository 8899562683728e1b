package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.EntityText;
import dev.salus.api.Invalid;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.rules.Visibility;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.Tag;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.FoundDocuments;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reading entities by id and by filter, by those who may see them. */
final class EntityQueries {

  private final DocumentStore store;
  private final ReadMemory memory;

  EntityQueries(DocumentStore store, ReadMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  Future<JsonObject> get(Caller caller, EntityType type, String id) {
    return seen(
        caller,
        type,
        id,
        token ->
            LargeReads.one(
                store,
                memory,
                FairWorkers.turnOf(caller),
                id,
                found ->
                    Future.succeededFuture(
                        found.flatMap(document -> EntityDocument.wireForm(document, token)))));
  }

  /** The same as text: found, allowed and sent without being read. */
  Future<EntityText> getText(Caller caller, EntityType type, String id) {
    return seen(
        caller,
        type,
        id,
        token ->
            LargeReads.text(store, memory, FairWorkers.turnOf(caller), id)
                .map(found -> found.flatMap(document -> EntityDocument.wireText(document, token))));
  }

  /**
   * What is found under the token by which the caller sees entities of that type; not found for
   * whoever sees none.
   */
  private static <T> Future<T> seen(
      Caller caller, EntityType type, String id, Function<String, Future<Optional<T>>> under) {
    Optional<String> reader = IndexTokens.reader(caller);
    if (reader.isEmpty() || !Ids.isUuid(id)) {
      return Future.failedFuture(Visibility.notFound());
    }
    return under
        .apply(IndexTokens.ofType(reader.get(), type))
        .map(found -> found.orElseThrow(Visibility::notFound));
  }

  Future<JsonObject> getMany(Caller caller, EntityType type, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    List<String> ids = in.uuids("ids");
    in.end();
    if (ids.size() > Query.MAX_LIMIT) {
      throw new Invalid("ids", "ids: must be at most " + Query.MAX_LIMIT);
    }
    Optional<String> reader = IndexTokens.reader(caller);
    if (reader.isEmpty()) {
      return Future.succeededFuture(new JsonObject().put("items", new JsonArray()));
    }
    String token = IndexTokens.ofType(reader.get(), type);
    return LargeReads.several(
        memory, FairWorkers.turnOf(caller), bound -> getMany(ids, token, bound));
  }

  private Future<Optional<JsonObject>> getMany(List<String> ids, String token, ReadBound bound) {
    return store
        .getMany(EntityDocument.COLLECTION, ids, bound)
        .map(
            found ->
                found.isWhole() || bound.oneAtLeast()
                    ? Optional.of(fitting(ids, found, visible(found, token)))
                    : Optional.empty());
  }

  private static List<JsonObject> visible(FoundDocuments found, String token) {
    return found.documents().stream()
        .flatMap(Optional::stream)
        .flatMap(document -> EntityDocument.wireForm(document, token).stream())
        .toList();
  }

  /**
   * As many as fit; {@code rest} are the ids from the first one on that does not, or that was not
   * read.
   */
  private static JsonObject fitting(
      List<String> ids, FoundDocuments found, List<JsonObject> visible) {
    int count = AnswerSize.fitting(visible);
    JsonObject answer = new JsonObject().put("items", new JsonArray(visible.subList(0, count)));
    List<String> rest =
        count == visible.size()
            ? found.rest()
            : ids.subList(ids.indexOf(visible.get(count).getString("id")), ids.size());
    return rest.isEmpty() ? answer : answer.put("rest", new JsonArray(rest));
  }

  Future<JsonObject> list(Caller caller, EntityType type, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    String link = in.has("link") ? in.base64("link", EntityHeader.LINK_BYTES) : null;
    String tag = in.has("tag") ? tag(in) : null;
    Long from = in.has("from") ? (Long) in.integer("from") : null;
    Long to = in.has("to") ? (Long) in.integer("to") : null;
    PageRequest page = PageRequest.read(in);
    in.end();
    Optional<String> reader = IndexTokens.reader(caller);
    if (reader.isEmpty()) {
      return Future.succeededFuture(new JsonObject().put("items", new JsonArray()));
    }
    EntityList list = EntityList.of(store, reader.get(), type, link, tag, from, to);
    return LargeReads.several(memory, FairWorkers.turnOf(caller), bound -> list.page(page, bound));
  }

  private static String tag(FieldReader in) {
    String tag = in.text("tag");
    if (!Tag.isFilter(tag)) {
      throw in.violation(ProtocolViolation.Kind.VALUE, "tag", Tag.FILTER);
    }
    return tag;
  }
}
