package dev.salus.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The delegations of one entity and who stands on whom (protocol §5).
 *
 * <p>A delegation is <em>valid</em> if it hangs, through parents of no less permission and no
 * higher generation, on a grant of the author without parents, and no revocation voids it. Validity
 * is computed from the author down, so delegations that only carry each other in a ring are not
 * valid.
 *
 * <p>The graph knows nothing of signatures: a client builds it from the grants whose signature
 * holds, the server from those that it let in.
 */
public final class DelegationGraph {

  /**
   * A delegation in its place.
   *
   * @param exchangeId the exchange that identifies it
   * @param grant the grant that it belongs to
   * @param delegation what is given
   */
  public record Held(String exchangeId, Grant grant, Delegation delegation) {
    private boolean carries(Held child) {
      return delegation.delegate().equals(child.grant.by())
          && delegation.permission().covers(child.delegation.permission())
          && grant.generation() <= child.grant.generation();
    }
  }

  private final String author;
  private final List<Revocation> revoked;
  private final List<Grant> grants;
  private final Map<String, Held> valid;

  private DelegationGraph(String author, List<Revocation> revoked, List<Grant> grants) {
    this.author = author;
    this.revoked = revoked;
    this.grants = grants;
    this.valid = Collections.unmodifiableMap(findValid());
  }

  /** The graph of an entity by this author with these revocations and grants. */
  public static DelegationGraph of(String author, List<Revocation> revoked, List<Grant> grants) {
    return new DelegationGraph(author, List.copyOf(revoked), List.copyOf(grants));
  }

  /** The graph of the same entity with these grants instead. */
  public DelegationGraph withGrants(List<Grant> others) {
    return of(author, revoked, others);
  }

  /** The same graph with one more grant. */
  public DelegationGraph with(Grant grant) {
    List<Grant> more = new ArrayList<>(grants);
    more.add(grant);
    return of(author, revoked, more);
  }

  /** The grants that it is made of. */
  public List<Grant> grants() {
    return grants;
  }

  /** All valid delegations by exchange id. */
  public Map<String, Held> valid() {
    return valid;
  }

  /** The valid delegation that uses this exchange. */
  public Optional<Held> held(String exchangeId) {
    return Optional.ofNullable(valid.get(exchangeId));
  }

  /** The valid delegations to a data owner. */
  public List<Held> heldBy(String dataOwner) {
    return valid.values().stream()
        .filter(held -> held.delegation().delegate().equals(dataOwner))
        .toList();
  }

  /** The most that a data owner may do, empty if it holds nothing. */
  public Optional<Permission> permissionOf(String dataOwner) {
    return heldBy(dataOwner).stream()
        .map(held -> held.delegation().permission())
        .max(Permission::compareTo);
  }

  /** Whether the data owner holds a delegation with content or link (protocol §5, read access). */
  public boolean isVisibleTo(String dataOwner) {
    return heldBy(dataOwner).stream().anyMatch(held -> held.delegation().isVisible());
  }

