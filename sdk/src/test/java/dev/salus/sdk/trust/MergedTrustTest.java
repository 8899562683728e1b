package dev.salus.sdk.trust;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.CardServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Distrust and retirement survive the restoring of an older copy, in any order (T29). */
final class MergedTrustTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final long NOW = 1_700_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final OwnerKey own = OwnerKey.generate(ALICE, at(NOW - 9_000), random);
  private final OwnerKey stolen = OwnerKey.generate(ALICE, at(NOW - 8_000), random);
  private final OwnerKey bob = OwnerKey.generate(BOB, at(NOW - 9_000), random);
  private final OwnerKey endorsed = OwnerKey.generate(BOB, at(NOW - 8_000), random);
  private final CardServer server = new CardServer();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void t29_whatADistrustHadDroppedIsNotBroughtBack() {
    server.publish(bob.card(), endorsed.card().withEndorsement(bob.endorse(endorsed.card())));
    KeyRing ring = ring();
    KeyRing copy = ring();
    await(directory(copy, NOW - 100).decisions().confirm(BOB, bob.keyId()));
    await(directory(copy, NOW - 90).cards(BOB));
    await(directory(ring, NOW - 100).decisions().confirm(BOB, bob.keyId()));
    await(directory(ring, NOW - 90).cards(BOB));
    directory(ring, NOW - 50).decisions().distrust(BOB, bob.keyId());

    bothWays(ring, copy, BOB, trusted -> assertThat(trusted).isEmpty());
  }

  @Test
  void t29_aStolenOwnDeviceStaysRetiredThoughItsOwnRetirementIsBackdated() {
    KeyCard let = stolen.card().withEndorsement(own.endorse(stolen.card()));
    server.publish(own.card(), let);
    KeyRing ring = ring();
    KeyRing copy = ring();
    await(directory(copy, NOW - 100).decisions().confirm(ALICE, stolen.keyId()));
    await(directory(ring, NOW - 100).decisions().confirm(ALICE, stolen.keyId()));
    directory(ring, NOW - 50).decisions().retired(stolen.keyId(), NOW - 500_000);

    bothWays(ring, copy, ALICE, live -> assertThat(live).doesNotContain(stolen.keyId()));
  }

  @Test
  void t29_aPlantedCardOfADistrustedOwnerIsNotKept() {
    server.publish(endorsed.card());
    KeyRing ring = ring();
    KeyRing copy = ring();
    directory(copy, NOW - 100).decisions().distrust(BOB, bob.keyId());
    await(directory(ring, NOW - 50).cards(BOB));

    bothWays(ring, copy, BOB, trusted -> assertThat(trusted).isEmpty());
  }

  private interface Check {
    void on(List<String> live);
  }

  private void bothWays(KeyRing one, KeyRing other, String owner, Check check) {
    KeyRing first = KeyRing.importJson(one.exportJson());
    KeyRing second = KeyRing.importJson(other.exportJson());
    first.takeOver(other);
    second.takeOver(one);
    check.on(live(first, owner));
    check.on(live(second, owner));
  }

  private List<String> live(KeyRing ring, String owner) {
    return await(directory(ring, NOW).cards(owner)).live().stream().map(KeyCard::keyId).toList();
  }

  private KeyRing ring() {
    KeyRing ring = KeyRing.generate(ALICE, at(NOW - 9_500), random);
    ring.add(own);
    return ring;
  }

  private CardDirectory directory(KeyRing ring, long now) {
    return new CardDirectory(vertx, server.api(), ring, TrustPolicy.trustOnFirstUse(), at(now));
  }

  private static Clock at(long date) {
    return Clock.fixed(Instant.ofEpochMilli(date), ZoneOffset.UTC);
  }
}
