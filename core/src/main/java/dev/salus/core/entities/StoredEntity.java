package dev.salus.core.entities;

import dev.salus.protocol.Entity;
import dev.salus.storage.Document;
import java.util.Set;

/**
 * An entity as it is stored, with what the server remembers beside it.
 *
 * @param entity at its revision
 * @param former who held a delegation and holds none now
 * @param bytes how many it counts for its author
 */
record StoredEntity(Entity entity, FormerDelegates former, long bytes) {

  /** The document of the next state of this entity, at the revision that it has. */
  Document next(Entity next) {
    return next(next, EntityDocument.readers(next));
  }

  /**
   * The document of the next state of this entity.
   *
   * @param readers who can see it then
   */
  Document next(Entity next, Set<String> readers) {
    return EntityDocument.of(next, readers, former.after(entity, next));
  }
}
