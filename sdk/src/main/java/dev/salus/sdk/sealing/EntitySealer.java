package dev.salus.sdk.sealing;

import dev.salus.api.Forbidden;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityHeader.Writing;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Ids;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import dev.salus.protocol.Tag;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.trust.VerifiedSignatures;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Seals and signs what the key ring's owner writes (protocol §4, §5). Takes a fraction of a
 * millisecond and more for large contents: a worker's job.
 */
public final class EntitySealer {

  private final KeyRing keyRing;
  private final VerifiedSignatures signatures;
  private final ContentBox contents;
  private final GrantSealer grants;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * Seals on behalf of the key ring's owner.
   *
   * @param signatures is told what was signed, which is not to be verified when it is read again
   */
  EntitySealer(
      KeyRing keyRing,
      VerifiedSignatures signatures,
      Wraps wraps,
      ContentBox contents,
      Clock clock,
      SecureRandom random) {
    this.keyRing = keyRing;
    this.signatures = signatures;
    this.contents = contents;
    this.grants = new GrantSealer(keyRing, signatures, wraps, clock);
    this.clock = clock;
    this.random = random;
  }

  /** On behalf of whom. */
  public String owner() {
    return keyRing.owner();
  }

  /** An id for a new entity. */
  public String newId() {
    return Ids.timeOrdered(clock, random);
  }

  /** A link secret for a new patient (protocol §6). */
  public Secret newLinkSecret() {
    return PatientLinks.newSecret(random);
  }

  /**
   * A new entity, ready to be stored, as its author will read it.
   *
   * @param own the exchange from the author to itself
   * @param recipients of automatic sharing
   */
  public OpenedEntity create(NewEntity made, OpenedExchange own, List<Recipient> recipients) {
    EntityKey key = EntityKey.generate(1, random);
    String author = keyRing.owner();
    long now = clock.millis();
    OwnerKey signer = keyRing.signer(now);
    EntityHeader header =
        EntityHeader.first(
            made.type(),
            made.id(),
            new Writing(author, own.key().exchangeId(), signer.keyId(), now),
            key.commitment(),
            made.tags(),
            made.links());
    List<Recipient> all = new ArrayList<>();
    all.add(new Recipient(own, Permission.WRITE, made.link()));
    all.addAll(recipients);
    GrantSealer.Target target =
        new GrantSealer.Target(made.type(), made.id(), author, key, header.version());
    Grant grant = grants.seal(target, List.of(), all);
    Entity entity = signed(header, signer, key, made.content(), List.of(grant), null);
    all.forEach(each -> each.exchange().requireCurrent());
    VerifiedEntity verified =
        VerifiedEntity.sealed(entity, entity.delegations(), List.of(), withOwn(Map.of()));
    return new OpenedEntity(verified, key, made.content(), made.link());
  }

  /**
   * The same for a copy of an entity.
   *
   * @throws dev.salus.api.Conflict if something was decided about the cards of who signed that
   *     since it was verified
   */
  public OpenedEntity copy(
      VerifiedEntity copied, NewEntity made, OpenedExchange own, List<Recipient> recipients) {
    OpenedEntity copy = create(made, own, recipients);
    copied.requireStill(keyRing);
    return copy;
  }

  /**
   * The next version of an entity, at the revision at which it was opened.
   *
   * @throws Forbidden if the key ring's owner may only read it
   * @throws dev.salus.api.Conflict if something was decided about the cards of who signed it since
   *     it was verified
   */
  public OpenedEntity modify(OpenedEntity current, Plaintext content, List<Tag> tags) {
    EntityHeader old = current.entity().header();
    long modified = Math.max(clock.millis(), old.modified());
    OwnerKey signer = keyRing.signer(modified);
    EntityHeader header = old.next(writing(current.graph(), signer, modified), tags);
    Entity entity =
        signed(
            header,
            signer,
            current.key(),
            content,
            current.entity().grants(),
            current.entity().rev());
    VerifiedEntity verified =
        VerifiedEntity.sealed(
            entity,
            current.graph(),
            current.verified().leftOut(),
            signersAfter(current.verified()));
    return new OpenedEntity(verified, current.key(), content, current.link());
  }

