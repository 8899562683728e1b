package dev.salus.sdk.sealing;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.trust.VerifiedSignatures;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes signed grants with their wraps (protocol §5). */
final class GrantSealer {

  /** What a grant is on. */
  record Target(EntityType type, String id, String author, EntityKey key, long version) {}

  private final KeyRing keyRing;
  private final VerifiedSignatures signatures;
  private final Wraps wraps;
  private final Clock clock;

  GrantSealer(KeyRing keyRing, VerifiedSignatures signatures, Wraps wraps, Clock clock) {
    this.keyRing = keyRing;
    this.signatures = signatures;
    this.wraps = wraps;
    this.clock = clock;
  }

  /**
   * A grant by the key ring's owner.
   *
   * @param parents exchange ids of own delegations that it gives from; empty for the author
   */
  Grant seal(Target target, List<String> parents, List<Recipient> recipients) {
    Map<String, Delegation> bare = new LinkedHashMap<>();
    for (Recipient recipient : recipients) {
      bare.put(recipient.exchange().key().exchangeId(), bare(recipient));
    }
    long now = clock.millis();
    OwnerKey signer = keyRing.signer(now);
    Grant unsigned =
        new Grant(
            keyRing.owner(),
            signer.keyId(),
            now,
            target.key().generation(),
            parents,
            bare,
            List.of(),
            "");
    String signature =
        signatures.sign(signer, unsigned.signedBytes(target.type(), target.id(), target.author()));
    Grant signed = signed(unsigned, bare, signature);
    Map<String, Delegation> wrapped = new LinkedHashMap<>();
    for (Recipient recipient : recipients) {
      String exchangeId = recipient.exchange().key().exchangeId();
      wrapped.put(exchangeId, wrapped(target, recipient, signed.signatureHash()));
    }
    return signed(unsigned, wrapped, signature);
  }

  /**
   * A grant by the key ring's owner to itself, of a link and no key.
   *
   * @param parents exchange ids of own delegations that it hangs on
   * @param own an exchange from the owner to itself
   */
  Grant sealLink(EntityHeader header, List<String> parents, OpenedExchange own, LinkFields link) {
    String exchangeId = own.key().exchangeId();
    long now = clock.millis();
    OwnerKey signer = keyRing.signer(now);
    Map<String, Delegation> bare = Map.of(exchangeId, linkOnly(own, null));
    Grant unsigned =
        new Grant(
            keyRing.owner(),
            signer.keyId(),
            now,
            header.keyGeneration(),
            parents,
            bare,
            List.of(),
            "");
    String signature =
        signatures.sign(signer, unsigned.signedBytes(header.type(), header.id(), header.author()));
    byte[] hash = signed(unsigned, bare, signature).signatureHash();
    String boxed = link(header.type(), header.id(), link, own.wrapKey(), exchangeId, hash);
    return signed(unsigned, Map.of(exchangeId, linkOnly(own, boxed)), signature);
  }

  private static Delegation linkOnly(OpenedExchange own, @Nullable String link) {
    return new Delegation(own.delegate(), Permission.READ, null, null, link);
  }

  private static Grant signed(Grant grant, Map<String, Delegation> delegations, String signature) {
    return new Grant(
        grant.by(),
        grant.signedBy(),
        grant.grantedAt(),
        grant.generation(),
        grant.parents(),
        delegations,
        grant.gone(),
        signature);
  }

  private static Delegation bare(Recipient recipient) {
    return new Delegation(
        recipient.exchange().delegate(), recipient.permission(), null, null, null);
  }

  private Delegation wrapped(Target target, Recipient recipient, byte[] signatureHash) {
    Secret wrapKey = recipient.exchange().wrapKey();
    String exchangeId = recipient.exchange().key().exchangeId();
    String wrapped =
        wraps.wrap(
            target.key(),
            target.version(),
            wrapKey,
            new DelegationPlace(target.type(), target.id(), exchangeId, signatureHash));
    return new Delegation(
        recipient.exchange().delegate(),
        recipient.permission(),
        wrapped,
        null,
        link(target.type(), target.id(), recipient.link(), wrapKey, exchangeId, signatureHash));
  }

  private @Nullable String link(
      EntityType type,
      String id,
      LinkFields link,
      Secret wrapKey,
      String exchangeId,
      byte[] signatureHash) {
    if (link.patient() == null && link.secret() == null) {
      return null;
    }
    return wraps.wrapLink(link, wrapKey, new DelegationPlace(type, id, exchangeId, signatureHash));
  }
}
