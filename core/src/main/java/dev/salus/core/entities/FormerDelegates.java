package dev.salus.core.entities;

import dev.salus.protocol.Entity;
import dev.salus.protocol.Revocation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who held a delegation of an entity, holds none now and was not locked out for good by that: they
 * may still be named in a re-key (protocol §8). Kept beside the entity, since of a delegation that
 * is gone only a digest stays.
 *
 * @param ids data owners, who lost theirs longest ago first
 */
record FormerDelegates(List<String> ids) {

  /** How many are kept; those who lost theirs longest ago are forgotten first. */
  static final int MOST = 256;

  /** Of an entity that nobody has lost access to. */
  static final FormerDelegates NONE = new FormerDelegates(List.of());

  FormerDelegates {
    ids = List.copyOf(ids);
  }

  /** What they are once an entity has been replaced by its next state. */
  FormerDelegates after(Entity before, Entity next) {
    Set<String> former = new LinkedHashSet<>(ids);
    former.addAll(delegates(before));
    former.removeAll(delegates(next));
    former.removeAll(lockedOut(before, next));
    List<String> all = List.copyOf(former);
    return new FormerDelegates(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  private static Set<String> delegates(Entity entity) {
    Set<String> delegates = new LinkedHashSet<>();
    entity.grants().stream()
        .flatMap(grant -> grant.delegations().values().stream())
        .forEach(delegation -> delegates.add(delegation.delegate()));
    return delegates;
  }

  /** Who is named in {@code revoked} for the first time. */
  private static Set<String> lockedOut(Entity before, Entity next) {
    Set<Revocation> added = new HashSet<>(next.header().revoked());
    before.header().revoked().forEach(added::remove);
    Set<String> lockedOut = new HashSet<>();
    added.forEach(revocation -> lockedOut.add(revocation.delegate()));
    return lockedOut;
  }
}
