package dev.salus.sdk.trust;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.transport.CardServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for any two rings that are merged (protocol §9.2). */
final class MergedTrustPropertiesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final List<String> OWNERS = List.of(ALICE, BOB);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeyRing EMPTY = KeyRing.generate(ALICE, at(1), RANDOM);

  private static Vertx vertx;

  @BeforeContainer
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterContainer
  static void close() {
    await(vertx.close());
  }

  /** Something that the owner of a ring, or its policy, decides. */
  private enum What {
    CONFIRM,
    ACCEPT,
    PROVE,
    VERIFY,
    FIRST_USE,
    DISTRUST,
    RETIRE,
    ATTEST
  }

  private record Act(What what, String keyId, long at) {}

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Arbitraries.of("k1", "k2", "k3"),
            Arbitraries.longs().between(1, 20))
        .as(Act::new)
        .list()
        .ofMaxSize(8);
  }

  @Property(tries = 300)
  void orderSaysNothing(
      @ForAll("acts") List<Act> one,
      @ForAll("acts") List<Act> other,
      @ForAll("acts") List<Act> third) {
    KeyRing a = ring(one);
    KeyRing b = ring(other);
    KeyRing c = ring(third);

    assertThat(pins(merged(a, b))).isEqualTo(pins(merged(b, a)));
    assertThat(pins(merged(merged(a, b), c))).isEqualTo(pins(merged(a, merged(b, c))));
    assertThat(pins(merged(a, a))).isEqualTo(pins(a));
    assertThat(pins(merged(merged(a, b), b))).isEqualTo(pins(merged(a, b)));
  }

  @Property(tries = 300)
  void nothingIsTrustedThatNeitherTrusted(
      @ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    KeyRing a = ring(one);
    KeyRing b = ring(other);
    for (String owner : OWNERS) {
      Set<String> either = new HashSet<>(Pins.of(a, owner).trusted());
      either.addAll(Pins.of(b, owner).trusted());
      assertThat(either).containsAll(Pins.of(merged(a, b), owner).trusted());
    }
  }

  @Property(tries = 300)
  void whatEitherHadDistrustedStaysSoUnlessTheOtherKnewOfIt(
      @ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    KeyRing a = ring(one);
    KeyRing b = ring(other);
    KeyRing both = merged(a, b);
    for (String owner : OWNERS) {
      for (String keyId : Pins.of(a, owner).distrusted()) {
        long distrusted = Pins.distrustedAt(a.pins(owner), keyId).orElseThrow();
        boolean regained =
            b.pins(owner).stream()
                .anyMatch(
                    pin ->
                        pin.keyId().equals(keyId)
                            && pin.how().equals(Pins.REGAINED)
                            && pin.at() >= distrusted);
        if (!regained) {
          assertThat(Pins.of(both, owner).distrusted()).contains(keyId);
          assertThat(Pins.of(both, owner).trusted()).doesNotContain(keyId);
        }
      }
    }
  }

  @Property(tries = 300)
  void whatEitherHadRetiredStaysSoAndEndsNoLater(
      @ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    KeyRing a = ring(one);
    KeyRing b = ring(other);
    KeyRing both = merged(a, b);
    for (Pin pin : a.pins(ALICE)) {
      if (pin.how().equals(Pin.RETIRED)) {
        assertThat(both.isRetired(pin.keyId())).isTrue();
        Pins pins = Pins.of(both, ALICE);
        if (pins.trusted().contains(pin.keyId())) {
          assertThat(pins.ended()).containsKey(pin.keyId());
          assertThat(pins.ended().get(pin.keyId())).isLessThanOrEqualTo(pin.until());
        }
      }
    }
  }

  private static KeyRing merged(KeyRing one, KeyRing other) {
    KeyRing merged = KeyRing.importJson(one.exportJson());
    merged.takeOver(other);
    return merged;
  }

  private static Map<String, Set<Pin>> pins(KeyRing ring) {
    Map<String, Set<Pin>> all = new HashMap<>();
    ring.allPins().forEach((owner, pins) -> all.put(owner, new HashSet<>(pins)));
    return all;
  }

  /** A ring in which all that was decided, of its own cards and of somebody else's. */
  private static KeyRing ring(List<Act> acts) {
    KeyRing ring = KeyRing.importJson(EMPTY.exportJson());
    for (Act act : acts) {
      OWNERS.forEach(owner -> act(ring, owner, act));
    }
    return ring;
  }

  private static void act(KeyRing ring, String owner, Act act) {
    CardDirectory cards =
        new CardDirectory(
            vertx, new CardServer().api(), ring, TrustPolicy.trustOnFirstUse(), at(act.at()));
    KeyDecisions decisions = cards.decisions();
    switch (act.what()) {
      case CONFIRM -> decisions.trust(owner, keyId(act), Pins.CONFIRMED);
      case ACCEPT -> decisions.trust(owner, keyId(act), Pins.ACCEPTED);
      case PROVE -> decisions.trust(owner, keyId(act), Pins.PROVEN);
      case VERIFY -> decisions.trust(owner, keyId(act), Pins.VERIFIED);
      case DISTRUST -> decisions.distrust(owner, keyId(act));
      case FIRST_USE -> {
        if (owner.equals(BOB) && ring.pins(owner).isEmpty()) {
          ring.pin(owner, keyId(act), Pins.FIRST_USE, act.at());
        }
      }
      case RETIRE -> {
        if (owner.equals(ALICE)) {
          decisions.retired(keyId(act), act.at());
        }
      }
      case ATTEST -> {
        if (owner.equals(ALICE) && !Pins.of(ring, owner).trusted().contains(keyId(act))) {
          ring.decide(owner, new Pin(keyId(act), Pins.ATTESTED, act.at(), act.at()));
        }
      }
    }
  }

  /** As long as one is in JSON. */
  private static String keyId(Act act) {
    return act.keyId() + "A".repeat(41);
  }

  private static Clock at(long date) {
    return Clock.fixed(Instant.ofEpochMilli(date), ZoneOffset.UTC);
  }
}
