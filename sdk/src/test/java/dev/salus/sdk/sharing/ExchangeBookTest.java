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
import dev.salus.protocol.Retirement;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which exchange something is wrapped under, and which records are believed (protocol §3). */
final class ExchangeBookTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";
  private static final String ID = "77777777-7777-4777-8777-777777777777";
  private static final String LOWER_ID = "66666666-6666-4666-8666-666666666666";

  /** Each look at it is a millisecond later. */
  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return Instant.ofEpochMilli(now.incrementAndGet());
        }
      };

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey bob = OwnerKey.generate(BOB, clock, random);
  private final OwnerKey bobsNew = OwnerKey.generate(BOB, clock, random);
  private CardDirectory cards = directory();
  private ExchangeBook book = book();

  private CardDirectory directory() {
    server.list(ALICE, alice.current().card());
    server.list(BOB, bob.card());
    return new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);
  }

  private ExchangeBook book() {
    return new ExchangeBook(vertx, server.api(), alice, cards, clock, random);
  }

  /** The same owner after a restart. */
  private void restart() {
    cards = new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);
    book = book();
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private List<ExchangeRecord> made() {
    return server.asked(Operation.CREATE_EXCHANGE).stream()
        .map(asked -> ExchangeRecord.parse(asked.body()))
        .toList();
  }

  private static KeyCard endorsed(OwnerKey key, OwnerKey by) {
    return key.card().withEndorsement(by.endorse(key.card()));
  }

  private ExchangeRecord record(
      String id, String from, OwnerKey signer, String to, long at, KeyCard... sealedTo) {
    ExchangeKey key = ExchangeKey.generate(id, random);
    Map<String, String> sealed = new LinkedHashMap<>();
    for (KeyCard card : sealedTo) {
      sealed.put(card.keyId(), key.sealTo(card, from, to, random));
    }
    return new ExchangeRecord(
        id,
        from,
        to,
        at,
        key.commitment(),
        signer.keyId(),
        signer.sign(ExchangeRecord.signedBytes(id, from, to, at, key.commitment())),
        sealed,
        Map.of());
  }

  private ExchangeRecord toBob(String id, long at, KeyCard... sealedTo) {
    return record(id, ALICE, alice.current(), BOB, at, sealedTo);
  }

  private void keep(ExchangeRecord record) {
    await(server.api().createExchange(record.toJson()));
  }

  private long madeByBook(long before) {
    return made().size() - before;
  }

  @Test
  void oneIsMadeForBothSealedToAllTheirCards() {
    server.list(BOB, bob.card(), endorsed(bobsNew, bob));

    OpenedExchange first = await(book.forWrapping(BOB));

    assertThat(first.isBetween(ALICE, BOB)).isTrue();
    assertThat(first.isBetween(BOB, ALICE)).isFalse();
    assertThat(first.isBetween(ALICE, CAROL)).isFalse();
    assertThat(made()).singleElement().satisfies(record -> isSealedTo(record, bob, bobsNew));
    assertThat(await(book.forWrapping(BOB))).isSameAs(first);
    assertThat(made()).hasSize(1);
    assertThat(server.asked(Operation.EXCHANGE)).as("what was just made is at hand").isEmpty();
  }

  @Test
  void t28_whatIsAtHandWrapsNothingMoreAfterADecision() {
    OpenedExchange made = await(book.forWrapping(BOB));
    restart();
    OpenedExchange found = await(book.forWrapping(BOB));
    assertThat(List.of(made.wrapKey(), found.wrapKey())).doesNotContainNull();

    cards.decisions().distrust(BOB, bobsNew.keyId());

    OpenedExchange after = await(book.forWrapping(BOB));
    assertThat(after.wrapKey()).isNotEqualTo(made.key().wrapKey());
    for (OpenedExchange each : List.of(made, found)) {
      assertThatThrownBy(each::wrapKey).isInstanceOf(Conflict.class);
    }
  }

  private void isSealedTo(ExchangeRecord record, OwnerKey... keys) {
    assertThat(record.sealed()).hasSize(keys.length + 1);
    String commitment = record.commitment();
    assertThat(ExchangeKey.open(record, alice.current()).commitment()).isEqualTo(commitment);
    for (OwnerKey key : keys) {
      assertThat(ExchangeKey.open(record, key).commitment()).isEqualTo(commitment);
    }
  }

  @Test
  void manyFirstUsesAtOnceMakeOne() {
    Promise<Void> slow = Promise.promise();
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) -> slow.future().compose(released -> honest.get()));
    Future<OpenedExchange> one = book.forWrapping(BOB);
    Future<OpenedExchange> other = book.forWrapping(BOB);
    slow.complete();

    assertThat(await(one)).isSameAs(await(other));
    assertThat(made()).hasSize(1);
  }

  @Test
  void theOneThatIsThereIsUsedAfterARestart() {
    String id = await(book.forWrapping(BOB)).key().exchangeId();
    restart();

    OpenedExchange found = await(book.forWrapping(BOB));

    assertThat(found.key().exchangeId()).isEqualTo(id);
    assertThat(made()).hasSize(1);
  }

  /** Whoever has a key of Alice's could have made it, and the server lists what it likes. */
  @Test
  void t20_whatTheRingDoesNotRememberIsNotUsed() {
    KeyCard own = alice.current().card();
    long at = clock.millis() + 1_000;
    keep(toBob(ID, at, own, bob.card()));

    assertThat(await(book.forWrapping(BOB)).key().exchangeId()).isNotEqualTo(ID);

    assertThat(made().stream().filter(record -> !record.id().equals(ID))).hasSize(1);
    assertThat(server.asked(Operation.EXCHANGES)).isEmpty();
  }

  @Test
  void aNewOneIsMadeAfterARetirement() {
    OpenedExchange before = await(book.forWrapping(BOB));
    long at = before.createdAt() + 1;
    server.list(BOB, retired(at), endorsed(bobsNew, bob));
    cards.forgetLists();

    OpenedExchange after = await(book.forWrapping(BOB));

    assertThat(after.key().exchangeId()).isNotEqualTo(before.key().exchangeId());
    isSealedTo(made().get(1), bobsNew);
    restart();
    assertThat(await(book.forWrapping(BOB)).key().exchangeId()).isEqualTo(after.key().exchangeId());
    assertThat(made()).hasSize(2);
  }

  private KeyCard retired(long at) {
    return bob.card().withRetirement(bob.retire(bob.card(), at, bobsNew.keyId()));
  }

  @Test
  void aNewOneIsMadeForANewDevice() {
    await(book.forWrapping(BOB));
    server.list(BOB, bob.card(), endorsed(bobsNew, bob));
    cards.forgetLists();

    await(book.forWrapping(BOB));

    isSealedTo(made().get(1), bob, bobsNew);
  }

  @Test
  void aNewOneIsMadeAfterADistrust() {
    server.list(BOB, bob.card(), endorsed(bobsNew, bob));
    await(book.forWrapping(BOB));

    cards.decisions().distrust(BOB, bobsNew.keyId());
    await(book.forWrapping(BOB));

    isSealedTo(made().get(1), bob);
    restart();
    await(book.forWrapping(BOB));
    assertThat(made()).hasSize(2);
  }

  @Test
  void whoCannotBeSealedToIsNamed() {
    server.list(CAROL);
    assertThat(failure(NoUsableKey.class, book.forWrapping(CAROL)).dataOwner()).isEqualTo(CAROL);
    await(book.forWrapping(BOB));
    server.list(BOB, bobsNew.card());
    cards.forgetLists();

    assertThat(failure(UntrustedKey.class, book.forWrapping(BOB)).keyId())
        .isEqualTo(bobsNew.keyId());
    assertThat(made()).hasSize(1);
  }

  @Test
  void anotherOneIsMadeWhereTheOneAtHandIsInUse() {
    OpenedExchange first = await(book.forWrapping(BOB, Set.of(ID)));

    OpenedExchange other = await(book.forWrapping(BOB, Set.of(first.key().exchangeId())));

    assertThat(other.key().exchangeId()).isNotEqualTo(first.key().exchangeId());
    assertThat(other.isBetween(ALICE, BOB)).isTrue();
    assertThat(made()).hasSize(2);
  }

  @Test
  void whatIsOpenedIsRememberedUntilItIsForgotten() {
    keep(record(ID, BOB, bob, ALICE, clock.millis(), alice.current().card()));

    OpenedExchange opened = await(book.opened(ID));

    assertThat(opened.isBetween(BOB, ALICE)).isTrue();
    assertThat(await(book.opened(ID))).isSameAs(opened);
    assertThat(server.asked(Operation.EXCHANGE)).hasSize(1);
    book.forget();
    await(book.opened(ID));
    assertThat(server.asked(Operation.EXCHANGE)).hasSize(2);
  }

  @Test
  void whatIsNotBelievedDoesNotOpen() {
    long at = clock.millis();
    KeyCard own = alice.current().card();
    OwnerKey unknown = OwnerKey.generate(BOB, clock, random);
    ExchangeRecord good = record(ID, BOB, bob, ALICE, at, own);
    ExchangeRecord other = record(ID, BOB, bob, ALICE, at, own);
    await(cards.cards(BOB));
    List<JsonObject> refused =
        List.of(
            record(LOWER_ID, BOB, bob, ALICE, at, own).toJson(),
            record(ID, BOB, bob, CAROL, at, own).toJson(),
            record(ID, BOB, unknown, ALICE, at, own).toJson(),
            record(ID, BOB, bob, ALICE, at, bob.card()).toJson(),
            good.toJson().put("createdAt", at + 1),
            good.toJson().put("sealed", other.toJson().getJsonObject("sealed")),
            new JsonObject().put("id", ID));
    for (JsonObject each : refused) {
      server.on(Operation.EXCHANGE, (asked, honest) -> Future.succeededFuture(each.copy()));

      failure(NotFound.class, book.opened(ID));
    }
    server.on(Operation.EXCHANGE, (asked, honest) -> Future.succeededFuture(good.toJson()));
    assertThat(await(book.opened(ID)).createdAt()).isEqualTo(at);
  }

  @Test
  void t17_whatARetiredCardSignedLongAfterIsNotBelieved() {
    long at = clock.millis();
    keep(record(ID, BOB, bob, ALICE, at, alice.current().card()));
    server.list(BOB, retired(at - Retirement.TOLERANCE_MS - 1));
    failure(NotFound.class, book.opened(ID));

    server.list(BOB, retired(at - Retirement.TOLERANCE_MS));
    cards.forgetLists();

    assertThat(await(book.opened(ID)).createdAt()).isEqualTo(at);
  }

  @Test
  void theDelegationsOwnExchangeIsUsedAgainIfItIsFit() {
    String first = await(book.forWrapping(BOB)).key().exchangeId();
    String second = await(book.forWrapping(BOB, Set.of(first))).key().exchangeId();
    assertThat(second).isNotEqualTo(first);

    for (String each : List.of(first, second)) {
      assertThat(await(book.forWrappingAgain(each, ALICE, BOB)).key().exchangeId()).isEqualTo(each);
    }
    assertThat(await(book.forWrappingAgain(first, BOB, ALICE)).isBetween(ALICE, ALICE))
        .as("another one made it")
        .isTrue();
    assertThat(await(book.forWrappingAgain(LOWER_ID, ALICE, BOB)).key().exchangeId())
        .as("one that the ring does not remember")
        .isIn(first, second);
    server.list(BOB, retired(clock.millis()), endorsed(bobsNew, bob));
    cards.forgetLists();
    assertThat(await(book.forWrappingAgain(first, ALICE, BOB)).key().exchangeId())
        .as("one from before a retirement")
        .isNotIn(first, second);
  }

  @Test
  void theDelegationsOwnExchangeIsNotUsedAgainAfterADistrust() {
    server.list(BOB, bob.card(), endorsed(bobsNew, bob));
    String before = await(book.forWrapping(BOB)).key().exchangeId();

    cards.decisions().distrust(BOB, bobsNew.keyId());

    OpenedExchange after = await(book.forWrappingAgain(before, ALICE, BOB));
    assertThat(after.key().exchangeId()).isNotEqualTo(before);
    isSealedTo(made().get(1), bob);
  }

  @Test
  void aCardThatWasRetiredAMomentAgoIsLookedUpOnceMore() {
    await(cards.cards(BOB));
    server.list(BOB, retired(clock.millis()), endorsed(bobsNew, bob));
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) ->
            asked.body().getJsonObject("sealed").containsKey(bob.keyId())
                ? Future.failedFuture(
                    new Invalid("sealed." + bob.keyId(), "must be for an unretired card"))
                : honest.get());

    await(book.forWrapping(BOB));

    isSealedTo(made().get(1), bobsNew);
  }

  @Test
  void whatElseTheServerRefusesFails() {
    for (RuntimeException refusal :
        List.of(
            new Invalid("createdAt", "must be within 5 minutes"),
            new Conflict("this id is in use", null),
            new Unavailable("away", 1))) {
      server.on(Operation.CREATE_EXCHANGE, (asked, honest) -> Future.failedFuture(refusal));
      int before = made().size();

      failure(refusal.getClass(), book.forWrapping(BOB));

      assertThat(madeByBook(before)).isOne();
    }
  }

  @Test
  void wipingOverwritesTheKeys() {
    OpenedExchange opened = await(book.forWrapping(BOB));

    book.wipe();

    assertThatThrownBy(() -> opened.key().wrapKey().revealBytes())
        .isInstanceOf(IllegalStateException.class);
  }
}
