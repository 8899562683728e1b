package dev.salus.sdk.sharing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.operation.Operation;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.CardServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A decision holds for what is sealed after it, whenever the server answers (T28). */
final class SealingAcrossDecisionsTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey bob = OwnerKey.generate(BOB, clock, random);
  private final OwnerKey lost = OwnerKey.generate(BOB, clock, random);
  private final CardServer server = new CardServer();
  private final CardDirectory cards = directory();
  private final ExchangeBook exchanges = book(cards);

  SealingAcrossDecisionsTest() {
    server.publish(
        alice.current().card(), bob.card(), lost.card().withEndorsement(bob.endorse(lost.card())));
    alice.pin(BOB, bob.keyId(), "confirmed", 1);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void t28_aCardThatIsDistrustedWhileTheServerHoldsTheExchangeIsNotSealedTo() {
    await(book(directory()).forWrapping(BOB));
    CardServer.Held held = server.hold(Operation.EXCHANGE);
    Future<OpenedExchange> sealing = exchanges.forWrapping(BOB);
    await(held.arrived());
    cards.decisions().distrust(BOB, lost.keyId());
    held.release();

    assertThat(sealedTo(await(sealing))).contains(bob.keyId()).doesNotContain(lost.keyId());
  }

  @Test
  void t28_aCardThatIsDistrustedWhileTheServerHoldsTheOwnCardsIsNotSealedTo() {
    await(cards.cards(BOB));
    CardServer.Held held = server.hold(Operation.CARDS);
    Future<OpenedExchange> sealing = exchanges.forWrapping(BOB);
    await(held.arrived());
    cards.decisions().distrust(BOB, lost.keyId());
    held.release();

    assertThat(sealedTo(await(sealing))).contains(bob.keyId()).doesNotContain(lost.keyId());
  }

  @Test
  void t28_noExchangeThatWasSealedToADistrustedCardIsUsed() {
    CardServer.Held held = server.hold(Operation.CREATE_EXCHANGE);
    Future<OpenedExchange> sealing = exchanges.forWrapping(BOB);
    await(held.arrived());
    cards.decisions().distrust(BOB, lost.keyId());
    held.release();

    assertThat(sealedTo(await(sealing))).contains(bob.keyId()).doesNotContain(lost.keyId());
    assertThat(sealedTo(await(book(directory()).forWrapping(BOB)))).doesNotContain(lost.keyId());
  }

  @Test
  void t28_aDecisionReachesAnotherInstanceThatRemembersCardsAndExchanges() {
    CardDirectory second = directory();
    ExchangeBook others = book(second);
    assertThat(sealedTo(await(others.forWrapping(BOB)))).contains(lost.keyId());

    cards.decisions().distrust(BOB, lost.keyId());

    assertThat(sealedTo(await(others.forWrapping(BOB)))).doesNotContain(lost.keyId());
    assertThat(await(second.cards(BOB)).card(lost.keyId())).isEmpty();
  }

  @Test
  void t28_twoDistrustsInARowLeaveNothingThatWasEndorsed() {
    await(cards.cards(BOB));
    cards.decisions().distrust(BOB, bob.keyId());
    cards.decisions().distrust(BOB, bob.keyId());

    assertThat(await(cards.cards(BOB)).trusted()).isEmpty();
    assertThatThrownBy(() -> await(exchanges.forWrapping(BOB))).isInstanceOf(UntrustedKey.class);
  }

  private List<String> sealedTo(OpenedExchange exchange) {
    JsonObject record =
        server.exchanges().stream()
            .filter(each -> each.getString("id").equals(exchange.key().exchangeId()))
            .findFirst()
            .orElseThrow();
    return List.copyOf(record.getJsonObject("sealed").fieldNames());
  }

  private CardDirectory directory() {
    return new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);
  }

  private ExchangeBook book(CardDirectory directory) {
    return new ExchangeBook(vertx, server.api(), alice, directory, clock, random);
  }
}
