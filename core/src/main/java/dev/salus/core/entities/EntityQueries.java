package dev.salus.core.entities;

import dev.salus.api.Caller;
import dev.salus.api.EntityText;
import dev.salus.api.Invalid;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.rules.Visibility;
import dev.salus.core.storeaccess.LargeReads;
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
import java.util.stream.Stream;

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
                EntityDocument.COLLECTION,
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
            LargeReads.text(
                    store, EntityDocument.COLLECTION, memory, FairWorkers.turnOf(caller), id)
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
    return new ById(store, memory, FairWorkers.turnOf(caller), token).read(ids);
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

  /**
   * Reads several entities by id, in the turns of one who asks. What an answer holds and what it
   * leaves for the next depends on what the asker sees, and on nothing else: an entity of others,
   * and how large it is, must not be told by the answer ending before it. So where not all can be
   * read at once, what turns out to be others' is left out, and the reading begun again without it,
   * in a turn of its own: whoever asks for much of others waits for itself.
   */
  private static final class ById {

    private final DocumentStore store;
    private final ReadMemory memory;
    private final String owner;
    private final String token;

    /**
     * @param owner in whose turns
     * @param token under which the asker sees an entity
     */
    ById(DocumentStore store, ReadMemory memory, String owner, String token) {
      this.store = store;
      this.memory = memory;
      this.owner = owner;
      this.token = token;
    }

    /** The answer, or the ids with which it is to be looked for again. */
    private record Step(JsonObject answer, List<String> again) {}

    /** {@code {items, rest?}}; {@code rest} are the ids from the first one on that does not fit. */
    Future<JsonObject> read(List<String> ids) {
      return LargeReads.several(memory, owner, bound -> step(ids, bound)).compose(this::goOn);
    }

    private Future<JsonObject> goOn(Step step) {
      return step.again().isEmpty()
          ? Future.succeededFuture(step.answer())
          : memory
              .during(owner, memory.large(), () -> step(step.again(), memory.large()))
              .map(Optional::orElseThrow)
              .compose(this::goOn);
    }

    private Future<Optional<Step>> step(List<String> ids, ReadBound bound) {
      return store
          .getMany(EntityDocument.COLLECTION, ids, bound)
          .compose(
              found ->
                  found.isWhole() || bound.oneAtLeast()
                      ? step(found).map(Optional::of)
                      : Future.succeededFuture(Optional.empty()));
    }

    private Future<Step> step(FoundDocuments found) {
      List<JsonObject> visible = visible(found);
      if (found.isWhole()) {
        return Future.succeededFuture(answered(visible, List.of()));
      }
      if (visible.size() < found.documents().size()) {
        Stream<String> seen = visible.stream().map(ById::id);
        return Future.succeededFuture(again(seen, found.rest()));
      }
      return store
          .getMany(EntityDocument.COLLECTION, found.rest().subList(0, 1), ReadBound.about(1))
          .map(next -> endingBefore(next, visible, found.rest()));
    }

    /** The answer ends before the next one, if the asker sees that; else it is as if not there. */
    private Step endingBefore(FoundDocuments next, List<JsonObject> visible, List<String> rest) {
      return visible(next).isEmpty()
          ? again(visible.stream().map(ById::id), rest.subList(1, rest.size()))
          : answered(visible, rest);
    }

    private List<JsonObject> visible(FoundDocuments found) {
      return found.documents().stream()
          .flatMap(Optional::stream)
          .flatMap(document -> EntityDocument.wireForm(document, token).stream())
          .toList();
    }

    private static String id(JsonObject entity) {
      return entity.getString("id");
    }

    private static Step again(Stream<String> seen, List<String> rest) {
      List<String> left = Stream.concat(seen, rest.stream()).toList();
      return left.isEmpty() ? answered(List.of(), List.of()) : new Step(new JsonObject(), left);
    }

    /** With as many as fit. */
    private static Step answered(List<JsonObject> visible, List<String> unread) {
      int count = AnswerSize.fitting(visible);
      JsonObject answer = new JsonObject().put("items", new JsonArray(visible.subList(0, count)));
      Stream<String> unfit = visible.stream().skip(count).map(ById::id);
      List<String> rest = Stream.concat(unfit, unread.stream()).toList();
      return new Step(rest.isEmpty() ? answer : answer.put("rest", new JsonArray(rest)), List.of());
    }
  }
}
