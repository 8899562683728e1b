package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What opens an entity to a reader, and what is said where nothing does. */
final class EntityOpenerTest {

  private static final String ENTITY = "33333333-3333-4333-8333-333333333333";
  private static final String OTHER = "66666666-6666-4666-8666-666666666666";
  private static final String OLD = "{\"note\":\"old\"}";
  private static final String JUNK = Base64Url.encode(new byte[64]);
  private static final long LARGEST = (1L << 53) - 1;

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111");
  private final Member bob = member("22222222-2222-4222-8222-222222222222");
  private final Member carol = member("44444444-4444-4444-8444-444444444444");
  private final Member dora = member("55555555-5555-4555-8555-555555555555");
  private final Wraps wraps = new Wraps(new AeadBox(new SecureRandom()));

  /** Alice gave it to Bob and Dora, who gave it to Carol one after the other. */
  private final OpenedEntity shared = shared();

  private Member member(String id) {
    return Member.of(vertx, server, id, clock);
  }

  private OpenedEntity shared() {
    OpenedEntity entity = alice.give(alice.create(ENTITY, OLD), bob, Permission.READ);
    entity = alice.give(entity, dora, Permission.WRITE);
    entity = bob.give(entity, carol, Permission.READ);
    return dora.give(entity, carol, Permission.READ);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void retire(Member who) {
    server.list(who.id(), who.card().withRetirement(who.key().retire(who.card(), 1, null)));
    for (Member each : new Member[] {alice, bob, carol, dora}) {
      each.cards.forgetLists();
    }
  }

  private Grant grantOf(Member by) {
    return shared.entity().grants().stream()
        .filter(grant -> grant.by().equals(by.id()))
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  /** The entity, in which the one delegation of this grantor's last grant has another wrap. */
  private Entity wrapped(Entity entity, Member by, String wrapped) {
    Grant grant = grantOf(by);
    String exchange = grant.delegations().keySet().iterator().next();
    Delegation old = grant.delegations().get(exchange);
    Delegation changed =
        new Delegation(old.delegate(), old.permission(), wrapped, null, old.link());
    return Member.replaced(
        entity, grant, grant.withDelegations(Map.of(exchange, changed), grant.gone()));
  }

  private String wrap(Member by, Member to, EntityKey key, long version) {
    Grant grant = grantOf(by);
    String exchange = grant.delegations().keySet().iterator().next();
    return wraps.wrap(
        key,
        version,
        await(to.exchanges.opened(exchange)).key().wrapKey(),
        DelegationPlace.of(shared.entity().header(), exchange, grant));
  }

  private static void refused(What what, Member by, Member reader, Entity entity) {
    assertThatThrownBy(() -> reader.read(entity))
        .isInstanceOfSatisfying(
            TamperedEntity.class,
            refused -> {
              assertThat(refused.what()).isEqualTo(what);
              assertThat(refused.by()).contains(by.id());
              assertThat(refused).hasMessageContaining(by.id());
            });
  }

  @Test
  void everybodyWhoHasItOpensIt() {
    for (Member reader : new Member[] {alice, bob, carol, dora}) {
      OpenedEntity read = reader.read(shared.entity());

      assertThat(Member.text(read.content())).isEqualTo(OLD);
      assertThat(read.doubt()).isNull();
      assertThat(read.origin()).isEmpty();
      assertThat(read.requireGenuine()).isSameAs(read);
    }
  }

  @Test
  void anEntityWhoseOnlyExchangeIsByAnUntrustedKeySaysWhoseKeyItIs() {
    OpenedEntity entity = alice.create(OTHER, OLD);
    carol.verified(entity.entity());
    Clock later = Clock.offset(clock, Duration.ofSeconds(1));
    OwnerKey laptop = OwnerKey.generate(alice.id(), later, new SecureRandom());
    server.list(alice.id(), alice.card(), laptop.card());
    carol.cards.forgetLists();
    Member onLaptop = alice.with(laptop, vertx, server, clock);
    OpenedExchange exchange = await(onLaptop.exchanges.forWrapping(carol.id()));
    Grant grant =
        alice
            .tools
            .sealer()
            .grant(entity, new Recipient(exchange, Permission.READ, Member.NO_LINK));

    assertThatThrownBy(() -> carol.read(entity.withGrant(grant, "1-b").entity()))
        .isInstanceOfSatisfying(
            UntrustedKey.class,
            untrusted -> {
              assertThat(untrusted.dataOwner()).isEqualTo(alice.id());
              assertThat(untrusted.keyId()).isEqualTo(laptop.keyId());
            });
  }

  @Test
  void t18_theFloorOfEachWrapCountsForItAlone() {
    String low = wrap(bob, carol, shared.key(), LARGEST);
    Entity entity = wrapped(shared.entity(), bob, low);

    assertThat(Member.text(carol.read(entity).content())).isEqualTo(OLD);
    refused(What.ROLLBACK, bob, carol, withoutDora(entity));
  }

  @Test
  void theFloorOfAWrapIsTheVersionItself() {
    String same = wrap(bob, carol, shared.key(), shared.entity().header().version());
    String next = wrap(bob, carol, shared.key(), shared.entity().header().version() + 1);
    Entity other = withoutDora(shared.entity());

    assertThat(Member.text(carol.read(wrapped(other, bob, same)).content())).isEqualTo(OLD);
    refused(What.ROLLBACK, bob, carol, wrapped(other, bob, next));
  }

  @Test
  void t18_whoWrappedJunkIsNamed() {
    EntityKey foreign = EntityKey.generate(1, new SecureRandom());
    Entity entity = withoutDora(shared.entity());

    refused(What.WRAP, bob, carol, wrapped(entity, bob, JUNK));
    refused(What.KEY_COMMITMENT, bob, carol, wrapped(entity, bob, wrap(bob, carol, foreign, 1)));
    assertThat(Member.text(carol.read(wrapped(shared.entity(), bob, JUNK)).content()))
        .isEqualTo(OLD);
  }

  @Test
  void t18_whoWroteAContentThatDoesNotOpenIsNamed() {
    OpenedEntity byDora = dora.write(shared, "{\"note\":\"new\"}");
    byte[] content = byDora.entity().contentBytes();
    content[content.length - 1] ^= 1;
    String changed = Base64Url.encode(content);
    Entity signed =
        new Entity(
            byDora.entity().header(),
            changed,
            dora.key().sign(byDora.entity().header().signedBytes(content)),
            byDora.entity().grants(),
            "2-a");

    refused(What.CONTENT, dora, carol, signed);
  }

  @Test
  void whoHoldsNothingIsToldThatAndNoMore() {
    Member stranger = member("66666666-6666-4666-8666-666666666666");

    assertThatThrownBy(() -> stranger.read(shared.entity())).isInstanceOf(NoEntityKey.class);
    assertThatThrownBy(() -> stranger.read(wrapped(shared.entity(), bob, JUNK)))
        .isInstanceOf(NoEntityKey.class);
  }

  @Test
  void t17_whoseAccessIsLeftOutIsToldWhy() {
    retire(bob);
    Entity entity = withoutDora(shared.entity());
    Member stranger = member("66666666-6666-4666-8666-666666666666");

    assertThatThrownBy(() -> carol.read(entity)).isInstanceOf(RetiredKey.class);
    assertThatThrownBy(() -> stranger.read(entity)).isInstanceOf(NoEntityKey.class);
    assertThat(Member.text(alice.read(entity).content())).isEqualTo(OLD);
  }

  @Test
  void t17_whoseAccessHangsOnWhatIsLeftOutIsToldWhy() {
    Member last = member("66666666-6666-4666-8666-666666666666");
    OpenedEntity passedOn = carol.give(shared, last, Permission.READ);
    retire(bob);
    retire(dora);

    assertThatThrownBy(() -> last.read(passedOn.entity())).isInstanceOf(RetiredKey.class);
  }

  @Test
  void t17_whoHasAccessWithoutAKeyIsToldWhyTheOtherOneIsLeftOut() {
    retire(dora);
    Grant grant = grantOf(bob);
    String exchange = grant.delegations().keySet().iterator().next();
    Delegation left = new Delegation(carol.id(), Permission.READ, null, null, null);
    Entity entity =
        Member.replaced(
            shared.entity(), grant, grant.withDelegations(Map.of(exchange, left), grant.gone()));

    assertThatThrownBy(() -> carol.read(entity))
        .isInstanceOfSatisfying(
            RetiredKey.class, retired -> assertThat(retired.keyId()).isEqualTo(dora.key().keyId()));
  }

  private Entity withoutDora(Entity entity) {
    return entity.withGrants(
        entity.grants().stream().filter(grant -> !grant.by().equals(dora.id())).toList());
  }

  @Test
  void t18_whatIsDoubtfulAndDoesNotOpenIsClosedByItsDoubt() {
    Member before = alice.again(vertx, server, clock);
    OpenedEntity byDora = dora.write(shared, "{\"note\":\"new\"}");
    before.cards.decisions().distrust(dora.id(), dora.key().keyId());
    Entity entity = byDora.entity().withRev("2-a");

    assertThat(before.read(entity).doubt()).isInstanceOf(UntrustedKey.class);
    Grant first = entity.grants().get(0);
    String own = first.delegations().keySet().iterator().next();
    Delegation junk = new Delegation(alice.id(), Permission.WRITE, JUNK, null, null);
    assertThatThrownBy(
            () ->
                before.read(
                    Member.replaced(
                        entity, first, first.withDelegations(Map.of(own, junk), first.gone()))))
        .isInstanceOf(UntrustedKey.class);
  }

  @Test
  void t18_whoHoldsNothingOfWhatIsDoubtfulIsToldTheDoubt() {
    Member stranger = member("66666666-6666-4666-8666-666666666666");
    Entity entity = dora.write(shared, "{\"note\":\"new\"}").entity().withRev("2-a");
    stranger.cards.decisions().distrust(dora.id(), dora.key().keyId());

    assertThatThrownBy(() -> stranger.read(entity)).isInstanceOf(UntrustedKey.class);
  }

  @Test
  void aServerThatIsAwayIsNoDoubt() {
    Member before = alice.again(vertx, server, clock);
    Entity entity = dora.write(shared, "{\"note\":\"new\"}").entity().withRev("2-a");
    before.cards.decisions().distrust(dora.id(), dora.key().keyId());
    server.on(
        Operation.EXCHANGE, (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));

    assertThatThrownBy(() -> before.read(entity)).isInstanceOf(Unavailable.class);
  }
}
