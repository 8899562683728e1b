package dev.salus.core.rules;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The definition of validity (protocol §5) in the plainest way: again and again, add what the
 * author gave or what something explained already carries, until nothing is added. Shares nothing
 * with {@link dev.salus.protocol.DelegationGraph}, so that each checks the other.
 */
final class Explanation {

  private Explanation() {}

  /** The exchange ids of all delegations that some chain of grants explains. */
  static Set<String> explained(Entity entity) {
    Map<String, Grant> grantOf = new HashMap<>();
    for (Grant grant : entity.grants()) {
      grant.delegations().keySet().forEach(exchangeId -> grantOf.put(exchangeId, grant));
    }
    Set<String> explained = new HashSet<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (String exchangeId : grantOf.keySet()) {
        grew |= isCarried(entity, grantOf, explained, exchangeId) && explained.add(exchangeId);
      }
    }
    return explained;
  }

  private static boolean isCarried(
      Entity entity, Map<String, Grant> grantOf, Set<String> explained, String exchangeId) {
    Grant grant = grantOf.get(exchangeId);
    Delegation delegation = grant.delegations().get(exchangeId);
    for (Revocation revocation : entity.header().revoked()) {
      if (revocation.delegate().equals(delegation.delegate())
          && revocation.generation() > grant.generation()) {
        return false;
      }
    }
    if (grant.parents().isEmpty()) {
      return grant.by().equals(entity.header().author());
    }
    for (String parent : grant.parents()) {
      if (explained.contains(parent) && mayGive(grantOf.get(parent), parent, grant, delegation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayGive(Grant above, String parent, Grant grant, Delegation delegation) {
    Delegation held = above.delegations().get(parent);
    return held.delegate().equals(grant.by())
        && (held.permission() == Permission.WRITE || delegation.permission() == Permission.READ)
        && above.generation() <= grant.generation();
  }
}
