package dev.salus.core.rules;

import static dev.salus.core.rules.Refusals.requireNow;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Grant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of every grant that is new, whatever it is added to (protocol §5). */
final class NewGrant {

  private NewGrant() {}

  /**
   * Refuses a grant that is not as a new one must be.
   *
   * @param generation the entity's key generation
   * @param path where the grant stands in the body
   */
  static void require(Grant grant, String by, long generation, long now, String path) {
    Refusals.require(grant.by().equals(by), path + ".by", "must be the caller's data owner");
    Refusals.require(
        grant.generation() == generation,
        path + ".generation",
        "must be the entity's key generation");
    Refusals.require(grant.gone().isEmpty(), path + ".gone", "must not be there in a new grant");
    Refusals.require(
        !grant.delegations().isEmpty(), path + ".delegations", "must have at least one");
    requireNow(grant.grantedAt(), now, path + ".grantedAt");
    requireDelegations(grant, path + ".delegations.");
  }

  private static void requireDelegations(Grant grant, String path) {
    Set<String> delegates = new HashSet<>();
    grant
        .delegations()
        .forEach(
            (exchangeId, delegation) -> {
              String at = path + exchangeId;
              Refusals.require(
                  delegates.add(delegation.delegate()),
                  at + ".delegate",
                  "must not have two delegations by the same");
              Refusals.require(
                  delegation.wrapExchange() == null,
                  at + ".wrapExchange",
                  "must not be there in a new grant");
              requireBoxes(delegation, at);
            });
  }

  /** Refuses boxes that are larger than what they are for. */
  static void requireBoxes(Delegation delegation, String path) {
    requireBox(delegation.wrapped(), path + ".wrapped");
    requireBox(delegation.link(), path + ".link");
  }

  private static void requireBox(@Nullable String box, String path) {
    Refusals.require(
        box == null || box.length() * 3L / 4 <= Limits.BOX_BYTES,
        path,
        "must be at most " + Limits.BOX_BYTES + " bytes");
  }
}
