package dev.salus.sdk.sealing;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SeenEntity;
import java.util.Optional;

/** Compares an entity with what was seen of it before (protocol §4), and remembers it. */
final class SeenCheck {

  private final KeyRing keyRing;

  /** A check against the memory of this key ring. */
  SeenCheck(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /** What has been seen of an entity so far. */
  public Optional<SeenEntity> before(String entityId) {
    return keyRing.seen(entityId);
  }

  /**
   * Refuses an entity that contradicts what had been seen when it was asked for, else remembers it.
   * What was seen since may be newer, but it is of the same history.
   *
   * @throws TamperedEntity ROLLBACK, HISTORY or FORK
   */
  public synchronized void check(Entity entity, Optional<SeenEntity> before) {
    before.ifPresent(seen -> compare(entity, seen));
    remember(entity);
  }

  /** What the ring's own keys have signed of a verified entity, the ring has to know of (§9.1). */
  void checkOwn(VerifiedEntity verified) {
    EntityHeader header = verified.entity().header();
    shown(header.modifiedBy(), header.signedBy(), header.modified());
    verified
        .graph()
        .grants()
        .forEach(grant -> shown(grant.by(), grant.signedBy(), grant.grantedAt()));
  }

  private void shown(String by, String keyId, long date) {
    if (by.equals(keyRing.owner())) {
      keyRing.leases().shown(keyId, date);
    }
  }

  /**
   * Refuses an entity that contradicts what had been seen when it was asked for, and does not
   * remember it: nobody vouches for it.
   *
   * @throws TamperedEntity ROLLBACK, HISTORY or FORK
   */
  public synchronized void checkDoubtful(Entity entity, Optional<SeenEntity> before) {
    before.ifPresent(seen -> compare(entity, seen));
  }

  /**
   * Remembers what was stored for the key ring's owner. Somebody else's next version may have been
   * seen before the server's answer arrived.
   *
   * @throws TamperedEntity FORK or HISTORY
   */
  public synchronized void written(Entity entity) {
    remember(entity);
  }

  private void remember(Entity entity) {
    EntityHeader header = entity.header();
    Optional<SeenEntity> now = keyRing.seen(header.id());
    now.ifPresent(seen -> requireSameHistory(entity, seen));
    if (now.map(seen -> header.version() > seen.version()).orElse(true)) {
      keyRing.recordSeen(header.id(), SeenEntity.of(entity));
    }
  }

  /** Whether something later than this, or another text of its version, was seen by now. */
  static boolean isOvertaken(Entity entity, KeyRing ring) {
    EntityHeader header = entity.header();
    return ring.seen(header.id())
        .filter(
            seen ->
                seen.version() > header.version()
                    || seen.keyGeneration() > header.keyGeneration()
                    || (seen.version() == header.version()
                        && !seen.signatureHash().equals(Base64Url.encode(entity.signatureHash()))))
        .isPresent();
  }

  private static void compare(Entity entity, SeenEntity seen) {
    EntityHeader header = entity.header();
    if (header.version() < seen.version() || header.keyGeneration() < seen.keyGeneration()) {
      requireSameOrigin(header, seen);
      throw new TamperedEntity(header.id(), What.ROLLBACK);
    }
    requireSameHistory(entity, seen);
  }

  /** Whether both can be versions of one entity, whichever came first. */
  private static void requireSameHistory(Entity entity, SeenEntity seen) {
    EntityHeader header = entity.header();
    requireSameOrigin(header, seen);
    long versions = Long.compare(header.version(), seen.version());
    if (versions == 0 && !Base64Url.encode(entity.signatureHash()).equals(seen.signatureHash())) {
      throw new TamperedEntity(header.id(), What.FORK);
    }
    boolean fits =
        versions > 0
            ? header.keyGeneration() >= seen.keyGeneration()
                && header.revoked().containsAll(seen.revoked())
            : header.keyGeneration() <= seen.keyGeneration()
                && seen.revoked().containsAll(header.revoked());
    if (!fits) {
      throw new TamperedEntity(header.id(), What.HISTORY);
    }
  }

  private static void requireSameOrigin(EntityHeader header, SeenEntity seen) {
    if (!header.author().equals(seen.author()) || header.created() != seen.created()) {
      throw new TamperedEntity(header.id(), What.HISTORY);
    }
  }
}
