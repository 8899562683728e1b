package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is looked up once more, how often, and what is not (protocol §3, §10). */
final class ExchangeBookRetriesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String ID = "77777777-7777-4777-8777-777777777777";
  private static final int TRIES = 5;

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey bob = OwnerKey.generate(BOB, clock, random);
  private final AtomicInteger decisions = new AtomicInteger();
  private CardDirectory cards = directory();
  private ExchangeBook book = book();

  private CardDirectory directory() {
    server.list(ALICE, alice.current().card());
    server.list(BOB, bob.card());
    alice.pin(BOB, bob.keyId(), "confirmed", 1);
    return new CardDirectory(vertx, server.api(), alice, TrustPolicy.onlyConfirmed(), clock);
  }

  private ExchangeBook book() {
    return new ExchangeBook(vertx, server.api(), alice, cards, clock, random);
  }

  private void restart() {
    cards = directory();
    book = book();
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A decision that leaves Bob's card trusted. */
  private void decide(String owner) {
    alice.pin(owner, "another" + decisions.incrementAndGet(), "distrusted", 2);
  }

  private int made() {
    return server.asked(Operation.CREATE_EXCHANGE).size();
  }

  private static String id(OpenedExchange exchange) {
    return exchange.key().exchangeId();
  }

  private ExchangeRecord record(String id, String from, OwnerKey signer, String to) {
    ExchangeKey key = ExchangeKey.generate(id, random);
    Map<String, String> sealed = new LinkedHashMap<>();
    for (KeyCard card : List.of(alice.current().card(), bob.card())) {
      sealed.put(card.keyId(), key.sealTo(card, from, to, random));
    }
    long at = clock.millis();
    byte[] message = ExchangeRecord.signedBytes(id, from, to, at, key.commitment());
    return new ExchangeRecord(
        id, from, to, at, key.commitment(), signer.keyId(), signer.sign(message), sealed, Map.of());
  }

  @Test
  void t28_whoDecidesAllTheTimeEndsWithAConflictAndNoExchange() {
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) -> {
          decide(BOB);
          return honest.get();
        });

    Conflict conflict = failure(Conflict.class, book.forWrapping(BOB));

    assertThat(CardDirectory.isTrustChanged(conflict)).isTrue();
    assertThat(made()).isEqualTo(TRIES);
    assertThat(alice.fitExchanges(BOB)).isEmpty();
  }

  @Test
  void t28_whoDecidesForAWhileIsWaitedFor() {
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) -> {
          if (made() < TRIES) {
            decide(ALICE);
          }
          return honest.get();
        });

    OpenedExchange last = await(book.forWrapping(BOB));

    assertThat(made()).isEqualTo(TRIES);
    assertThat(alice.fitExchanges(BOB))
        .singleElement()
        .satisfies(fit -> assertThat(fit.id()).isEqualTo(id(last)));
  }

  @Test
  void t28_whatIsOpenedWhileSomebodyDecidesIsOpenedAnewButNotForEver() {
    server.on(
        Operation.EXCHANGE,
        (asked, honest) -> {
          cards.forgetLists();
          return Future.succeededFuture(record(ID, BOB, bob, ALICE).toJson());
        });
    server.on(
        Operation.CARDS,
        (asked, honest) -> {
          if (asked.parameters().getString("id").equals(BOB)) {
            decide(ALICE);
          }
          return honest.get();
        });

    Conflict conflict = failure(Conflict.class, book.opened(ID));

    assertThat(CardDirectory.isTrustChanged(conflict)).isTrue();
    assertThat(server.asked(Operation.EXCHANGE)).hasSize(TRIES);
  }

  @Test
  void whatTheServerHasNoMoreIsMadeAnew() {
    String first = id(await(book.forWrapping(BOB)));
    restart();
    server.on(
        Operation.EXCHANGE, (asked, honest) -> Future.failedFuture(new NotFound("not there")));

    assertThat(id(await(book.forWrapping(BOB)))).isNotEqualTo(first);
    assertThat(id(await(book.forWrappingAgain(first, ALICE, BOB)))).isNotEqualTo(first);
    assertThat(made()).isEqualTo(2);
  }

  @Test
  void ofSeveralTheNextIsTriedWhereTheNewestIsGone() {
    String first = id(await(book.forWrapping(BOB)));
    String second = id(await(book.forWrapping(BOB, Set.of(first))));
    restart();
    server.on(
        Operation.EXCHANGE,
        (asked, honest) ->
            asked.parameters().getString("id").equals(second)
                ? Future.failedFuture(new NotFound("not there"))
                : honest.get());

    assertThat(id(await(book.forWrapping(BOB)))).isEqualTo(first);
    assertThat(made()).isEqualTo(2);
  }

  @Test
  void aServerThatIsAwayIsNoReasonToMakeAnother() {
    String first = id(await(book.forWrapping(BOB)));
    restart();
    server.on(Operation.EXCHANGE, (asked, honest) -> Future.failedFuture(new Unavailable("", 1)));

    failure(Unavailable.class, book.forWrapping(BOB));
    failure(Unavailable.class, book.forWrappingAgain(first, ALICE, BOB));

    assertThat(made()).isOne();
  }

  /** Whoever found another own key could have made it, and the server shows it under that id. */
  @Test
  void t20_whatAnotherOwnKeySignedIsNotWrappedUnder() {
    OwnerKey other = OwnerKey.generate(ALICE, clock, random);
    OwnerKey own = alice.current();
    String first = id(await(book.forWrapping(BOB)));
    restart();
    server.list(ALICE, own.card(), other.card().withEndorsement(own.endorse(other.card())));
    ExchangeRecord planted = record(first, ALICE, other, BOB);
    server.on(Operation.EXCHANGE, (asked, honest) -> Future.succeededFuture(planted.toJson()));

    assertThat(id(await(book.forWrapping(BOB)))).isNotEqualTo(first);

    assertThat(await(book.opened(first)).isBetween(ALICE, BOB)).as("though it opens").isTrue();
  }

  @Test
  void anOwnCardThatWasRetiredAMomentAgoIsLookedUpOnceMore() {
    AtomicInteger refused = new AtomicInteger();
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) ->
            refused.getAndIncrement() == 0
                ? Future.failedFuture(new Invalid("signedBy", "must be an unretired card"))
                : honest.get());

    assertThat(await(book.forWrapping(BOB)).isBetween(ALICE, BOB)).isTrue();

    assertThat(made()).isEqualTo(2);
  }

  @Test
  void whoseCardsAreAllGoneAfterARefusalGetsNothing() {
    OwnerKey next = OwnerKey.generate(BOB, clock, random);
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) -> {
          server.list(BOB, next.card());
          return Future.failedFuture(new Invalid("sealed." + bob.keyId(), "must be unretired"));
        });

    failure(UntrustedKey.class, book.forWrapping(BOB));

    assertThat(made()).isOne();
  }

  @Test
  void whatIsForgottenIsLookedUpAgainAndWhatIsWipedWrapsNothing() {
    OpenedExchange first = await(book.forWrapping(BOB));
    OpenedExchange opened = await(book.opened(id(first)));
    int asked = server.asked(Operation.EXCHANGE).size();

    book.forget();

    OpenedExchange again = await(book.forWrapping(BOB));
    assertThat(again).isNotSameAs(first);
    assertThat(id(again)).isEqualTo(id(first));
    OpenedExchange reopened = await(book.opened(id(first)));
    assertThat(reopened).isNotSameAs(opened);
    assertThat(server.asked(Operation.EXCHANGE)).hasSize(asked + 2);

    book.wipe();

    for (OpenedExchange each : List.of(again, reopened)) {
      assertThatThrownBy(() -> each.key().wrapKey().use(key -> key.length))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void ownExchangesAreFromAndToTheOwner() {
    assertThat(book.owner()).isEqualTo(ALICE);
    assertThat(await(book.own()).isBetween(ALICE, ALICE)).isTrue();
  }
}
