package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.Quota;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many open invitations each data owner has made. */
final class InvitationUsage {

  private final DocumentStore store;
  private final CryptoService crypto;
  private final Usage usage;
  private final Clock clock;

  InvitationUsage(DocumentStore store, CryptoService crypto, Clock clock) {
    this.store = store;
    this.crypto = crypto;
    this.usage = new Usage(store, IdentityCollections.INVITATION_USAGE, clock);
    this.clock = clock;
  }

  /** Makes room for an invitation by a data owner. */
  Future<Void> enter(Caller caller, Invitation invitation) {
    String owner = caller.requireDataOwner();
    return usage.enter(
        invitation.inviter(),
        new Usage.Thing(invitation.id(), 1, invitation.expiresAt()),
        new Usage.Limit(Quota.INVITATIONS, () -> crypto.quota(owner, Quota.INVITATIONS.wireName())),
        this::open);
  }

  /** An invitation was accepted. What fails is made good when there is no room. */
  Future<Void> leave(Invitation invitation) {
    return usage.leave(invitation.inviter(), invitation.id()).otherwiseEmpty();
  }

  private Future<Set<String>> open(Set<String> ids) {
    return ManyDocuments.each(
            store,
            IdentityCollections.INVITATIONS,
            List.copyOf(ids),
            found -> found.map(Invitation::of))
        .map(
            found ->
                found.stream()
                    .flatMap(Optional::stream)
                    .filter(each -> each.acceptance() == null)
                    .filter(each -> each.expiresAt() > clock.millis())
                    .map(Invitation::id)
                    .collect(Collectors.toSet()));
  }
}
