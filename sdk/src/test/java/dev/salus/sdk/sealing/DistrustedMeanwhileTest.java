package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A human distrusts a writer's card while something of that writer is under way (threat T28). */
final class DistrustedMeanwhileTest {

  private static final String ENTITY = "33333333-3333-4333-8333-333333333333";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice = member("11111111-1111-4111-8111-111111111111");
  private final Member bob = member("22222222-2222-4222-8222-222222222222");
  private final Member carol = member("44444444-4444-4444-8444-444444444444");

  /** By Alice, who gave it to both; the last version is the thief's of Bob's key. */
  private final Entity forged = forged();

  private Member member(String id) {
    return Member.of(vertx, server, id, clock);
  }

  private Entity forged() {
    OpenedEntity entity = alice.give(alice.create(ENTITY, "{}"), bob, Permission.WRITE);
    OpenedEntity shared = alice.give(entity, carol, Permission.WRITE);
    return bob.write(bob.read(shared.entity()), "{\"note\":\"forged\"}").entity().withRev("2-a");
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void distrustBob(Member who) {
    who.cards.decisions().distrust(bob.id(), bob.key().keyId());
  }

  private void isUntrusted(Future<OpenedEntity> reading) {
    UntrustedKey why = failure(UntrustedKey.class, reading.map(OpenedEntity::requireGenuine));
    assertThat(why.keyId()).isEqualTo(bob.key().keyId());
  }

  @Test
  void t28_aWriterDistrustedWhileAnotherSignersCardsAreHeldIsNotBelieved() {
    await(carol.cards.cards(bob.id()));
    await(carol.cards.cards(alice.id()));
    carol.cards.forgetLists();
    Promise<Void> arrived = Promise.promise();
    Promise<Void> release = Promise.promise();
    server.on(
        Operation.CARDS,
        (asked, answer) -> {
          if (!alice.id().equals(asked.parameters().getString("id"))) {
            return answer.get();
          }
          arrived.tryComplete();
          return release.future().compose(held -> answer.get());
        });

    Future<OpenedEntity> reading = reading(carol);
    await(arrived.future());
    await(carol.cards.cards(bob.id()));
    distrustBob(carol);
    release.complete();

    isUntrusted(reading);
  }

  @Test
  void t28_aWriterDistrustedWhileTheExchangeIsHeldIsNotBelieved() {
    Promise<Void> arrived = Promise.promise();
    Promise<Void> release = Promise.promise();
    server.on(
        Operation.EXCHANGE,
        (asked, answer) -> {
          arrived.tryComplete();
          return release.future().compose(held -> answer.get());
        });

    Future<OpenedEntity> reading = reading(carol);
    await(arrived.future());
    distrustBob(carol);
    release.complete();

    isUntrusted(reading);
  }

  private Future<OpenedEntity> reading(Member who) {
    return who.tools
        .reader()
        .verified(EntityType.PATIENT, forged.toJson())
        .compose(who.tools.reader()::open);
  }

  /** What comes of all that signs over an entity which was read before this happened. */
  private Stream<Throwable> signingAfter(Consumer<OpenedEntity> meanwhile) {
    OpenedEntity read = carol.read(forged);
    OpenedExchange own = await(carol.exchanges.own());
    EntitySealer sealer = carol.tools.sealer();
    RekeyPlan rekey = RekeyPlan.of(read, Set.of());
    EntityHeader header = forged.header();
    NewEntity made =
        new NewEntity(
            header.type(),
            sealer.newId(),
            read.contentTakenOver(),
            header.tags(),
            header.links(),
            read.link());
    Recipient recipient =
        new Recipient(
            await(carol.exchanges.forWrapping(alice.id())), Permission.READ, Member.NO_LINK);

    Stream<ThrowingCallable> signing =
        Stream.of(
            () -> sealer.modify(read, Member.text("{}"), List.of()),
            () -> sealer.grant(read, recipient),
            () -> sealer.copy(read.verified(), made, own, List.of()),
            () -> sealer.ownLink(rekey, own),
            () -> carol.tools.rekeyer().seal(rekey, Map.of()));
    meanwhile.accept(read);
    return signing.map(Assertions::catchThrowable);
  }

  @Test
  void t28_nothingIsSignedOverWhatWasReadBeforeItsWriterWasDistrusted() {
    assertThat(signingAfter(read -> distrustBob(carol))).allMatch(CardDirectory::isTrustChanged);
  }

  /** The answer with the version before was held until somebody had been locked out. */
  @Test
  void t28_nothingIsSignedOverAVersionThatAnOwnRevocationHasOvertaken() {
    assertThat(signingAfter(this::revokeBob))
        .hasSize(5)
        .allSatisfy(
            refused ->
                assertThat(refused)
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("has changed meanwhile"));
  }

  private void revokeBob(OpenedEntity read) {
    RekeyPlan plan = RekeyPlan.of(read, Set.of(bob.id()));
    carol.tools.reader().written(carol.tools.rekeyer().seal(plan, Map.of()).withRev("3-a"));
  }
}
