package dev.salus.sdk.trust;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.CardServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom trust on first use takes: only cards that all hang on the oldest (protocol §10). */
final class FirstUseOfCardsTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final long NOW = 1_700_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = at(NOW);
  private final SecureRandom random = new SecureRandom();
  private final KeyRing alice = KeyRing.generate(ALICE, clock, random);
  private final OwnerKey oldest = key(NOW - 1_000);
  private final OwnerKey newer = key(NOW - 500);
  private final OwnerKey planted = key(NOW - 100);
  private final OwnerKey backdated = key(NOW - 5_000);
  private final CardServer server = new CardServer();
  private final CardDirectory cards =
      new CardDirectory(vertx, server.api(), alice, TrustPolicy.trustOnFirstUse(), clock);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void oneCardIsTaken() {
    server.publish(oldest.card());

    assertThat(await(cards.cards(BOB)).live()).containsExactly(oldest.card());
  }

  @Test
  void cardsThatHangOnTheOldestAreTaken() {
    OwnerKey third = key(NOW - 50);
    server.publish(endorsed(third, newer), endorsed(newer, oldest), oldest.card());

    assertThat(await(cards.cards(BOB)).live())
        .extracting(KeyCard::keyId)
        .containsExactlyInAnyOrder(oldest.keyId(), newer.keyId(), third.keyId());
  }

  @Test
  void ofSeveralAsOldTheFirstByKeyIdCountsAsTheOldest() {
    OwnerKey asOld = key(NOW - 1_000);
    boolean isFirst = asOld.keyId().compareTo(oldest.keyId()) < 0;
    OwnerKey first = isFirst ? asOld : oldest;
    OwnerKey second = isFirst ? oldest : asOld;
    CardList byTheFirst = list(first.card(), endorsed(second, first));
    CardList byTheSecond = list(endorsed(first, second), second.card());

    assertThat(FirstUseRule.taken(byTheFirst, NOW)).contains(first.keyId());
    assertThat(FirstUseRule.taken(byTheSecond, NOW)).isEmpty();
  }

  private static CardList list(KeyCard... cards) {
    return new CardList(BOB, List.of(cards), Set.of());
  }

  @Test
  void aRotatedCardIsTaken() {
    KeyCard rotated =
        oldest.card().withRetirement(oldest.retire(oldest.card(), NOW - 400, newer.keyId()));
    server.publish(rotated, endorsed(newer, oldest));

    TrustedCards found = await(cards.cards(BOB));

    assertThat(found.live()).extracting(KeyCard::keyId).containsExactly(newer.keyId());
    assertThat(found.card(oldest.keyId())).as("verifies the past").isPresent();
  }

  @Test
  void t26_ifOneLiveCardDoesNotHangOnTheOldestNoneIsTaken() {
    server.publish(oldest.card(), planted.card());

    UntrustedKey refused = refused();

    assertThat(alice.pins(BOB)).isEmpty();
    assertThat(refused).hasMessageContaining("replaced");
    assertThat(refused)
        .hasMessageContaining(Fingerprint.of(BOB, oldest.keyId()))
        .hasMessageContaining(Fingerprint.of(BOB, planted.keyId()));
  }

  /** Nor is anything sealed to the lost one. */
  @Test
  void t26_keysThatWereLostAndReplacedAreNotTaken() {
    KeyCard lost =
        oldest.card().withRetirement(planted.retire(oldest.card(), NOW - 90, planted.keyId()));
    server.publish(lost, planted.card());

    assertThat(refused().keyId()).isEqualTo(planted.keyId());
    assertThat(alice.pins(BOB)).isEmpty();
  }

  @Test
  void t26_aReplacementThatSaysThatItIsTheOldestIsNotTakenIfTheServerSaysItIsUnvouched() {
    KeyCard real = oldest.card().withRetirement(backdated.retire(oldest.card(), NOW - 90, null));
    server.publish(real, backdated.card());
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            honest
                .get()
                .map(answer -> answer.put("unvouched", new JsonArray().add(backdated.keyId()))));

    assertThat(refused()).hasMessageContaining(Fingerprint.of(BOB, backdated.keyId()));
    assertThat(alice.pins(BOB)).isEmpty();
  }

  @Test
  void t26_aHumanDecides() {
    server.publish(oldest.card(), planted.card());
    refused();

    await(cards.decisions().confirm(BOB, planted.keyId()));

    assertThat(await(cards.cards(BOB)).live()).containsExactly(planted.card());
  }

  @Test
  void aStrangerWhomACardOfTheOwnerRetiredIsInNobodysWay() {
    KeyCard stranger = planted.card().withRetirement(oldest.retire(planted.card(), NOW - 90, null));
    server.publish(oldest.card(), stranger);

    TrustedCards found = await(cards.cards(BOB));

    assertThat(found.live()).containsExactly(oldest.card());
    assertThat(found.card(planted.keyId())).isEmpty();
  }

  private UntrustedKey refused() {
    TrustedCards found = await(cards.cards(BOB));
    assertThat(found.trusted()).isEmpty();
    return catchThrowableOfType(UntrustedKey.class, found::requireLive);
  }

  private OwnerKey key(long createdAt) {
    return OwnerKey.generate(BOB, at(createdAt), random);
  }

  private static Clock at(long date) {
    return Clock.fixed(Instant.ofEpochMilli(date), ZoneOffset.UTC);
  }

  private static KeyCard endorsed(OwnerKey card, OwnerKey by) {
    return card.card().withEndorsement(by.endorse(card.card()));
  }
}
