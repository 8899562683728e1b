package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sealing.SharingReach.NotReached;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenario S54, as far as cards go. */
final class SharingReachTest {

  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String CAROL = "44444444-4444-4444-8444-444444444444";

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final ScriptedServer server = new ScriptedServer();
  private final Member alice =
      Member.of(vertx, server, "11111111-1111-4111-8111-111111111111", clock);
  private final OwnerKey bob = key();
  private final OwnerKey device = key();
  private final SharingReach reachability = new SharingReach(alice.cards);

  private OwnerKey key() {
    return OwnerKey.generate(BOB, clock, new SecureRandom());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void list(KeyCard... cards) {
    server.list(BOB, cards);
    alice.cards.forgetLists();
  }

  private LeftOutKey leftOut() {
    return new LeftOutKey(BOB, device.keyId(), Fingerprint.of(BOB, device.keyId()));
  }

  @Test
  void keysThatAreNotTrustedAreNamed() {
    list(bob.card());
    assertThat(await(reachability.leftOut(BOB))).isEmpty();
    list(bob.card(), device.card());

    assertThat(await(reachability.leftOut(BOB))).containsExactly(leftOut());
    assertThat(await(reachability.notReached(List.of(BOB))))
        .isEqualTo(new NotReached(List.of(), List.of(leftOut())));
  }

  @Test
  void keysThatAreRetiredAreLeftAlone() {
    list(bob.card());
    await(reachability.leftOut(BOB));

    list(
        bob.card(),
        device.card().withRetirement(device.retire(device.card(), clock.millis(), null)));

    assertThat(await(reachability.leftOut(BOB))).isEmpty();
  }

  @Test
  void whoIsNotReachedAtAllIsNamedWithTheReason() {
    list(bob.card());
    await(reachability.leftOut(BOB));
    list(device.card());

    NotReached found = await(reachability.notReached(List.of(BOB, CAROL)));

    assertThat(found.skipped()).extracting(SkippedDelegate::delegate).containsExactly(BOB, CAROL);
    assertThat(found.skipped().get(0).reason()).contains("untrusted");
    assertThat(found.skipped().get(1).reason()).contains("no live key card");
    assertThat(found.leftOut()).isEmpty();
  }

  @Test
  void nobodyIsReached() {
    assertThat(await(reachability.notReached(List.of()))).isEqualTo(NotReached.NONE);
  }
}
