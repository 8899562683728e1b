package dev.salus.core.rules;

import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import java.util.Arrays;

/**
 * Whether what is sent is what is stored, of which an answer was lost. A signature alone does not
 * say so: who changes something and forgets to sign it anew must be told.
 */
final class Repetition {

  private Repetition() {}

  /** Whether both are the same version, by the same card, with the same grants. */
  static boolean isWhole(Entity proposed, Entity stored) {
    return isVersion(proposed, stored) && GrantComparison.same(proposed.grants(), stored.grants());
  }

  /** Whether this is how the stored entity, which others may have access to since, was created. */
  static boolean isCreation(Entity proposed, Entity stored) {
    return isVersion(proposed, stored)
        && proposed.grants().size() == 1
        && isGrant(proposed.grants().get(0), stored);
  }

  /** Whether the stored entity has this grant, with all that was given. */
  static boolean isGrant(Grant proposed, Entity stored) {
    return stored.grants().stream()
        .filter(grant -> grant.signature().equals(proposed.signature()))
        .anyMatch(grant -> GrantComparison.same(grant, proposed));
  }

  private static boolean isVersion(Entity proposed, Entity stored) {
    return proposed.signature().equals(stored.signature())
        && proposed.header().signedBy().equals(stored.header().signedBy())
        && Arrays.equals(proposed.signedBytes(), stored.signedBytes());
  }
}
