package dev.salus.sdk.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.api.NotFound;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Pae;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import dev.salus.sdk.trust.VerifiedSignatures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks everything about an entity that needs no key of its own (protocol §4, §5): the writer's
 * signature, the grants' signatures and chain, the writer's right to write.
 *
 * <p>A grant that does not hold is left out, and closes nothing that others gave. A content that
 * somebody may have signed, but not under a card that counts for it, is doubtful. Grants that held
 * are remembered for a while, and signatures that hold, whosoever they are.
 */
final class EntityVerifier {

  private static final int REMEMBERED_GRANTS = 50_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final CardDirectory cards;
  private final VerifiedSignatures signatures;
  private final Cache<String, Boolean> verifiedGrants =
      Caffeine.newBuilder().maximumSize(REMEMBERED_GRANTS).expireAfterWrite(REMEMBERED).build();

  /** A verifier that believes the cards of this directory. */
  EntityVerifier(Vertx vertx, CardDirectory cards) {
    this.vertx = vertx;
    this.cards = cards;
    this.signatures = cards.signatures();
  }

  /** A grant, and what its signature is over, worked out once and only if it is asked for. */
  private static final class GrantOn {
    private final EntityHeader header;
    private final Grant grant;
    private byte @Nullable [] message;
    private @Nullable String rememberedAs;

    private GrantOn(EntityHeader header, Grant grant) {
      this.header = header;
      this.grant = grant;
    }

    private byte[] message() {
      if (message == null) {
        message = grant.signedBytes(header.type(), header.id(), header.author());
      }
      return message;
    }

    private String rememberedAs() {
      if (rememberedAs == null) {
        byte[] text = Pae.encode(grant.signedBy(), grant.signature(), message());
        rememberedAs = Base64Url.encode(Digests.sha256(text));
      }
      return rememberedAs;
    }
  }

  /**
   * The entity, verified.
   *
   * <p>Fails with {@link TamperedEntity} if nobody wrote it: its signature does not hold, or
   * nothing at all shows that its writer may write it; with {@link CardDirectory#trustChanged} if
   * something was decided about its signers' cards each time that all were there.
   */
  public Future<VerifiedEntity> verify(Entity entity) {
    List<GrantOn> grants =
        entity.grants().stream().map(grant -> new GrantOn(entity.header(), grant)).toList();
    Set<Grant> remembered =
        grants.stream()
            .filter(this::isRemembered)
            .map(each -> each.grant)
            .collect(Collectors.toSet());
    return verify(entity, grants, remembered)
        .compose(
            verified ->
                isAnyLeftOut(remembered, verified)
                    ? verify(entity, grants, Set.of())
                    : Future.succeededFuture(verified));
  }

  /**
   * What was remembered at first may not be any more, and its signer's cards were not asked for.
   */
  private static boolean isAnyLeftOut(Set<Grant> remembered, VerifiedEntity verified) {
    return verified.leftOut().stream().map(LeftOutGrant::grant).anyMatch(remembered::contains);
  }

  private Future<VerifiedEntity> verify(
      Entity entity, List<GrantOn> grants, Set<Grant> remembered) {
    EntityHeader header = entity.header();
    Map<String, Set<String>> signers = new HashMap<>();
    addSigner(signers, header.modifiedBy(), header.signedBy());
    for (Grant grant : entity.grants()) {
      if (!remembered.contains(grant)) {
        addSigner(signers, grant.by(), grant.signedBy());
      }
    }
    return current(signers, CardDirectory.MOST_TRIES)
        .compose(known -> verifyBy(known, entity, grants));
  }

  private Future<VerifiedEntity> verifyBy(
      Map<String, TrustedCards> known, Entity entity, List<GrantOn> grants) {
    Map<String, Long> signers = new HashMap<>();
    entity.grants().forEach(grant -> signers.put(grant.by(), cards.epochOf(grant.by())));
    known.forEach((owner, trusted) -> signers.put(owner, trusted.epoch()));
    return SmallWork.verifying(vertx, entity, () -> verify(entity, grants, known, signers));
  }

  /** As one list came, a human may have decided about what another one had said. */
  private Future<Map<String, TrustedCards>> current(Map<String, Set<String>> signers, int tries) {
    List<Future<TrustedCards>> asked = new ArrayList<>();
    signers.forEach((owner, keyIds) -> asked.add(cardsOf(owner, keyIds)));
    return Future.all(asked)
        .map(all -> byOwner(asked))
        .compose(known -> again(known, signers, tries));
  }

  private Future<Map<String, TrustedCards>> again(
      Map<String, TrustedCards> known, Map<String, Set<String>> signers, int tries) {
    if (known.values().stream().allMatch(cards::isCurrent)) {
      return Future.succeededFuture(known);
    }
    return tries > 1
        ? current(signers, tries - 1)
        : Future.failedFuture(CardDirectory.trustChanged());
  }

