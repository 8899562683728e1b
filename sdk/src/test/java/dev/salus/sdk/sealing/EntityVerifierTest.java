package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EntityVerifierTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";
  private static final String ENTITY = "33333333-3333-4333-8333-333333333333";
  private static final String OLD = "{\"note\":\"old\"}";
  private static final String NEW = "{\"note\":\"new\"}";
  private static final long LATE = Retirement.TOLERANCE_MS;

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = Member.of(vertx, server, ALICE, clock);
  private final Member bob = Member.of(vertx, server, BOB, clock);
  private final Member carol = Member.of(vertx, server, CAROL, clock);

  /** Alice gave it to Bob, and Bob to Carol. */
  private final OpenedEntity shared =
      bob.give(
          alice.give(alice.create(ENTITY, OLD), bob, Permission.WRITE), carol, Permission.WRITE);

  private final Grant alices = shared.entity().grants().get(1);
  private final Grant bobs = shared.entity().grants().get(2);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void retire(Member who, long at) {
    KeyCard retired = who.card().withRetirement(who.key().retire(who.card(), at, null));
    server.list(who.id(), retired);
    alice.cards.forgetLists();
  }

  private static void isUntrusted(ClientException reason, String keyId) {
    assertThat(reason)
        .isInstanceOfSatisfying(
            UntrustedKey.class, untrusted -> assertThat(untrusted.keyId()).isEqualTo(keyId));
  }

  private static void isRetired(ClientException reason, Member who, long at) {
    assertThat(reason)
        .isInstanceOfSatisfying(
            RetiredKey.class,
            retired -> {
              assertThat(retired.dataOwner()).isEqualTo(who.id());
              assertThat(retired.keyId()).isEqualTo(who.key().keyId());
              assertThat(retired.retiredAt()).isEqualTo(at);
            });
  }

  @Test
  void whatHoldsIsGenuineAndWhole() {
    VerifiedEntity verified = alice.verified(shared.entity());

    assertThat(verified.doubt()).isNull();
    assertThat(verified.leftOut()).isEmpty();
    assertThat(verified.graph().valid()).hasSize(3);
  }

  @Test
  void aGrantIsBelievedNoMoreOnceItsSignersKeyIsNot() {
    Entity entity = carol.write(shared, NEW).entity();
    assertThat(alice.verified(entity).graph().heldBy(CAROL)).hasSize(1);

    alice.cards.decisions().distrust(BOB, bob.key().keyId());

    VerifiedEntity verified = alice.verified(entity);
    assertThat(verified.graph().heldBy(CAROL)).isEmpty();
    assertThat(verified.leftOut())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.grant()).isEqualTo(bobs);
              isUntrusted(left.reason(), bob.key().keyId());
            });
    isUntrusted(verified.doubt(), bob.key().keyId());
  }

  @Test
  void t17_whatIsDatedLongAfterARetirementIsLeftOutOrDoubtful() {
    long granted = bobs.grantedAt();
    Entity byBob = bob.write(shared, NEW).entity();
    long at = granted - LATE - 1;
    retire(bob, at);

    VerifiedEntity verified = alice.verified(byBob);

    isRetired(verified.doubt(), bob, at);
    assertThat(verified.leftOut()).extracting(LeftOutGrant::grant).containsExactly(bobs);
    isRetired(verified.leftOut().get(0).reason(), bob, at);
    assertThat(verified.graph().heldBy(BOB)).hasSize(1);
    assertThat(verified.graph().heldBy(CAROL)).isEmpty();
  }

  @Test
  void t20_whatWasVerifiedBeforeIsLeftOutOnceItsSignersCardIsKnownToBeRetiredBefore() {
    assertThat(alice.verified(shared.entity()).graph().heldBy(CAROL)).hasSize(1);
    retire(bob, bobs.grantedAt() - LATE - 1);
    await(alice.cards.refreshed(BOB));

    VerifiedEntity verified = alice.verified(shared.entity());

    assertThat(verified.leftOut()).extracting(LeftOutGrant::grant).containsExactly(bobs);
    assertThat(verified.graph().heldBy(CAROL)).isEmpty();
  }

  @Test
  void t20_whatAnOwnDeviceGrantedIsLeftOutAsSoonAsItIsRetiredBefore() {
    OwnerKey phone = OwnerKey.generate(BOB, clock, new SecureRandom());
    server.list(BOB, bob.card(), phone.card().withEndorsement(bob.key().endorse(phone.card())));
    Member onPhone = bob.with(phone, vertx, server, clock);
    Entity entity =
        onPhone
            .give(
                alice.give(alice.create(ENTITY, OLD), bob, Permission.WRITE),
                carol,
                Permission.WRITE)
            .entity();
    Grant phones = entity.grants().get(2);
    assertThat(phones.signedBy()).isEqualTo(phone.keyId());
    assertThat(bob.verified(entity).graph().heldBy(CAROL)).hasSize(1);

    bob.cards.decisions().retired(phone.keyId(), phones.grantedAt() - LATE - 1);

    assertThat(bob.verified(entity).leftOut())
        .extracting(LeftOutGrant::grant)
        .containsExactly(phones);
  }

  @Test
  void whatADataOwnerGaveWhoIsGoneIsLeftOut() {
    Member fresh = alice.again(vertx, server, clock);
    cardsOfBobAre(new NotFound("there is no such data owner"));

    VerifiedEntity verified = fresh.verified(shared.entity());

    assertThat(verified.leftOut())
        .singleElement()
        .satisfies(left -> isUntrusted(left.reason(), bob.key().keyId()));
  }

  @Test
  void whereCardsCannotBeLookedUpNothingIsLeftOutForThat() {
    Member fresh = alice.again(vertx, server, clock);
    cardsOfBobAre(new Unavailable("away", 0));

    failure(
        Unavailable.class,
        fresh.tools.reader().verified(EntityType.PATIENT, shared.entity().toJson()));
  }

  private void cardsOfBobAre(Throwable failure) {
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            BOB.equals(asked.parameters().getString("id"))
                ? Future.failedFuture(failure)
                : honest.get());
  }

  @Test
  void whatIsRememberedNoMoreAsItIsNeededIsLookedUp() {
    OwnerKey phone = OwnerKey.generate(BOB, clock, new SecureRandom());
    server.list(BOB, bob.card(), phone.card().withEndorsement(bob.key().endorse(phone.card())));
    alice.cards.forgetLists();
    Member onPhone = bob.with(phone, vertx, server, clock);
    OpenedEntity given =
        onPhone.give(
            alice.give(alice.create(ENTITY, OLD), bob, Permission.WRITE), carol, Permission.WRITE);
    Entity entity = carol.write(given, NEW).entity();
    assertThat(alice.verified(entity).leftOut()).isEmpty();
    alice.cards.decisions().distrust(CAROL, bob.key().keyId());
    server.on(
        Operation.CARDS,
        (asked, honest) -> {
          if (CAROL.equals(asked.parameters().getString("id"))) {
            alice.ring.pin(BOB, alice.key().keyId(), "distrusted", clock.millis());
          }
          return honest.get();
        });

    VerifiedEntity verified = alice.verified(entity);

    assertThat(verified.leftOut()).isEmpty();
    assertThat(verified.graph().heldBy(CAROL)).hasSize(1);
  }

  @Test
  void t17_whatClocksMayDifferByIsNoDoubt() {
    Entity byBob = bob.write(shared, NEW).entity();
    retire(bob, byBob.header().modified() - LATE);

    VerifiedEntity verified = alice.verified(byBob);

    assertThat(verified.doubt()).isNull();
    assertThat(verified.leftOut()).isEmpty();
  }

  @Test
  void t17_aWriterWhoseRightHangsOnARetiredCardIsInDoubt() {
    Entity byCarol = carol.write(shared, NEW).entity();
    retire(bob, 1);

    VerifiedEntity verified = alice.verified(byCarol);

    isRetired(verified.doubt(), bob, 1);
    assertThat(alice.verified(shared.entity()).doubt()).isNull();
  }

  @Test
  void t18_whatAnUnknownCardWroteIsDoubtfulIfItsSignatureHolds() {
    OwnerKey unknown = OwnerKey.generate(BOB, clock, new SecureRandom());
    assertThat(alice.verified(shared.entity()).doubt()).isNull();
    server.list(BOB, bob.card(), unknown.card());
    Entity signed = signedBy(bob.write(shared, NEW).entity(), unknown);

    isUntrusted(alice.verified(signed).doubt(), unknown.keyId());
    assertThatThrownBy(() -> alice.verified(withOtherContent(signed)))
        .isInstanceOfSatisfying(
            TamperedEntity.class, refused -> assertThat(refused.what()).isEqualTo(What.SIGNATURE));
  }

  @Test
  void t18_whatHeldBeforeIsDoubtfulOnceItsWriterIsTrustedNoMore() {
    Entity byBob = bob.write(shared, NEW).entity();
    assertThat(alice.verified(byBob).doubt()).isNull();

    alice.cards.decisions().distrust(BOB, bob.key().keyId());

    isUntrusted(alice.verified(byBob).doubt(), bob.key().keyId());
  }

  @Test
  void t18_whatACardWroteThatIsNotListedIsDoubtful() {
    OwnerKey hidden = OwnerKey.generate(BOB, clock, new SecureRandom());
    Entity signed = signedBy(bob.write(shared, NEW).entity(), hidden);

    isUntrusted(alice.verified(signed).doubt(), hidden.keyId());
  }

  @Test
  void aSignatureThatDoesNotHoldIsNobodys() {
    Entity byBob = bob.write(shared, NEW).entity();
    for (Entity changed : List.of(withOtherContent(byBob), signedBy(byBob, carol.key(), bob))) {
      refused(What.SIGNATURE, changed);
    }
  }

  @Test
  void whoWroteWithoutAnyRightIsNoWriter() {
    Entity byCarol = carol.write(shared, NEW).entity();

    refused(What.WRITER, byCarol.withGrants(List.of(shared.entity().grants().get(0), alices)));
  }

  @Test
  void t18_aGrantThatDoesNotHoldIsLeftOutAndNoOther() {
    Entity entity = shared.entity();
    Delegation given = bobs.delegations().values().iterator().next();
    String exchange = bobs.delegations().keySet().iterator().next();
    Delegation read =
        new Delegation(given.delegate(), Permission.READ, given.wrapped(), null, null);
    for (Grant bad :
        List.of(
            bobs.withDelegations(Map.of(exchange, read), List.of()),
            generation(bobs, 0),
            generation(bobs, 2),
            signature(bobs, alices.signature()))) {
      VerifiedEntity verified = alice.verified(Member.replaced(entity, bobs, bad));

      assertThat(verified.leftOut())
          .singleElement()
          .satisfies(
              left -> {
                assertThat(left.grant()).isEqualTo(bad);
                assertThat(left.reason())
                    .isInstanceOfSatisfying(
                        TamperedEntity.class,
                        wrong -> {
                          assertThat(wrong.what()).isEqualTo(What.GRANT);
                          assertThat(wrong.by()).contains(BOB);
                        });
              });
      assertThat(verified.doubt()).isNull();
      assertThat(verified.graph().heldBy(BOB)).hasSize(1);
      assertThat(verified.graph().heldBy(CAROL)).isEmpty();
    }
  }

  @Test
  void t17_aDoubtfulVersionIsComparedWithWhatWasSeenAndNotRemembered() {
    Entity second = bob.write(shared, NEW).entity();
    OpenedEntity third = bob.write(bob.write(shared, NEW), OLD);
    alice.verified(second.withRev("2-a"));
    retire(bob, 1);

    assertThat(alice.verified(third.entity().withRev("3-a")).doubt()).isNotNull();
    assertThat(alice.ring.seen(ENTITY))
        .hasValueSatisfying(seen -> assertThat(seen.version()).isEqualTo(2));
    server.keep(shared.entity());
    refused(What.ROLLBACK, shared.entity());
  }

  private void refused(What what, Entity entity) {
    assertThatThrownBy(() -> alice.verified(entity))
        .isInstanceOfSatisfying(
            TamperedEntity.class, refused -> assertThat(refused.what()).isEqualTo(what));
  }

  private static Entity withOtherContent(Entity entity) {
    byte[] content = entity.contentBytes();
    content[0] ^= 1;
    return new Entity(
        entity.header(),
        Base64Url.encode(content),
        entity.signature(),
        entity.grants(),
        entity.rev());
  }

  /** The entity as this key signs it. */
  private static Entity signedBy(Entity entity, OwnerKey key) {
    JsonObject json = entity.toJson().put("signedBy", key.keyId());
    return Entity.parse(json.put("signature", key.sign(Entity.parse(json).signedBytes())));
  }

  /** The entity as one key signs it in the name of another. */
  private static Entity signedBy(Entity entity, OwnerKey key, Member name) {
    JsonObject json = entity.toJson().put("signedBy", name.key().keyId());
    return Entity.parse(json.put("signature", key.sign(Entity.parse(json).signedBytes())));
  }

  private static Grant generation(Grant grant, long generation) {
    return new Grant(
        grant.by(),
        grant.signedBy(),
        grant.grantedAt(),
        generation,
        grant.parents(),
        grant.delegations(),
        grant.gone(),
        grant.signature());
  }

  private static Grant signature(Grant grant, String signature) {
    return new Grant(
        grant.by(),
        grant.signedBy(),
        grant.grantedAt(),
        grant.generation(),
        grant.parents(),
        grant.delegations(),
        grant.gone(),
        signature);
  }
}
