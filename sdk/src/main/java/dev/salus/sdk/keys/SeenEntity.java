package dev.salus.sdk.keys;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Revocation;
import java.util.List;

/**
 * What a reader remembers of the newest version of an entity that it has seen (protocol §4), so
 * that a server cannot show an older one or another one under the same id.
 *
 * @param version the entity's version
 * @param keyGeneration its key generation
 * @param author the data owner who created it
 * @param created milliseconds since the epoch
 * @param revoked who was locked out
 * @param signatureHash base64url of {@code H(signature)}
 */
public record SeenEntity(
    long version,
    long keyGeneration,
    String author,
    long created,
    List<Revocation> revoked,
    String signatureHash) {

  /** Copies the list. */
  public SeenEntity {
    revoked = List.copyOf(revoked);
  }

  /** What there is to remember of an entity. */
  public static SeenEntity of(Entity entity) {
    EntityHeader header = entity.header();
    return new SeenEntity(
        header.version(),
        header.keyGeneration(),
        header.author(),
        header.created(),
        header.revoked(),
        Base64Url.encode(entity.signatureHash()));
  }
}
