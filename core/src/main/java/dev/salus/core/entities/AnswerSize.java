package dev.salus.core.entities;

import dev.salus.core.storeaccess.ListPages;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * How much one answer with many entities holds. What an entity takes is counted from its parts and
 * not by writing it down, which would take longer than all else; a little is allowed for the rest.
 */
final class AnswerSize {

  /** As much as a body may have; one entity that is larger is an answer alone. */
  static final long MOST_BYTES = ListPages.MOST_BYTES;

  /** Of an entity, a grant or a delegation, without its boxes. */
  private static final int REST_BYTES = 512;

  private static final int ID_BYTES = 48;
  private static final int TAG_BYTES = 800;

  private AnswerSize() {}

  /** How many of these fit into an answer, from the first on; one at least, if there is one. */
  static int fitting(List<JsonObject> entities) {
    long left = MOST_BYTES;
    for (int i = 0; i < entities.size(); i++) {
      left -= bytes(entities.get(i));
      if (left < 0) {
        return Math.max(1, i);
      }
    }
    return entities.size();
  }

  /** About how many bytes an entity in its wire form takes, rather more than less. */
  static long bytes(JsonObject entity) {
    long bytes = 2L * REST_BYTES + length(entity, "content");
    bytes += (long) TAG_BYTES * size(entity, "tags");
    bytes += (long) ID_BYTES * size(entity, "links");
    bytes += 2L * ID_BYTES * size(entity, "revoked");
    JsonArray grants = entity.getJsonArray("grants");
    for (int i = 0; i < grants.size(); i++) {
      bytes += bytesOfGrant(grants.getJsonObject(i));
    }
    return bytes;
  }

  private static long bytesOfGrant(JsonObject grant) {
    long bytes = REST_BYTES + (long) ID_BYTES * (size(grant, "parents") + size(grant, "gone"));
    JsonObject delegations = grant.getJsonObject("delegations");
    for (String exchangeId : delegations.fieldNames()) {
      JsonObject delegation = delegations.getJsonObject(exchangeId);
      bytes += REST_BYTES + length(delegation, "wrapped") + length(delegation, "link");
    }
    return bytes;
  }

  private static int length(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text.length() : 0;
  }

  private static int size(JsonObject json, String name) {
    return json.getValue(name) instanceof JsonArray array ? array.size() : 0;
  }
}
