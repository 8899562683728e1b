package dev.salus.core.rules;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a re-key wraps the new key for those who stay (protocol §8): under the delegation's own
 * exchange where the revoker is a party to it, or under one from the revoker to the delegate.
 *
 * <p>It may leave out whom the revoker cannot believe or cannot seal to: their delegation stays,
 * without a key. Never the author.
 */
final class Rewrapping {

  private Rewrapping() {}

  /** A delegation as far as a re-key leaves it alone. */
  static Delegation withoutWrap(Delegation delegation) {
    return new Delegation(
        delegation.delegate(), delegation.permission(), null, null, delegation.link());
  }

  /**
   * Refuses a wrap that cannot be new, is where none was, is missing for the author, or is under a
   * foreign exchange; adds the others' exchanges.
   */
  static void require(
      Entity stored, Entity proposed, String revoker, VerificationBuilder evidence) {
    requireAuthors(proposed);
    DelegationGraph before = stored.delegations();
    List<Grant> grants = proposed.grants();
    for (int i = 0; i < grants.size(); i++) {
      Grant grant = grants.get(i);
      for (Map.Entry<String, Delegation> each : grant.delegations().entrySet()) {
        String path = "grants[" + i + "].delegations." + each.getKey();
        Delegation delegation = each.getValue();
        NewGrant.requireBoxes(delegation, path);
        if (delegation.wrapped() != null) {
          requireNew(before, each.getKey(), delegation, path);
          requireExchange(grant, delegation, revoker, path, evidence);
        }
      }
    }
  }

  /** The one who can repair everything else must not be shut out by one re-key. */
  private static void requireAuthors(Entity proposed) {
    DelegationGraph graph = proposed.delegations();
    graph.heldBy(proposed.header().author()).stream()
        .filter(graph::isAuthorsOwn)
        .filter(own -> own.delegation().wrapped() == null)
        .findFirst()
        .ifPresent(
            own -> {
              throw Refusals.invalid("grants", "must have a key for the author");
            });
  }

  private static void requireNew(
      DelegationGraph before, String exchangeId, Delegation delegation, String path) {
    String old = wrapped(before, exchangeId);
    Refusals.require(old != null, path + ".wrapped", "must not be where none was");
    Refusals.require(
        !Objects.equals(delegation.wrapped(), old), path + ".wrapped", "must be wrapped anew");
  }

  private static @Nullable String wrapped(DelegationGraph before, String exchangeId) {
    return before.held(exchangeId).map(held -> held.delegation().wrapped()).orElse(null);
  }

  private static void requireExchange(
      Grant grant,
      Delegation delegation,
      String revoker,
      String path,
      VerificationBuilder evidence) {
    String wrapExchange = delegation.wrapExchange();
    if (wrapExchange == null) {
      Refusals.require(
          revoker.equals(grant.by()) || revoker.equals(delegation.delegate()),
          path + ".wrapExchange",
          "must name an exchange from the caller to this delegate");
    } else {
      evidence.exchange(path + ".wrapExchange", wrapExchange, revoker, delegation.delegate());
    }
  }
}