  private static void addSigner(Map<String, Set<String>> signers, String owner, String keyId) {
    signers.computeIfAbsent(owner, key -> new HashSet<>()).add(keyId);
  }

  private Future<TrustedCards> cardsOf(String owner, Set<String> keyIds) {
    return cards.cardsWith(owner, keyIds).recover(failure -> withoutCards(owner, failure));
  }

  private Future<TrustedCards> withoutCards(String owner, Throwable failure) {
    return failure instanceof NotFound
        ? Future.succeededFuture(cards.none(owner))
        : Future.failedFuture(failure);
  }

  private static Map<String, TrustedCards> byOwner(List<Future<TrustedCards>> asked) {
    Map<String, TrustedCards> known = new HashMap<>();
    asked.forEach(cards -> known.put(cards.result().owner(), cards.result()));
    return known;
  }

  private VerifiedEntity verify(
      Entity entity,
      List<GrantOn> grants,
      Map<String, TrustedCards> known,
      Map<String, Long> signers) {
    EntityHeader header = entity.header();
    ClientException doubt = writersDoubt(entity, cardsIn(known, header.modifiedBy()));
    List<Grant> held = new ArrayList<>();
    List<LeftOutGrant> leftOut = new ArrayList<>();
    for (GrantOn each : grants) {
      ClientException wrong = whyNot(header, each, known);
      if (wrong == null) {
        held.add(each.grant);
      } else {
        leftOut.add(new LeftOutGrant(each.grant, wrong));
      }
    }
    DelegationGraph graph = DelegationGraph.of(header.author(), header.revoked(), held);
    if (!graph.isEvidenceOfWriting(header.writtenUnder(), header.modifiedBy())) {
      requireEvidence(entity);
      doubt = doubt == null ? leftOut.get(0).reason() : doubt;
    }
    return new VerifiedEntity(entity, graph, leftOut, signers, doubt);
  }

  /** The writer's right may be shown by what was left out; by nothing at all it is no writer. */
  private static void requireEvidence(Entity entity) {
    EntityHeader header = entity.header();
    if (!entity.delegations().isEvidenceOfWriting(header.writtenUnder(), header.modifiedBy())) {
      throw new TamperedEntity(header.id(), What.WRITER);
    }
  }

  /**
   * Why the content is not genuine though somebody may have signed it; null if it is. A signature
   * that does not hold under a card at hand is nobody's.
   */
  private @Nullable ClientException writersDoubt(Entity entity, TrustedCards writer) {
    EntityHeader header = entity.header();
    Optional<KeyCard> card = writer.valid(header.signedBy());
    if (card.isPresent()
        && !signatures.holds(card.get(), entity.signedBytes(), entity.signature())) {
      throw new TamperedEntity(header.id(), What.SIGNATURE);
    }
    Optional<KeyCard> trusted = writer.card(header.signedBy());
    return trusted.isEmpty()
        ? writer.untrusted(header.signedBy())
        : retired(trusted.get(), header.modified());
  }

  private static @Nullable RetiredKey retired(KeyCard card, long date) {
    Retirement end = card.retired();
    return end == null || card.mayHaveSignedAt(date)
        ? null
        : new RetiredKey(card.owner(), card.keyId(), end.at());
  }

  /** Why a grant does not count; null if it does. */
  private @Nullable ClientException whyNot(
      EntityHeader header, GrantOn given, Map<String, TrustedCards> known) {
    Grant grant = given.grant;
    if (grant.generation() < 1 || grant.generation() > header.keyGeneration()) {
      return new TamperedEntity(header.id(), What.GRANT, grant.by());
    }
    if (isRemembered(given)) {
      return null;
    }
    TrustedCards signer = cardsIn(known, grant.by());
    Optional<KeyCard> card = signer.card(grant.signedBy());
    if (card.isEmpty()) {
      return signer.untrusted(grant.signedBy());
    }
    if (!signatures.holds(card.get(), given.message(), grant.signature())) {
      return new TamperedEntity(header.id(), What.GRANT, grant.by());
    }
    RetiredKey retired = retired(card.get(), grant.grantedAt());
    if (retired == null) {
      verifiedGrants.put(given.rememberedAs(), true);
    }
    return retired;
  }

  private static TrustedCards cardsIn(Map<String, TrustedCards> known, String owner) {
    TrustedCards cards = known.get(owner);
    return cards == null ? new TrustedCards(owner, List.of(), List.of(), Set.of()) : cards;
  }

  private boolean isRemembered(GrantOn given) {
    Grant grant = given.grant;
    return cards.isPinned(grant.by(), grant.signedBy())
        && cards.mayHaveSigned(grant.by(), grant.signedBy(), grant.grantedAt())
        && verifiedGrants.getIfPresent(given.rememberedAs()) != null;
  }
}
