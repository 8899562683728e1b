package dev.salus.sdk.sealing;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.OpenedExchange;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seals an entity under a new key for those who stay (protocol §8). A worker's job. */
public final class EntityRekeyer {

  private final KeyRing keyRing;
  private final EntitySealer sealer;
  private final Wraps wraps;
  private final SecureRandom random;

  /** Re-keys on behalf of the key ring's owner. */
  EntityRekeyer(KeyRing keyRing, EntitySealer sealer, Wraps wraps, SecureRandom random) {
    this.keyRing = keyRing;
    this.sealer = sealer;
    this.wraps = wraps;
    this.random = random;
  }

  /**
   * The entity under a new key, at the revision at which it was verified.
   *
   * @param wrapping for delegations that are left and valid, by their exchange, the exchange to
   *     wrap under; who is not among them gets no key
   * @throws dev.salus.api.Conflict if something was decided meanwhile about who signed it or gets
   *     the key
   */
  public OpenedEntity seal(RekeyPlan rekey, Map<String, OpenedExchange> wrapping) {
    EntityHeader old = rekey.entity().entity().header();
    EntityKey key = EntityKey.generate(old.keyGeneration() + 1, random);
    List<Revocation> revoked = new ArrayList<>(old.revoked());
    rekey.going().forEach(each -> revoked.add(new Revocation(each, key.generation())));
    List<Grant> grants =
        rekey.left().stream().map(grant -> wrapped(old, grant, key, wrapping)).toList();
    OpenedEntity sealed = sealer.rekeyed(rekey, key, revoked, grants);
    wrapping.values().forEach(OpenedExchange::requireCurrent);
    return sealed;
  }

  private Grant wrapped(
      EntityHeader old, Grant grant, EntityKey key, Map<String, OpenedExchange> wrapping) {
    Map<String, Delegation> delegations = new LinkedHashMap<>();
    grant
        .delegations()
        .forEach(
            (exchangeId, delegation) ->
                delegations.put(
                    exchangeId,
                    delegation.wrapped() == null
                        ? delegation
                        : wrapped(old, grant, key, exchangeId, delegation, wrapping)));
    return grant.withDelegations(delegations, grant.gone());
  }

  private Delegation wrapped(
      EntityHeader old,
      Grant grant,
      EntityKey key,
      String exchangeId,
      Delegation delegation,
      Map<String, OpenedExchange> wrapping) {
    OpenedExchange under = wrapping.get(exchangeId);
    if (under == null) {
      return new Delegation(
          delegation.delegate(), delegation.permission(), null, null, delegation.link());
    }
    String wrapped =
        wraps.wrap(
            key,
            old.version() + 1,
            under.wrapKey(),
            new DelegationPlace(old.type(), old.id(), exchangeId, grant.signatureHash()));
    String wrapExchange =
        under.key().exchangeId().equals(exchangeId) ? null : under.key().exchangeId();
    return new Delegation(
        delegation.delegate(), delegation.permission(), wrapped, wrapExchange, delegation.link());
  }

  /**
   * A grant of the key ring's owner to itself of what it knows of the patient and no key, which
   * hangs on what it still holds after the re-key: for one who knows that only through those who go
   * (protocol §9.3).
   */
  public Grant ownLink(RekeyPlan rekey, OpenedExchange own) {
    return sealer.ownLink(rekey, own);
  }

  /** Whether the delegation's own exchange is one that the key ring's owner is a party to. */
  public boolean isParty(Grant grant, Delegation delegation) {
    return grant.by().equals(keyRing.owner()) || delegation.delegate().equals(keyRing.owner());
  }
}
