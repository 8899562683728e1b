package dev.salus.core.entities;

import dev.salus.api.EntityText;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentText;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.support.JsonSize;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An entity as it is kept in the store; the package describes the form. */
final class EntityDocument {

  static final String COLLECTION = "entities";

  /** By token, then {@code created}. */
  static final String BY_TOKEN = "by-token";

  /** By who can see it, then its id: whether somebody can is found out without reading it. */
  static final String BY_READER = "by-reader";

  static final CollectionSpec SPEC =
      CollectionSpec.of(
          COLLECTION,
          IndexSpec.of(BY_TOKEN, KeyPart.each("index.tokens"), KeyPart.of("index.created")),
          IndexSpec.of(BY_READER, KeyPart.each("index.readers"), KeyPart.of("entity.id")));

  /** How many bytes there are of each author's ({@link dev.salus.core.quota.ByteUsage}). */
  static final CollectionSpec USAGE = CollectionSpec.of("entity-usage");

  private static final String ENTITY = "entity";
  private static final String FORMER = "former";
  private static final String INDEX = "index";
  private static final String TOKENS = "tokens";
  private static final List<String> PARTS = List.of(ENTITY, INDEX);

  private EntityDocument() {}

  /**
   * The document of an entity, at the revision that the entity has.
   *
   * @param readers who can see it
   */
  static Document of(Entity entity, Set<String> readers, FormerDelegates former) {
    JsonObject index =
        new JsonObject()
            .put(TOKENS, new JsonArray(IndexTokens.of(entity, readers)))
            .put("readers", new JsonArray(List.copyOf(readers)))
            .put("created", entity.header().created());
    JsonObject body = new JsonObject().put(ENTITY, entity.withRev(null).toJson()).put(INDEX, index);
    if (!former.ids().isEmpty()) {
      body.put(FORMER, new JsonArray(former.ids()));
    }
    return new Document(entity.header().id(), entity.rev(), body);
  }

  /** What stays of an entity that was deleted: nothing but that its id was used. */
  static JsonObject tombstone() {
    return new JsonObject().put("deleted", true);
  }

  /** The data owners who can see the entity, sorted. */
  static Set<String> readers(Entity entity) {
    Set<String> readers = new TreeSet<>();
    entity.delegations().valid().values().stream()
        .map(held -> held.delegation())
        .filter(delegation -> delegation.isVisible())
        .forEach(delegation -> readers.add(delegation.delegate()));
    return readers;
  }

  /** The entity that a document holds; empty for a tombstone. */
  static Optional<StoredEntity> stored(Document document) {
    return Optional.ofNullable(document.body().getJsonObject(ENTITY))
        .map(json -> Entity.parse(json).withRev(document.storedRev()))
        .map(entity -> new StoredEntity(entity, former(document), bytes(document)));
  }

  /** The entity of a type that a document holds, if it is of that type. */
  static Optional<StoredEntity> stored(Document document, EntityType type) {
    return stored(document).filter(stored -> stored.entity().header().type() == type);
  }

  /** How many bytes a document counts for its author: what it is found by, too. */
  static long bytes(Document document) {
    JsonObject body = document.body();
    return Stream.of(ENTITY, INDEX, FORMER)
        .filter(body::containsKey)
        .mapToLong(field -> JsonSize.of(body.getValue(field)))
        .sum();
  }

  /** Who created the entity that a document holds. */
  static String author(Document document) {
    return document.body().getJsonObject(ENTITY).getString("author");
  }

  private static FormerDelegates former(Document document) {
    JsonArray ids = document.body().getJsonArray(FORMER);
    return ids == null
        ? FormerDelegates.NONE
        : new FormerDelegates(ids.stream().map(String.class::cast).toList());
  }

  /** Whether a document is found under a token. */
  static boolean isUnder(Document document, String token) {
    JsonObject index = document.body().getJsonObject(INDEX);
    return index != null && index.getJsonArray(TOKENS).contains(token);
  }

  /** The wire form of what a document holds, if a reader finds it there under a token. */
  static Optional<JsonObject> wireForm(Document document, String token) {
    return isUnder(document, token) ? Optional.of(wireForm(document)) : Optional.empty();
  }

  /**
   * The same of a document that stays text. A token is in its index only as one: nothing else there
   * has its form.
   */
  static Optional<EntityText> wireText(DocumentText document, String token) {
    Map<String, JsonFields.Value> found = JsonFields.find(document, PARTS);
    JsonFields.Value index = found.get(INDEX);
    JsonFields.Value entity = found.get(ENTITY);
    return index != null && entity != null && JsonFields.hasString(document, index, token)
        ? Optional.of(wireText(document, entity))
        : Optional.empty();
  }

  /** The entity, with its revision as one more field. */
  private static EntityText wireText(DocumentText document, JsonFields.Value entity) {
    String rev = ",\"rev\":\"" + document.rev() + "\"}";
    Buffer text = Buffer.buffer(entity.to() - entity.from() + rev.length());
    document.copyTo(text, entity.from(), entity.to() - 1);
    return new EntityText(document.rev(), text.appendString(rev));
  }

  /** The wire form of what a document holds that is no tombstone. */
  static JsonObject wireForm(Document document) {
    return document.body().getJsonObject(ENTITY).put("rev", document.storedRev());
  }

  /** The collections that the store must have. */
  static List<CollectionSpec> collections() {
    return List.of(SPEC, DeletionTraces.SPEC, USAGE);
  }
}
