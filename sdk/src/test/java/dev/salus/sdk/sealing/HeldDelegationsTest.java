package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader tries to open an entity with, and in which order (protocol §5). */
final class HeldDelegationsTest {

  private static final String JOHN = "33333333-3333-4333-8333-333333333333";
  private static final long NOW = 1_700_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111", 30);
  private final Member bob = member("22222222-2222-4222-8222-222222222222", 20);
  private final Member carol = member("44444444-4444-4444-8444-444444444444", 40);
  private final Member dora = member("55555555-5555-4555-8555-555555555555", 10);

  private Member member(String id, long at) {
    return Member.of(vertx, server, id, at(at));
  }

  private static Clock at(long at) {
    return Clock.fixed(Instant.ofEpochMilli(NOW + at), ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static HeldDelegations of(Member reader) {
    return new HeldDelegations(reader.id(), reader.exchanges);
  }

  private OpenedEntity shared() {
    OpenedEntity entity = alice.give(alice.create(JOHN, "{}"), bob, Permission.READ);
    return alice.give(entity, dora, Permission.READ);
  }

  @Test
  void theAuthorsComesFirstAndThenTheOldest() {
    OpenedEntity entity = shared();
    for (Member by : List.of(bob, dora, alice)) {
      entity = by.give(entity, carol, Permission.READ);
    }

    List<HeldDelegation> held = await(of(carol).of(carol.verified(entity.entity())));

    assertThat(held)
        .extracting(each -> each.held().grant().by())
        .containsExactly(alice.id(), dora.id(), bob.id());
    assertThat(held).allMatch(HeldDelegation::isOpen).allMatch(HeldDelegation::hasKey);
    assertThat(held).extracting(HeldDelegation::wrappedBy).contains(dora.id());
  }

  @Test
  void whatOneGaveToOthersIsTriedOldestFirstAndNoOneElses() {
    Member later = alice.again(vertx, server, at(35));
    OpenedEntity entity = later.give(alice.create(JOHN, "{}"), dora, Permission.READ);
    entity = alice.give(entity, bob, Permission.READ);
    entity = bob.give(entity, carol, Permission.READ);
    Member fresh = alice.again(vertx, server, at(30));
    VerifiedEntity verified = fresh.verified(entity.entity());
    int before = server.asked(Operation.EXCHANGE).size();

    List<HeldDelegation> given = await(of(fresh).given(verified));

    assertThat(given)
        .extracting(each -> each.held().delegation().delegate())
        .containsExactly(bob.id(), dora.id());
    assertThat(server.asked(Operation.EXCHANGE)).hasSize(before + 2);
    assertThat(await(of(bob).given(bob.verified(entity.entity()))))
        .extracting(each -> each.held().delegation().delegate())
        .containsExactly(carol.id());
    assertThat(await(of(carol).given(carol.verified(entity.entity())))).isEmpty();
  }

  @Test
  void ofManyThatWereGivenAFewAreEnough() {
    OpenedEntity entity = alice.create(JOHN, "{}");
    for (int i = 60; i < 70; i++) {
      entity =
          alice.give(entity, member(i + "111111-1111-4111-8111-111111111111", i), Permission.READ);
    }

    assertThat(await(of(alice).given(alice.verified(entity.entity())))).hasSize(8);
  }

  @Test
  void ofWhatWasGivenOnlyWhatOpensSomethingCounts() {
    LinkFields link = new LinkFields(null, PatientLinks.newSecret(new SecureRandom()));
    OpenedEntity entity = alice.create(JOHN, "{}");
    for (Member to : List.of(bob, carol, dora)) {
      OpenedExchange exchange = await(alice.exchanges.forWrapping(to.id()));
      Recipient recipient = new Recipient(exchange, Permission.READ, link);
      entity = entity.withGrant(alice.tools.sealer().grant(entity, recipient), "1-b");
    }
    Entity withLink = without(entity.entity(), bob, true);
    Entity bare = without(withLink, carol, false);
    Member fresh = alice.again(vertx, server, at(30));
    String gone = await(alice.exchanges.forWrapping(dora.id())).key().exchangeId();
    server.on(
        Operation.EXCHANGE,
        (asked, honest) ->
            gone.equals(asked.parameters().getString("id"))
                ? Future.failedFuture(new NotFound("gone"))
                : honest.get());

    List<HeldDelegation> given = await(of(fresh).given(fresh.verified(bare)));

    assertThat(given)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.held().delegation().delegate()).isEqualTo(bob.id());
              assertThat(each.hasKey()).isFalse();
              assertThat(each.own()).isNotNull();
            });
  }

  /** The entity whose delegation to this one has no key any more, as a re-key leaves it. */
  private static Entity without(Entity entity, Member delegate, boolean withLink) {
    Grant grant =
        entity.grants().stream()
            .filter(
                each ->
                    each.delegations().values().stream()
                        .anyMatch(to -> to.delegate().equals(delegate.id())))
            .findFirst()
            .orElseThrow();
    String exchange = grant.delegations().keySet().iterator().next();
    String link = withLink ? grant.delegations().get(exchange).link() : null;
    Delegation left = new Delegation(delegate.id(), Permission.READ, null, null, link);
    return Member.replaced(
        entity, grant, grant.withDelegations(Map.of(exchange, left), grant.gone()));
  }

  @Test
  void aReaderWhoOpensOwnDelegationsLooksAtNoOthers() {
    OpenedEntity entity = shared();
    Member fresh = alice.again(vertx, server, at(30));
    int before = server.asked(Operation.EXCHANGE).size();

    fresh.read(entity.entity());

    assertThat(server.asked(Operation.EXCHANGE)).hasSize(before + 1);
  }

  @Test
  void whoLostTheKeysToItsOwnOpensByWhatItGave() {
    OpenedEntity entity = shared();
    Member fresh = alice.again(vertx, server, at(30));
    String own = await(alice.exchanges.own()).key().exchangeId();
    server.on(
        Operation.EXCHANGE,
        (asked, honest) ->
            own.equals(asked.parameters().getString("id"))
                ? Future.failedFuture(new NotFound("gone"))
                : honest.get());

    assertThat(Member.text(fresh.read(entity.entity()).content())).isEqualTo("{}");
  }

  @Test
  void anExchangeThatIsNotThereIsClosedForNoKeysFault() {
    OpenedEntity entity = shared();
    Member fresh = bob.again(vertx, server, at(20));
    server.on(Operation.EXCHANGE, (asked, honest) -> Future.failedFuture(new NotFound("gone")));

    List<HeldDelegation> held = await(of(fresh).of(fresh.verified(entity.entity())));

    assertThat(held)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.isOpen()).isFalse();
              assertThat(each.hasKey()).isFalse();
              assertThat(each.untrusted()).isNull();
              assertThat(each.own()).isNull();
              assertThat(each.wrappedBy()).isEqualTo(alice.id());
            });
    assertThat(await(of(fresh).given(fresh.verified(entity.entity())))).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsNoExchangeThatIsGone() {
    OpenedEntity entity = bob.give(shared(), carol, Permission.READ);
    Member fresh = bob.again(vertx, server, at(20));
    VerifiedEntity verified = fresh.verified(entity.entity());
    server.on(
        Operation.EXCHANGE, (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));

    failure(Unavailable.class, of(fresh).of(verified));
    failure(Unavailable.class, of(fresh).given(verified));
  }

  @Test
  void anExchangeBetweenOthersThanGrantorAndDelegateIsRefused() {
    OpenedEntity entity = alice.create(JOHN, "{}");
    OpenedExchange back = await(bob.exchanges.forWrapping(alice.id()));
    OpenedExchange swapped = new OpenedExchange(alice.id(), bob.id(), back.createdAt(), back.key());
    LinkFields link = new LinkFields(null, PatientLinks.newSecret(new SecureRandom()));
    OpenedEntity given =
        entity.withGrant(
            alice.tools.sealer().grant(entity, new Recipient(swapped, Permission.READ, link)),
            "1-b");

    assertThatThrownBy(() -> bob.read(given.entity()))
        .isInstanceOfSatisfying(
            TamperedEntity.class,
            refused -> {
              assertThat(refused.what()).isEqualTo(What.EXCHANGE);
              assertThat(refused.by()).contains(alice.id());
            });
    assertThat(await(bob.tools.reader().links(bob.verified(given.entity()))).secret())
        .as("nor does its link say anything")
        .isNull();
  }
}
