package dev.salus.sdk.keys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest that a ring has seen of entities; the least recently used go first. Not for threads.
 */
final class SeenEntities {

  private final Map<String, SeenEntity> byId = new LinkedHashMap<>(16, 0.75f, true);

  Optional<SeenEntity> of(String entityId) {
    return Optional.ofNullable(byId.get(entityId));
  }

  /** Remembers it unless something newer is; whether that changes anything. */
  boolean record(String entityId, SeenEntity now) {
    SeenEntity before = byId.get(entityId);
    boolean newer =
        before == null
            || (now.version() >= before.version() && now.keyGeneration() >= before.keyGeneration());
    if (newer) {
      byId.put(entityId, now);
    }
    if (byId.size() > KeyRing.MOST_SEEN) {
      byId.remove(byId.keySet().iterator().next());
    }
    return newer && !now.equals(before);
  }

  /** Whether there was anything to forget. */
  boolean forget(String entityId) {
    return byId.remove(entityId) != null;
  }

  /** A copy, the least recently used first. */
  Map<String, SeenEntity> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(byId));
  }
}
