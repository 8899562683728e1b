package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is left with what after a re-key (protocol §8). */
final class EntityRekeyerTest {

  private static final String JOHN = "33333333-3333-4333-8333-333333333333";
  private static final String NOTE = "{\"note\":\"old\"}";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111");
  private final Member bob = member("22222222-2222-4222-8222-222222222222");
  private final Member carol = member("44444444-4444-4444-8444-444444444444");
  private final Member dora = member("55555555-5555-4555-8555-555555555555");

  /** Alice gave it to Bob and Dora, and Bob with a link to Carol. */
  private final OpenedEntity shared = shared();

  private Member member(String id) {
    return Member.of(vertx, server, id, clock);
  }

  private OpenedEntity shared() {
    OpenedEntity entity = alice.give(alice.create(JOHN, NOTE), bob, Permission.READ);
    entity = alice.give(entity, dora, Permission.WRITE);
    OpenedExchange exchange = await(bob.exchanges.forWrapping(carol.id()));
    LinkFields link = new LinkFields(dora.id(), null);
    return entity.withGrant(
        bob.tools.sealer().grant(bob.here(entity), new Recipient(exchange, Permission.READ, link)),
        "1-c");
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private RekeyPlan without(Member... going) {
    Set<String> ids = new TreeSet<>();
    for (Member each : going) {
      ids.add(each.id());
    }
    return RekeyPlan.of(alice.read(shared.entity()), ids);
  }

  private Map<String, OpenedExchange> wrapping(RekeyPlan plan) {
    Map<String, OpenedExchange> wrapping = new LinkedHashMap<>();
    for (String exchangeId : plan.valid().keySet()) {
      wrapping.put(exchangeId, await(alice.exchanges.forWrapping(plan.delegateOf(exchangeId))));
    }
    return wrapping;
  }

  private OpenedEntity seal(RekeyPlan plan) {
    return alice.tools.rekeyer().seal(plan, wrapping(plan));
  }

  private static Held heldBy(Member who, OpenedEntity entity) {
    return entity.graph().heldBy(who.id()).get(0);
  }

  @Test
  void itIsTheNextVersionOfTheNextGenerationByWhoeverLocksOut() {
    OpenedEntity sealed = seal(without(dora));

    EntityHeader old = shared.entity().header();
    EntityHeader header = sealed.entity().header();
    assertThat(header.version()).isEqualTo(old.version() + 1);
    assertThat(header.keyGeneration()).isEqualTo(2);
    assertThat(header.revoked()).containsExactly(new Revocation(dora.id(), 2));
    assertThat(header.modifiedBy()).isEqualTo(alice.id());
    assertThat(header.keyCommitment())
        .isNotEqualTo(old.keyCommitment())
        .isEqualTo(sealed.key().commitment());
    assertThat(sealed.entity().rev()).isEqualTo(shared.entity().rev());
    assertThat(sealed.doubt()).isNull();
  }

  @Test
  void whoStaysOpensItAndWhoGoesDoesNot() {
    Entity sealed = seal(without(dora)).entity();

    for (Member reader : new Member[] {alice, bob, carol}) {
      assertThat(Member.text(reader.read(sealed).content())).isEqualTo(NOTE);
    }
    assertThat(carol.read(sealed).link().patient()).isEqualTo(dora.id());
    assertThatThrownBy(() -> dora.read(sealed)).isInstanceOf(NoEntityKey.class);
  }

  @Test
  void aSecondReKeyKeepsWhoWasLockedOutBefore() {
    OpenedEntity once = seal(without(dora));
    OpenedEntity read = alice.read(once.entity());

    OpenedEntity twice = seal(RekeyPlan.of(read, Set.of(bob.id())));

    assertThat(twice.entity().header().revoked())
        .containsExactlyInAnyOrder(new Revocation(dora.id(), 2), new Revocation(bob.id(), 3));
    assertThat(twice.graph().valid()).hasSize(1);
  }

  @Test
  void theWrapNamesAnotherExchangeThanTheDelegationsOwnOnlyWhereItIsOne() {
    RekeyPlan plan = without(dora);
    OpenedEntity sealed = seal(plan);

    assertThat(heldBy(bob, sealed).delegation().wrapExchange()).isNull();
    assertThat(heldBy(carol, sealed).delegation().wrapExchange())
        .isEqualTo(await(alice.exchanges.forWrapping(carol.id())).key().exchangeId());
  }

  @Test
  void theFloorOfEachWrapIsTheVersionThatItCameWith() {
    OpenedEntity sealed = seal(without(dora));
    Held own = heldBy(alice, sealed);
    Wraps wraps = new Wraps(new AeadBox(new SecureRandom()));

    long floor =
        wraps
            .unwrap(
                own.delegation().wrapped(),
                await(alice.exchanges.opened(own.exchangeId())).key().wrapKey(),
                DelegationPlace.of(sealed.entity().header(), own.exchangeId(), own.grant()),
                2)
            .version();

    assertThat(floor).isEqualTo(sealed.entity().header().version());
  }

  @Test
  void whomNoExchangeIsAtHandForGetsNoKeyAndKeepsTheLink() {
    RekeyPlan plan = without(dora);
    Map<String, OpenedExchange> wrapping = new HashMap<>(wrapping(plan));
    Held before = heldBy(carol, shared);
    wrapping.remove(before.exchangeId());

    OpenedEntity sealed = alice.tools.rekeyer().seal(plan, wrapping);

    Delegation after = heldBy(carol, sealed).delegation();
    assertThat(after.wrapped()).isNull();
    assertThat(after.wrapExchange()).isNull();
    assertThat(after.link()).isEqualTo(before.delegation().link()).isNotNull();
    assertThatThrownBy(() -> carol.read(sealed.entity())).isInstanceOf(NoEntityKey.class);
  }

  @Test
  void whoHadNoKeyBeforeGetsNone() {
    RekeyPlan plan = without(dora);
    Map<String, OpenedExchange> wrapping = new HashMap<>(wrapping(plan));
    wrapping.remove(heldBy(carol, shared).exchangeId());
    OpenedEntity linkOnly = alice.tools.rekeyer().seal(plan, wrapping);

    OpenedEntity again = seal(RekeyPlan.of(alice.read(linkOnly.entity()), Set.of()));

    assertThat(heldBy(carol, again).delegation().wrapped()).isNull();
    assertThat(heldBy(bob, again).delegation().wrapped()).isNotNull();
  }

  @Test
  void t18_whoMadeTheNewWrapIsNamedIfItIsJunk() {
    OpenedEntity sealed = seal(without(dora));
    Held held = heldBy(carol, sealed);
    Delegation old = held.delegation();
    Delegation junk =
        new Delegation(
            old.delegate(),
            old.permission(),
            Base64Url.encode(new byte[64]),
            old.wrapExchange(),
            old.link());
    Grant changed =
        held.grant().withDelegations(Map.of(held.exchangeId(), junk), held.grant().gone());

    assertThatThrownBy(() -> carol.read(Member.replaced(sealed.entity(), held.grant(), changed)))
        .isInstanceOfSatisfying(
            TamperedEntity.class,
            refused -> {
              assertThat(refused.what()).isEqualTo(What.WRAP);
              assertThat(refused.by()).contains(alice.id());
            });
  }

  @Test
  void aWrapUnderAnExchangeToSomebodyElseIsRefused() {
    OpenedEntity sealed = seal(without(dora));
    Held held = heldBy(alice, sealed);
    Delegation old = held.delegation();
    Delegation others =
        new Delegation(
            old.delegate(),
            old.permission(),
            old.wrapped(),
            await(alice.exchanges.forWrapping(bob.id())).key().exchangeId(),
            null);
    Map<String, Delegation> delegations = new HashMap<>(held.grant().delegations());
    delegations.put(held.exchangeId(), others);

    assertThatThrownBy(
            () ->
                alice.read(
                    Member.replaced(
                        sealed.entity(),
                        held.grant(),
                        held.grant().withDelegations(delegations, held.grant().gone()))))
        .isInstanceOfSatisfying(
            TamperedEntity.class, refused -> assertThat(refused.what()).isEqualTo(What.EXCHANGE));
  }

  @Test
  void whatHangsOnWhoGoesIsLostWithThem() {
    RekeyPlan plan = without(bob);

    assertThat(plan.going()).containsExactly(bob.id());
    assertThat(plan.alsoLost()).containsExactly(carol.id());
    assertThat(plan.notBelieved()).isEmpty();
    assertThat(without(dora).alsoLost()).isEmpty();
    Entity sealed = seal(plan).entity();
    assertThat(sealed.grants()).allSatisfy(each -> assertThat(each.delegations()).isNotEmpty());
    assertThatThrownBy(() -> carol.read(sealed)).isInstanceOf(NoEntityKey.class);
    assertThat(Member.text(dora.read(sealed).content())).isEqualTo(NOTE);
  }

  @Test
  void t18_whoseAccessIsNotBelievedIsToldWhoGaveItAndWhy() {
    OpenedEntity passedOn = carol.give(shared, member(JOHN), Permission.READ);
    server.list(bob.id(), bob.card().withRetirement(bob.key().retire(bob.card(), 1, null)));
    alice.cards.forgetLists();

    RekeyPlan plan = RekeyPlan.of(alice.read(passedOn.entity()), Set.of(dora.id()));

    assertThat(plan.notBelieved()).containsOnlyKeys(carol.id(), JOHN);
    assertThat(plan.notBelieved().get(carol.id())).contains("by data owner " + bob.id(), "retired");
    assertThat(plan.notBelieved().get(JOHN))
        .contains("by data owner " + carol.id(), "hangs on access that does not count");
    String own = heldBy(alice, shared).exchangeId();
    OpenedEntity sealed =
        alice.tools.rekeyer().seal(plan, Map.of(own, await(alice.exchanges.own())));
    assertThat(sealed.entity().grants()).as("kept as it was signed").hasSize(4);
    assertThat(sealed.graph().heldBy(carol.id())).isEmpty();
    assertThat(sealed.verified().leftOut()).hasSize(1);
  }

  @Test
  void aPartyIsWhoGaveItOrHasIt() {
    Held bobs = heldBy(bob, shared);
    Held carols = heldBy(carol, shared);

    for (Member party : new Member[] {alice, bob}) {
      assertThat(party.tools.rekeyer().isParty(bobs.grant(), bobs.delegation())).isTrue();
    }
    assertThat(alice.tools.rekeyer().isParty(carols.grant(), carols.delegation())).isFalse();
    assertThat(carol.tools.rekeyer().isParty(carols.grant(), carols.delegation())).isTrue();
  }
}
