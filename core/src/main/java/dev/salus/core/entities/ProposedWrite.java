package dev.salus.core.entities;

import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An entity that somebody wants written, of which only the id has been read yet.
 *
 * @param id UUID
 * @param json the body
 * @param isCreation whether it is to be new; else it has the revision that it replaces
 */
record ProposedWrite(String id, JsonObject json, boolean isCreation) {

  /** The most that one bulk may have. */
  static final int MAX_BULK = 1_000;

  private static final String ENTITIES = "entities";

  /** A new entity. */
  static ProposedWrite creation(JsonObject json) {
    return new ProposedWrite(FieldReader.of(json).uuid("id"), json, true);
  }

  /** A content write of an entity whose id is known already. */
  static ProposedWrite modification(String id, JsonObject json) {
    return new ProposedWrite(id, json, false);
  }

  /**
   * The items of a bulk: those with a {@code rev} are content writes.
   *
   * @throws ProtocolViolation if an item has no readable id, an id occurs twice, or there are more
   *     than {@link #MAX_BULK}
   */
  static List<ProposedWrite> bulk(JsonObject body) {
    FieldReader in = FieldReader.of(body);
    if (!in.has(ENTITIES)) {
      throw in.violation(Kind.MISSING_FIELD, ENTITIES, "is missing; must be an array");
    }
    in.end();
    if (!(body.getValue(ENTITIES) instanceof JsonArray items)) {
      throw in.violation(Kind.WRONG_TYPE, ENTITIES, "must be an array");
    }
    if (items.size() > MAX_BULK) {
      throw in.violation(Kind.VALUE, ENTITIES, "must be at most " + MAX_BULK);
    }
    List<ProposedWrite> proposals = new ArrayList<>(items.size());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String at = ENTITIES + "[" + i + "]";
      if (!(items.getValue(i) instanceof JsonObject item)) {
        throw new ProtocolViolation(Kind.WRONG_TYPE, at, "must be an object");
      }
      String id = FieldReader.of(item, at).uuid("id");
      if (!ids.add(id)) {
        throw new ProtocolViolation(Kind.VALUE, at + ".id", "must not occur twice");
      }
      proposals.add(new ProposedWrite(id, item, !item.containsKey("rev")));
    }
    return proposals;
  }
}