  /** The exchange ids of all valid delegations that a valid delegation hangs on. */
  public Set<String> ancestorsOf(String exchangeId) {
    Set<String> ancestors = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(exchangeId));
    while (!open.isEmpty()) {
      Held child = valid.get(open.pop());
      if (child != null) {
        child.grant().parents().stream()
            .filter(parent -> valid.containsKey(parent) && valid.get(parent).carries(child))
            .filter(ancestors::add)
            .forEach(open::push);
      }
    }
    return ancestors;
  }

  /** Whether the delegation is the author's own, which is never removed. */
  public boolean isAuthorsOwn(Held held) {
    return held.grant().by().equals(author)
        && held.grant().parents().isEmpty()
        && held.delegation().delegate().equals(author);
  }

  /**
   * The grants that are left when these delegations are removed, and with them, repeatedly, all
   * that nothing carries any more. What was removed is in its grant's {@code gone}.
   */
  public List<Grant> without(Collection<String> exchangeIds) {
    Set<String> removed = Set.copyOf(exchangeIds);
    Set<String> left =
        of(author, revoked, grants.stream().map(grant -> strip(grant, removed)).toList())
            .valid
            .keySet();
    Set<String> alsoGone = new HashSet<>(valid.keySet());
    alsoGone.removeAll(left);
    return grants.stream().map(grant -> strip(grant, alsoGone)).toList();
  }

  private static Grant strip(Grant grant, Set<String> removed) {
    // iterates over its second argument when both are sets
    if (Collections.disjoint(removed, grant.delegations().keySet())) {
      return grant;
    }
    Map<String, Delegation> left = new LinkedHashMap<>(grant.delegations());
    List<String> gone = new ArrayList<>(grant.gone());
    grant
        .delegations()
        .forEach(
            (exchangeId, delegation) -> {
              if (removed.contains(exchangeId)) {
                left.remove(exchangeId);
                gone.add(Base64Url.encode(delegation.digest(exchangeId)));
              }
            });
    return grant.withDelegations(left, gone);
  }

  /**
   * Whether a data owner may have written under this exchange: it is, or was, a valid WRITE
   * delegation to it (protocol §5, the writer's evidence). What was is proved by digests in {@code
   * gone}, up to the author. As for validity, nothing hangs on a grant of a higher generation.
   */
  public boolean isEvidenceOfWriting(String exchangeId, String writer) {
    Map<String, List<Grant>> grantsByGone = new HashMap<>();
    for (Grant grant : grants) {
      grant.gone().forEach(d -> grantsByGone.computeIfAbsent(d, k -> new ArrayList<>()).add(grant));
    }
    Set<Claim> seen = new HashSet<>();
    Deque<Claim> open = new ArrayDeque<>();
    open.push(new Claim(exchangeId, writer, Long.MAX_VALUE));
    while (!open.isEmpty()) {
      Claim claim = open.pop();
      if (isHeld(claim)) {
        return true;
      }
      for (Grant grant : grantsByGone.getOrDefault(claim.digest(), List.of())) {
        if (grant.generation() > claim.generation() || isVoid(claim.holder(), grant.generation())) {
          continue;
        }
        if (grant.parents().isEmpty() && grant.by().equals(author)) {
          return true;
        }
        grant.parents().stream()
            .map(parent -> new Claim(parent, grant.by(), grant.generation()))
            .filter(seen::add)
            .forEach(open::push);
      }
    }
    return false;
  }

  private boolean isHeld(Claim claim) {
    Held held = valid.get(claim.exchangeId());
    return held != null
        && held.delegation().delegate().equals(claim.holder())
        && held.delegation().permission() == Permission.WRITE
        && held.grant().generation() <= claim.generation();
  }

  /** That a data owner holds, or held, a WRITE delegation in a grant of no higher generation. */
  private record Claim(String exchangeId, String holder, long generation) {
    private String digest() {
      return Base64Url.encode(Delegation.digest(exchangeId, holder, Permission.WRITE));
    }
  }

  private boolean isVoid(String delegate, long generation) {
    return revoked.stream()
        .anyMatch(
            revocation ->
                revocation.delegate().equals(delegate) && revocation.generation() > generation);
  }

  private Map<String, Held> findValid() {
    List<Held> all = new ArrayList<>();
    for (Grant grant : grants) {
      grant
          .delegations()
          .forEach(
              (exchangeId, delegation) -> {
                if (!isVoid(delegation.delegate(), grant.generation())) {
                  all.add(new Held(exchangeId, grant, delegation));
                }
              });
    }
    Map<String, List<Held>> children = new HashMap<>();
    Deque<Held> open = new ArrayDeque<>();
    for (Held held : all) {
      if (held.grant().by().equals(author) && held.grant().parents().isEmpty()) {
        open.add(held);
      }
      for (String parent : held.grant().parents()) {
        children.computeIfAbsent(parent, key -> new ArrayList<>()).add(held);
      }
    }
    Map<String, Held> found = new LinkedHashMap<>();
    while (!open.isEmpty()) {
      Held parent = open.pop();
      if (found.putIfAbsent(parent.exchangeId(), parent) == null) {
        children.getOrDefault(parent.exchangeId(), List.of()).stream()
            .filter(parent::carries)
            .forEach(open::push);
      }
    }
    return found;
  }
}
