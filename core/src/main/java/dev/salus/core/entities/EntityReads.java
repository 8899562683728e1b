package dev.salus.core.entities;

import dev.salus.core.api.Caller;
import dev.salus.core.api.Invalid;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.core.protocol.EntityType;
import dev.salus.core.protocol.FieldReader;
import dev.salus.core.protocol.Ids;
import dev.salus.core.protocol.ProtocolViolation;
import dev.salus.core.rules.Visibility;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Reading entities by id and by filter, by those who may see them. */
final class EntityReads {

  private final DocumentStore store;

  EntityReads(DocumentStore store) {
    this.store = store;
  }

  Future<JsonObject> get(Caller caller, EntityType type, String id) {
    Optional<String> reader = IndexTokens.reader(caller);
    if (reader.isEmpty() || !Ids.isUuid(id)) {
      return Future.failedFuture(Visibility.notFound());
    }
    String token = IndexTokens.token(reader.get(), type);
    return store
        .get(EntityDocument.COLLECTION, id)
        .map(
            found ->
                found
                    .flatMap(document -> EntityDocument.wireForm(document, token))
                    .orElseThrow(Visibility::notFound));
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
    String token = IndexTokens.token(reader.get(), type);
    return store
        .getMany(EntityDocument.COLLECTION, ids)
        .map(found -> new JsonObject().put("items", visible(found, token)));
  }

  private static JsonArray visible(List<Optional<Document>> found, String token) {
    JsonArray items = new JsonArray();
    for (Optional<Document> each : found) {
      each.flatMap(document -> EntityDocument.wireForm(document, token)).ifPresent(items::add);
    }
    return items;
  }

  Future<JsonObject> list(Caller caller, EntityType type, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    String link = in.has("link") ? in.base64("link", EntityHeader.LINK_BYTES) : "";
    String tag = in.has("tag") ? tag(in) : "";
    Long from = in.has("from") ? (Long) in.integer("from") : null;
    Long to = in.has("to") ? (Long) in.integer("to") : null;
    PageRequest page = PageRequest.read(in);
    in.end();
    Optional<String> reader = IndexTokens.reader(caller);
    if (reader.isEmpty()) {
      return Future.succeededFuture(new JsonObject().put("items", new JsonArray()));
    }
    String token = IndexTokens.token(reader.get(), type, link, tag);
    return store
        .query(
            EntityDocument.COLLECTION,
            page.of(EntityDocument.BY_TOKEN, token).between(from, to).newestFirst())
        .map(found -> PageRequest.answer(found, EntityDocument::wireForm));
  }

  private static String tag(FieldReader in) {
    String tag = in.text("tag");
    if (!tag.contains("|")) {
      throw in.violation(ProtocolViolation.Kind.VALUE, "tag", "must be type|code");
    }
    return tag;
  }
}
