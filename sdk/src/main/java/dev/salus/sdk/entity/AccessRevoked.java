package dev.salus.sdk.entity;

import java.util.Set;

/**
 * What {@code revokeAccess} did.
 *
 * @param entity the entity under its new key
 * @param revoked who was locked out
 * @param alsoLost who else lost access, because only those who were locked out had passed it on
 */
public record AccessRevoked<T>(T entity, Set<String> revoked, Set<String> alsoLost) {
  /** Copies the sets. */
  public AccessRevoked {
    revoked = Set.copyOf(revoked);
    alsoLost = Set.copyOf(alsoLost);
  }
}