  /** The next version under a new key, with these revocations and grants. */
  OpenedEntity rekeyed(
      RekeyPlan rekey, EntityKey key, List<Revocation> revoked, List<Grant> given) {
    Entity current = rekey.entity().entity();
    EntityHeader old = current.header();
    DelegationGraph graph = DelegationGraph.of(old.author(), revoked, believed(rekey, given));
    long modified = Math.max(clock.millis(), old.modified());
    OwnerKey signer = keyRing.signer(modified);
    EntityHeader header = old.nextKey(writing(graph, signer, modified), key.commitment(), revoked);
    Entity entity = signed(header, signer, key, rekey.content(), given, current.rev());
    return new OpenedEntity(
        VerifiedEntity.sealed(
            entity, graph, rekey.entity().leftOut(), signersAfter(rekey.entity())),
        key,
        rekey.content(),
        rekey.link());
  }

  private static List<Grant> believed(RekeyPlan rekey, List<Grant> given) {
    Set<List<Object>> counting =
        rekey.graph().grants().stream().map(EntitySealer::act).collect(Collectors.toSet());
    return given.stream().filter(grant -> counting.contains(act(grant))).toList();
  }

  /**
   * What a grant is, whatever is wrapped in it: others may come with a signature that is not
   * theirs.
   */
  private static List<Object> act(Grant grant) {
    return List.of(grant.signature(), grant.delegations().keySet(), grant.gone());
  }

  private Writing writing(DelegationGraph graph, OwnerKey signer, long at) {
    return new Writing(keyRing.owner(), ownWrite(graph), signer.keyId(), at);
  }

  /**
   * Who has signed what was just signed over this, which is believed as it was when it was read.
   */
  private Map<String, Long> signersAfter(VerifiedEntity current) {
    return withOwn(current.requireStill(keyRing).signers());
  }

  private Map<String, Long> withOwn(Map<String, Long> signers) {
    Map<String, Long> all = new HashMap<>(signers);
    all.put(keyRing.owner(), keyRing.trustEpoch(keyRing.owner()));
    return all;
  }

  /**
   * A grant of the key ring's owner on an entity that it opened.
   *
   * @throws dev.salus.api.Conflict if something was decided meanwhile about who signed it, or about
   *     the recipient
   */
  public Grant grant(OpenedEntity opened, Recipient recipient) {
    EntityHeader header = opened.entity().header();
    GrantSealer.Target target =
        new GrantSealer.Target(
            header.type(), header.id(), header.author(), opened.key(), header.version());
    List<String> parents = parents(header, opened.graph(), recipient.permission());
    Grant grant = grants.seal(target, parents, List.of(recipient));
    recipient.exchange().requireCurrent();
    opened.verified().requireStill(keyRing);
    return grant;
  }

  /** See {@link EntityRekeyer#ownLink}. */
  Grant ownLink(RekeyPlan rekey, OpenedExchange own) {
    EntityHeader header = rekey.entity().entity().header();
    List<Held> held = rekey.graph().heldBy(keyRing.owner());
    Grant grant = grants.sealLink(header, parents(header, held.stream()), own, rekey.link());
    rekey.entity().requireStill(keyRing);
    return grant;
  }

  private List<String> parents(EntityHeader header, DelegationGraph graph, Permission permission) {
    if (header.author().equals(keyRing.owner())) {
      return List.of();
    }
    List<String> parents =
        parents(
            header,
            graph.heldBy(keyRing.owner()).stream()
                .filter(held -> held.delegation().permission().covers(permission)));
    if (parents.isEmpty()) {
      throw new Forbidden("nobody passes on more than it has: you may not give " + permission);
    }
    return parents;
  }

  /** As many as a grant may have: others may have given the owner more, to be in its way. */
  private static List<String> parents(EntityHeader header, Stream<Held> held) {
    return held.sorted(HeldDelegations.mostCredible(header.author()))
        .map(Held::exchangeId)
        .limit(Grant.MAX_PARENTS)
        .toList();
  }

  private String ownWrite(DelegationGraph graph) {
    return graph.heldBy(keyRing.owner()).stream()
        .filter(held -> held.delegation().permission() == Permission.WRITE)
        .map(Held::exchangeId)
        .findFirst()
        .orElseThrow(() -> new Forbidden("you may read this entity, not change it"));
  }

  private Entity signed(
      EntityHeader header,
      OwnerKey signer,
      EntityKey key,
      Plaintext content,
      List<Grant> given,
      @Nullable String rev) {
    String boxed = contents.seal(key, content.reveal(), header.type(), header.id());
    byte[] message = header.signedBytes(Base64Url.decode(boxed, "content"));
    return new Entity(header, boxed, signatures.sign(signer, message), given, rev);
  }
}
