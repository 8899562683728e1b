package dev.salus.sdk.sealing;

import dev.salus.core.protocol.Base64Url;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Seen;
import java.util.Optional;

/** Compares an entity with what was seen of it before (protocol §4), and remembers it. */
public final class SeenCheck {

  private final KeyRing keyRing;

  /** A check against the memory of this key ring. */
  public SeenCheck(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /** What has been seen of an entity so far. */
  public Optional<Seen> before(String entityId) {
    return keyRing.seen(entityId);
  }

  /**
   * Refuses an entity that contradicts what had been seen when it was asked for, else remembers it.
   *
   * @throws TamperedEntity ROLLBACK, HISTORY or FORK
   */
  public void check(Entity entity, Optional<Seen> before) {
    before.ifPresent(seen -> compare(entity, seen));
    EntityHeader header = entity.header();
    boolean newer =
        keyRing.seen(header.id()).map(seen -> header.version() > seen.version()).orElse(true);
    if (newer) {
      keyRing.recordSeen(header.id(), Seen.of(entity));
    }
  }

  private static void compare(Entity entity, Seen seen) {
    EntityHeader header = entity.header();
    if (!header.author().equals(seen.author()) || header.created() != seen.created()) {
      throw new TamperedEntity(header.id(), What.HISTORY);
    }
    if (header.version() < seen.version() || header.keyGeneration() < seen.keyGeneration()) {
      throw new TamperedEntity(header.id(), What.ROLLBACK);
    }
    if (!header.revoked().containsAll(seen.revoked())) {
      throw new TamperedEntity(header.id(), What.HISTORY);
    }
    if (header.version() == seen.version()
        && !Base64Url.encode(entity.signatureHash()).equals(seen.signatureHash())) {
      throw new TamperedEntity(header.id(), What.FORK);
    }
  }
}
