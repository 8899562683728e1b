package dev.salus.sdk.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Ids;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredRingTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALICE = Ids.random(RANDOM);
  private static final String BOB = Ids.random(RANDOM);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Vertx vertx = Vertx.vertx();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM);
  private final HeldSaves store = new HeldSaves();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private StoredRing stored(Duration soon) {
    return new StoredRing(store, ring, vertx, soon);
  }

  private static String keyId() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static SeenEntity seen(long version) {
    return new SeenEntity(version, 1, ALICE, 5, List.of(), keyId());
  }

  private void pin() {
    ring.pin(BOB, keyId(), "confirmed", 1);
  }

  private static int pinsIn(JsonObject ring) {
    return ring.getJsonObject("pins").getJsonArray(BOB).size();
  }

  @Test
  void keysPinsAndThePolicyVersionAreWrittenAtOnce() throws InterruptedException {
    stored(NEVER);

    ring.add(OwnerKey.generate(ALICE, Clock.systemUTC(), RANDOM));
    HeldSaves.Save keys = store.next();
    assertThat(keys.ring().getJsonArray("keys")).hasSize(2);
    keys.promise().complete();
    pin();
    HeldSaves.Save pins = store.next();
    assertThat(pinsIn(pins.ring())).isEqualTo(1);
    pins.promise().complete();
    ring.policy().raise(7);
    assertThat(store.next().ring().getLong("policyVersion")).isEqualTo(7);
  }

  @Test
  void whatChangesDuringAWriteGoesTogetherWithTheNext() throws InterruptedException {
    StoredRing stored = stored(NEVER);
    pin();
    HeldSaves.Save first = store.next();

    pin();
    pin();
    Future<Void> saved = stored.save();
    assertThat(store.hasNext()).isFalse();
    first.promise().complete();

    HeldSaves.Save second = store.next();
    assertThat(pinsIn(second.ring())).isEqualTo(3);
    assertThat(saved.isComplete()).isFalse();
    second.promise().complete();
    await(saved);
    assertThat(store.hasNext()).isFalse();
  }

  @Test
  void savingWaitsForTheWriteUnderWayOnlyWhenThatHasEverything() throws InterruptedException {
    StoredRing stored = stored(NEVER);
    assertThat(stored.save().succeeded()).isTrue();
    pin();

    Future<Void> saved = stored.save();
    store.next().promise().complete();
    store.next().promise().complete();

    await(saved);
    assertThat(stored.save().succeeded()).isTrue();
  }

  @Test
  void whatWasSeenWaitsForTheTimerOrTheNextWrite() throws InterruptedException {
    StoredRing late = stored(NEVER);
    ring.recordSeen(BOB, seen(1));
    assertThat(store.hasNext()).isFalse();
    Future<Void> saved = late.save();
    HeldSaves.Save save = store.next();
    assertThat(save.ring().getJsonObject("seen").fieldNames()).containsExactly(BOB);
    save.promise().complete();
    await(saved);
    await(late.close());

    KeyRing other = KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM);
    KeyRingSaver soon = new StoredRing(store, other, vertx, AT_ONCE);
    other.recordSeen(BOB, seen(2));
    HeldSaves.Save timed = store.next();
    assertThat(timed.ring().getJsonObject("seen").getJsonObject(BOB).getLong("version"))
        .isEqualTo(2);
    // whoever closes before the end of this write is heard writes once more
    store.holdNoMore();
    timed.promise().complete();
    await(soon.close());
  }

  @Test
  void whatDoesNotChangeTheRingIsNotWritten() throws InterruptedException {
    String keyId = keyId();
    SeenEntity seen = seen(3);
    ring.pin(BOB, keyId, "confirmed", 1);
    ring.recordSeen(BOB, seen);
    ring.policy().raise(4);
    StoredRing stored = stored(NEVER);

    ring.pin(BOB, keyId, "confirmed", 1);
    ring.recordSeen(BOB, seen);
    ring.recordSeen(BOB, seen(2));
    ring.forget(ALICE);
    ring.policy().raise(3);
    ring.add(ring.current());

    assertThat(stored.save().succeeded()).isTrue();
    assertThat(store.hasNext()).isFalse();
  }

  @Test
  void aFailedWriteIsToldAndTriedAgain() throws InterruptedException {
    StoredRing stored = stored(AT_ONCE);
    pin();
    Future<Void> failed = stored.save();
    store.next().promise().fail(new IOException("disk full"));
    store.next().promise().fail(new IOException("disk full"));
    assertThatThrownBy(() -> await(failed)).isInstanceOf(IOException.class);

    HeldSaves.Save again = store.next();
    assertThat(pinsIn(again.ring())).isEqualTo(1);
    store.holdNoMore();
    again.promise().complete();
    await(stored.close());
  }

  @Test
  void closingWritesWhatIsLeftAndWipesTheKeys() throws InterruptedException {
    StoredRing stored = stored(NEVER);
    ring.recordSeen(BOB, seen(1));

    Future<Void> closed = stored.close();
    store.next().promise().complete();
    await(closed);

    assertThatIllegalStateException().isThrownBy(() -> ring.current().kemSeed().revealBytes());
    assertThat(stored.close()).isSameAs(closed);
    assertThat(stored.save().succeeded()).isTrue();
    pin();
    assertThat(store.calls()).as("nothing is written of what has no keys").isEqualTo(1);
  }

  @Test
  void closingFailsIfTheLastWriteDoesAndWipesAllTheSame() throws InterruptedException {
    StoredRing stored = stored(AT_ONCE);
    pin();
    Future<Void> closed = stored.close();
    store.next().promise().fail(new IOException("disk full"));
    store.next().promise().fail(new IOException("disk full"));

    assertThatThrownBy(() -> await(closed)).isInstanceOf(IOException.class);
    assertThatIllegalStateException().isThrownBy(() -> ring.current().kemSeed().revealBytes());
    assertThatThrownBy(() -> await(stored.save())).isInstanceOf(IOException.class);
  }

  @Test
  void aStoreThatThrowsFailsLikeOneThatAnswersAFailure() {
    KeyRingSaver stored = KeyRingSaver.to(new ThrowingStore(), ring, vertx);
    pin();

    assertThatThrownBy(() -> await(stored.close())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anApplicationsRingIsLeftAlone() {
    KeyRingSaver saver = KeyRingSaver.keptByApplication();
    pin();

    await(saver.save());
    await(saver.close());

    assertThat(ring.current().kemSeed().revealBytes()).hasSize(32);
  }

  private static final class ThrowingStore implements KeyStore {
    @Override
    public Future<Optional<KeyRing>> load(String dataOwner) {
      throw new IllegalStateException("no vault");
    }

    @Override
    public Future<Void> save(KeyRing keyRing) {
      throw new IllegalStateException("no vault");
    }

    @Override
    public Future<Set<String>> owners() {
      return Future.succeededFuture(Set.of());
    }

    @Override
    public Future<Optional<String>> owner(Account account) {
      throw new IllegalStateException("no vault");
    }

    @Override
    public Future<Void> bind(Account account, String dataOwner) {
      throw new IllegalStateException("no vault");
    }
  }
}
