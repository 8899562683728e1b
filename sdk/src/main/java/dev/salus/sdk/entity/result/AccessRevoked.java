package dev.salus.sdk.entity.result;

import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.model.SkippedDelegate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code revokeAccess} or {@code writeUnderNewKey} did.
 *
 * @param entity the entity under its new key
 * @param revoked who was locked out
 * @param alsoLost who else lost access, because only those who were locked out had passed it on
 * @param leftOut who keeps a delegation without the new key, and why: what gives it to them is not
 *     believed, or no key of theirs can be sealed to; they open the entity again once access is
 *     given to them anew
 * @param doubt why nobody vouches for the entity's content, which stays so under the new key; null
 *     if it is genuine
 */
public record AccessRevoked<T>(
    T entity,
    Set<String> revoked,
    Set<String> alsoLost,
    List<SkippedDelegate> leftOut,
    @Nullable ClientException doubt) {
  /** Copies the collections. */
  public AccessRevoked {
    revoked = Set.copyOf(revoked);
    alsoLost = Set.copyOf(alsoLost);
    leftOut = List.copyOf(leftOut);
  }
}
