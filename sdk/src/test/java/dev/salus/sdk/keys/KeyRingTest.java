package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.Ids;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.protocol.Revocation;
import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.KeysRetired;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  private static final String ROTATED = "55555555-5555-4555-8555-555555555555";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1000), ZoneOffset.UTC);
  private static final String ALICE = Ids.random(RANDOM);
  private static final String CAROL = "33333333-3333-4333-8333-333333333333";
  private static final String BOB = Ids.random(RANDOM);
  private static final String ENTITY = Ids.random(RANDOM);

  private final KeyRing ring = KeyRing.generate(ALICE, CLOCK, RANDOM);

  private static String hash(String of) {
    return Base64Url.encode(Digests.sha256(of.getBytes(StandardCharsets.UTF_8)));
  }

  private static SeenEntity seen(long version, long generation) {
    return new SeenEntity(
        version, generation, ALICE, 5, List.of(new Revocation(BOB, 2)), hash("v" + version));
  }

  private KeyRing filled() {
    ring.add(OwnerKey.generate(ALICE, Clock.offset(CLOCK, Duration.ofMillis(5)), RANDOM));
    ring.pin(BOB, hash("one"), "first use", 10);
    ring.pin(BOB, hash("two"), "confirmed", 11);
    ring.policy().raise(3);
    ring.policy().sign(new SeenPolicy.Signed(4, hash("signed")));
    ring.notarySets().sign(new KnownSets.OwnSet(ENTITY, 12, hash("set")));
    ring.addWaiting(OwnerKey.generate(ALICE, Clock.offset(CLOCK, Duration.ofMillis(4)), RANDOM));
    ring.recordSeen(ENTITY, seen(4, 2));
    ring.recordSeen(BOB, seen(1, 1));
    return ring;
  }

  private static JsonObject travelled(JsonObject json) {
    return StrictJson.parse(json.toBuffer().getBytes());
  }

  @Test
  void comesBackAsItWas() {
    KeyRing before = filled();
    KeyRing after = KeyRing.importJson(travelled(before.exportJson()));
    assertThat(after.exportJson().encode()).isEqualTo(before.exportJson().encode());
    assertThat(after.owner()).isEqualTo(ALICE);
    assertThat(after.current().card()).isEqualTo(before.current().card());
    assertThat(after.keys()).extracting(OwnerKey::card).isEqualTo(cards(before));
    assertThat(after.pins(BOB)).isEqualTo(before.pins(BOB)).hasSize(2);
    assertThat(after.policy().version()).isEqualTo(3);
    assertThat(after.policy().next()).isEqualTo(5);
    assertThat(after.notarySets().newest()).contains(new KnownSets.OwnSet(ENTITY, 12, hash("set")));
    assertThat(after.rotating()).isEqualTo(before.rotating()).isPresent();
    assertThat(after.seen(ENTITY)).contains(seen(4, 2));
  }

  private static List<?> cards(KeyRing of) {
    return of.keys().stream().map(OwnerKey::card).toList();
  }

  @Test
  void whatWasSignedOfThePolicyIsForgottenOnceAsMuchWasSeen() {
    ring.policy().sign(new SeenPolicy.Signed(4, hash("signed")));
    ring.policy().sign(new SeenPolicy.Signed(2, hash("earlier")));
    assertThat(ring.policy().next()).isEqualTo(5);

    assertThat(ring.policy().see(4, hash("signed"))).isTrue();

    assertThat(ring.policy().next()).isEqualTo(5);
    assertThat(ring.exportJson().containsKey("policySigned")).isFalse();
  }

  @Test
  void t21_ofTheOwnNotarySetsTheOneThatWasSignedLastIsRememberedWhateverItIsDated() {
    KnownSets.OwnSet last = new KnownSets.OwnSet(BOB, 11, hash("last"));
    ring.notarySets().sign(new KnownSets.OwnSet(ENTITY, 12, hash("dated later")));
    ring.notarySets().sign(last);

    assertThat(ring.notarySets().newest()).contains(last);
  }

  @Test
  void ofTheOwnNotarySetsOfTwoRingsTheOneThatIsDatedLaterIsTakenOver() {
    KnownSets.OwnSet earlier = new KnownSets.OwnSet(BOB, 11, hash("earlier"));
    KnownSets.OwnSet later = new KnownSets.OwnSet(ENTITY, 12, hash("later"));
    KeyRing other = KeyRing.generate(ALICE, CLOCK, RANDOM);
    ring.notarySets().sign(later);
    other.notarySets().sign(earlier);

    other.takeOver(ring);
    assertThat(other.notarySets().newest()).contains(later);
    other.notarySets().sign(earlier);
    ring.takeOver(other);

    assertThat(ring.notarySets().newest()).contains(later);
  }

  @Test
  void aRingOfRetiredKeysSignsNothing() {
    String keyId = ring.live().keyId();
    ring.decide(ALICE, new Pin(keyId, Pin.RETIRED, 7, 7L));

    assertThat(ring.current().keyId()).isEqualTo(keyId);
    assertThatThrownBy(() -> ring.signer(8)).isInstanceOf(KeysRetired.class);
    assertThat(ring.signedUpTo(keyId)).isZero();
  }

  @Test
  void currentIsTheNewestKey() {
    OwnerKey first = ring.current();
    OwnerKey older = OwnerKey.generate(ALICE, Clock.offset(CLOCK, Duration.ofMillis(-1)), RANDOM);
    OwnerKey newer = OwnerKey.generate(ALICE, Clock.offset(CLOCK, Duration.ofMillis(1)), RANDOM);
    ring.add(newer);
    ring.add(older);
    assertThat(ring.current()).isSameAs(newer);
    OwnerKey sameAge = OwnerKey.generate(ALICE, Clock.offset(CLOCK, Duration.ofMillis(1)), RANDOM);
    ring.add(sameAge);
    assertThat(ring.current()).isSameAs(sameAge);
    assertThat(ring.keys()).containsExactly(first, newer, older, sameAge);
    assertThat(ring.key(older.keyId())).contains(older);
    assertThat(ring.key("x")).isEmpty();
  }

  @Test
  void aKeyIsAddedOnceAndOfThisOwnerOnly() {
    ring.add(ring.current());
    assertThat(ring.keys()).hasSize(1);
    OwnerKey other = OwnerKey.generate(BOB, CLOCK, RANDOM);
    assertThatIllegalArgumentException().isThrownBy(() -> ring.add(other));
  }

  @Test
  void whatIsDecidedIsAddedToWhatWasDecided() {
    ring.pin(BOB, "key", "confirmed", 2);
    ring.pin(BOB, "key", "distrusted", 3);
    ring.pin(BOB, "key", "confirmed", 1);
    assertThat(ring.pins(BOB))
        .containsExactly(new Pin("key", "confirmed", 2), new Pin("key", "distrusted", 3));
    assertThat(ring.pins(ALICE)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> ring.pin(BOB, "key", "", 1));
  }

  @Test
  void ofTwoFirstUsesTheFirstCountsAndOfTwoEndsTheEarlier() {
    ring.pin(BOB, "key", Pin.FIRST_USE, 2);
    ring.pin(BOB, "key", Pin.FIRST_USE, 1);
    ring.decide(ALICE, new Pin("own", Pin.RETIRED, 5, 9L));
    ring.decide(ALICE, new Pin("own", Pin.RETIRED, 6, 7L));
    ring.decide(ALICE, new Pin("own", Pin.RETIRED, 4, null));
    ring.decide(ALICE, new Pin("other", Pin.RETIRED, 4, null));
    ring.decide(ALICE, new Pin("other", Pin.RETIRED, 4, 8L));

    assertThat(ring.pins(BOB)).containsExactly(new Pin("key", Pin.FIRST_USE, 1));
    assertThat(ring.pins(ALICE))
        .containsExactly(new Pin("own", Pin.RETIRED, 6, 7L), new Pin("other", Pin.RETIRED, 4, 8L));
  }

  @Test
  void eachDecisionIsAnotherEpochOfItsOwnerAndOnlyOfIt() {
    long alices = ring.trustEpoch(ALICE);
    long bobs = ring.trustEpoch(BOB);
    ring.pin(BOB, "key", "confirmed", 2);
    assertThat(ring.trustEpoch(BOB)).isNotEqualTo(bobs);
    assertThat(ring.trustEpoch(ALICE)).isEqualTo(alices);
    bobs = ring.trustEpoch(BOB);
    ring.pin(BOB, "key", "confirmed", 1);
    assertThat(ring.trustEpoch(BOB)).as("nothing new").isEqualTo(bobs);
    ring.add(OwnerKey.generate(ALICE, CLOCK, RANDOM));
    assertThat(ring.trustEpoch(ALICE)).as("a new own key").isNotEqualTo(alices);
    alices = ring.trustEpoch(ALICE);
    ring.addWaiting(OwnerKey.generate(ALICE, CLOCK, RANDOM));
    assertThat(ring.trustEpoch(ALICE)).isNotEqualTo(alices);
  }

  @Test
  void aDecisionMakesExchangesUnfit() {
    FitExchange first = fit(1);
    assertThat(remember(BOB, first)).isTrue();
    assertThat(remember(CAROL, fit(2))).isTrue();
    assertThat(KeyRing.importJson(ring.exportJson()).fitExchanges(BOB)).containsExactly(first);

    ring.pin(BOB, hash("key"), "distrusted", 2);
    assertThat(ring.fitExchanges(BOB)).isEmpty();
    assertThat(ring.fitExchanges(CAROL)).containsExactly(fit(2));
    ring.pin(ALICE, hash("key"), "distrusted", 2);
    assertThat(ring.fitExchanges(CAROL)).as("of either side").isEmpty();
    assertThat(ring.exportJson().containsKey("fit")).isFalse();
  }

  @Test
  void anExchangeThatWasSealedByWhatWasTrustedBeforeIsNotRemembered() {
    long own = ring.trustEpoch(ALICE);
    long bobs = ring.trustEpoch(BOB);
    ring.pin(BOB, hash("key"), "distrusted", 2);
    assertThat(ring.rememberFit(BOB, fit(1), own, bobs)).isFalse();
    ring.pin(ALICE, hash("key"), "distrusted", 2);
    assertThat(ring.rememberFit(BOB, fit(1), own, ring.trustEpoch(BOB))).isFalse();
    assertThat(ring.fitExchanges(BOB)).isEmpty();
  }

  @Test
  void ofManyExchangesTheNewestAreRemembered() {
    for (int i = 1; i <= 5; i++) {
      remember(BOB, fit(i));
    }
    List<FitExchange> newest = List.of(fit(5), fit(4), fit(3), fit(2));
    assertThat(ring.fitExchanges(BOB)).isEqualTo(newest);
    assertThat(KeyRing.importJson(ring.exportJson()).fitExchanges(BOB)).isEqualTo(newest);
  }

  private boolean remember(String delegate, FitExchange exchange) {
    return ring.rememberFit(delegate, exchange, ring.trustEpoch(ALICE), ring.trustEpoch(delegate));
  }

  private static FitExchange fit(int number) {
    String id = "44444444-4444-4444-8444-44444444444" + number;
    return new FitExchange(id, Set.of(hash("a"), hash("b")), hash("ended"));
  }

  @Test
  void policyVersionNeverFalls() {
    assertThat(ring.policy().version()).isZero();
    ring.policy().raise(5);
    ring.policy().raise(4);
    assertThat(ring.policy().version()).isEqualTo(5);
  }

  @Test
  void whatWasSeenNeverGetsOlder() {
    assertThat(ring.seen(ENTITY)).isEmpty();
    ring.recordSeen(ENTITY, seen(3, 2));
    ring.recordSeen(ENTITY, seen(2, 2));
    ring.recordSeen(ENTITY, seen(4, 1));
    assertThat(ring.seen(ENTITY)).contains(seen(3, 2));
    ring.recordSeen(ENTITY, seen(4, 2));
    assertThat(ring.seen(ENTITY)).contains(seen(4, 2));
    ring.recordSeen(ENTITY, seen(4, 3));
    assertThat(ring.seen(ENTITY)).contains(seen(4, 3));
    ring.forget(ENTITY);
    assertThat(ring.seen(ENTITY)).isEmpty();
  }

  @Test
  void theLeastRecentlyUsedIsForgottenFirst() {
    List<String> ids =
        IntStream.range(0, KeyRing.MOST_SEEN).mapToObj(i -> new UUID(0, i).toString()).toList();
    ids.forEach(id -> ring.recordSeen(id, seen(1, 1)));
    assertThat(ring.seen(ids.get(0))).isPresent();
    ring.recordSeen(ENTITY, seen(1, 1));
    assertThat(ring.seen(ids.get(0))).isPresent();
    assertThat(ring.seen(ENTITY)).isPresent();
    assertThat(ring.seen(ids.get(1))).isEmpty();
    assertThat(ring.exportJson().getJsonObject("seen").size()).isEqualTo(KeyRing.MOST_SEEN);
  }

  @Test
  void printsNoSecret() {
    String printed = filled().toString();
    assertThat(printed).contains(ALICE, ring.current().keyId());
    for (OwnerKey key : ring.keys()) {
      assertThat(printed)
          .doesNotContain(Base64Url.encode(key.kemSeed().revealBytes()))
          .doesNotContain(Base64Url.encode(key.signSeed().revealBytes()));
    }
  }

  @Test
  void isOfNoUseOnceWiped() {
    ring.wipe();
    assertThatIllegalStateException().isThrownBy(ring::exportJson);
    assertThatIllegalStateException().isThrownBy(() -> ring.current().sign(new byte[0]));
  }

  private void refuses(Consumer<JsonObject> change, Kind kind, String field) {
    JsonObject json = ring.exportJson();
    change.accept(json);
    assertThatThrownBy(() -> KeyRing.importJson(json))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            violation -> {
              assertThat(violation.kind()).isEqualTo(kind);
              assertThat(violation.field()).isEqualTo(field);
            });
  }

  private static JsonObject firstKey(JsonObject json) {
    return json.getJsonArray("keys").getJsonObject(0);
  }

  @Test
  void importIsStrict() {
    refuses(json -> json.put("v", 2), Kind.VALUE, "v");
    refuses(json -> json.remove("v"), Kind.MISSING_FIELD, "v");
    refuses(json -> json.put("more", 1), Kind.UNKNOWN_FIELD, "more");
    refuses(json -> json.put("owner", "alice"), Kind.UUID, "owner");
    refuses(json -> json.put("keys", new JsonArray()), Kind.VALUE, "keys");
    refuses(json -> json.getJsonArray("keys").add(firstKey(json).copy()), Kind.VALUE, "keys");
    refuses(json -> firstKey(json).put("keyId", hash("other")), Kind.DERIVED, "keys[0].keyId");
    refuses(json -> firstKey(json).put("kemSeed", hash("other")), Kind.DERIVED, "keys[0].keyId");
    refuses(json -> firstKey(json).put("signSeed", "AA"), Kind.BASE64URL, "keys[0].signSeed");
    refuses(json -> json.getJsonObject("pins").put("bob", new JsonArray()), Kind.UUID, "pins");
    refuses(json -> json.getJsonObject("pins").put(BOB, "x"), Kind.WRONG_TYPE, "pins." + BOB);
    refuses(json -> json.getJsonObject("seen").put("x", seenJson()), Kind.UUID, "seen");
    refuses(json -> json.put("policyVersion", -1), Kind.INTEGER, "policyVersion");
  }

  private JsonObject seenJson() {
    KeyRing other = KeyRing.generate(ALICE, CLOCK, RANDOM);
    other.recordSeen(ENTITY, seen(1, 1));
    return other.exportJson().getJsonObject("seen").getJsonObject(ENTITY);
  }

  @Test
  void aKeyThatWaitsOpensButSignsNothingUntilItIsActivated() {
    KeyRing ring = KeyRing.generate(ROTATED, Clock.systemUTC(), new SecureRandom());
    OwnerKey old = ring.current();
    OwnerKey fresh = OwnerKey.generate(ROTATED, Clock.systemUTC(), new SecureRandom());

    ring.addWaiting(fresh);

    assertThat(ring.current()).isSameAs(old);
    assertThat(ring.signer(1)).isSameAs(old);
    assertThat(ring.keys()).containsExactly(old, fresh);
    assertThat(ring.waiting()).contains(fresh);
    ring.activate(fresh.keyId());
    assertThat(ring.current()).isSameAs(fresh);
    assertThat(ring.waiting()).isEmpty();
  }

  @Test
  void aKeyThatIsRetiredSignsOnlyIfAllAre() {
    KeyRing ring = KeyRing.generate(ROTATED, Clock.systemUTC(), new SecureRandom());
    OwnerKey old = ring.current();
    OwnerKey newer = OwnerKey.generate(ROTATED, Clock.systemUTC(), new SecureRandom());
    ring.add(newer);

    ring.pin(ROTATED, newer.keyId(), Pin.RETIRED, 1);

    assertThat(ring.isRetired(newer.keyId())).isTrue();
    assertThat(ring.isRetired(old.keyId())).isFalse();
    assertThat(ring.current()).isSameAs(old);
    assertThat(ring.signer(1)).isSameAs(old);
    ring.pin(ROTATED, old.keyId(), Pin.RETIRED, 1);
    assertThat(ring.current()).isSameAs(newer);
  }

  @Test
  void theLatestDateThatAKeySignedIsKept() {
    KeyRing ring = KeyRing.generate(ROTATED, Clock.systemUTC(), new SecureRandom());
    String keyId = ring.current().keyId();
    assertThat(ring.signedUpTo(keyId)).isZero();
    assertThat(ring.exportJson().getJsonArray("keys").getJsonObject(0).fieldNames())
        .doesNotContain("signedUpTo");

    ring.signer(20);
    ring.signer(10);

    assertThat(ring.signedUpTo(keyId)).isEqualTo(20);
    assertThat(KeyRing.importJson(ring.exportJson()).signedUpTo(keyId)).isEqualTo(20);
  }

  @Test
  void manyThreadsUseIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(thread -> threads.submit(() -> use(thread)))
              .toList();
      for (Future<?> each : done) {
        each.get(180, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(ring.pins(BOB)).hasSize(4 * 200);
    assertThat(ring.policy().version()).isEqualTo(199);
    assertThat(ring.seen(ENTITY)).contains(seen(199, 2));
  }

  private void use(int thread) {
    for (int i = 0; i < 200; i++) {
      ring.pin(BOB, thread + "/" + i, "first use", i);
      ring.policy().raise(i);
      ring.recordSeen(ENTITY, seen(i, 2));
      assertThat(ring.exportJson().getLong("policyVersion")).isGreaterThanOrEqualTo(i);
    }
  }

  @Test
  void givenNamesAreKeptAndTheOwnOnesStayWhenAnotherRingIsTakenOver() {
    ring.names().give(BOB, "Dr. Bob");
    KeyRing copy = KeyRing.importJson(ring.exportJson());
    assertThat(copy.names().all()).containsExactly(Map.entry(BOB, "Dr. Bob"));
    copy.names().give(BOB, "Bob");
    copy.names().give(CAROL, "Carol");

    ring.takeOver(copy);

    assertThat(ring.names().all())
        .containsOnly(Map.entry(BOB, "Dr. Bob"), Map.entry(CAROL, "Carol"));
    for (String bad : List.of("", " ", "x".repeat(GivenNames.LONGEST + 1), "two\nlines")) {
      assertThatThrownBy(() -> ring.names().give(BOB, bad)).isInstanceOf(Invalid.class);
      JsonObject json = ring.exportJson().put("names", new JsonObject().put(BOB, bad));
      assertThatThrownBy(() -> KeyRing.importJson(json)).isInstanceOf(ProtocolViolation.class);
    }
  }
}
