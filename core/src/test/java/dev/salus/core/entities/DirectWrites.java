package dev.salus.core.entities;

import dev.salus.protocol.Entity;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Stores entities that are known to be good as the entities verticle would, without verifying them:
 * for tests that need more of them than can be made by calls.
 */
public final class DirectWrites {

  private DirectWrites() {}

  /** Stores new entities; the answer is that of a bulk call in which all went well. */
  public static Future<JsonObject> create(DocumentStore store, List<JsonObject> entities) {
    List<Document> documents =
        entities.stream().map(Entity::parse).map(DirectWrites::document).toList();
    return store.putMany(EntityDocument.COLLECTION, documents).map(DirectWrites::answer);
  }

  private static Document document(Entity entity) {
    return EntityDocument.of(entity, EntityDocument.readers(entity), FormerDelegates.NONE);
  }

  private static JsonObject answer(List<PutResult> results) {
    JsonArray answers = new JsonArray();
    for (PutResult result : results) {
      Document stored = ((PutResult.Stored) result).document();
      answers.add(new JsonObject().put("id", stored.id()).put("rev", stored.storedRev()));
    }
    return new JsonObject().put("results", answers);
  }
}
