package dev.salus.sdk.keys;

import static dev.salus.sdk.keys.KeyRingChange.KEYS_OR_TRUST;
import static dev.salus.sdk.keys.KeyRingChange.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.salus.sdk.crypto.OwnerKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each change of a ring is told once and by how soon it has to be kept; what is none is not. */
final class KeyRingChangesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String SET = "33333333-3333-4333-8333-333333333333";
  private static final String ENTITY = "44444444-4444-4444-8444-444444444444";

  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), random);
  private final List<KeyRingChange> told = new ArrayList<>();
  private final Runnable stop = ring.onChange(told::add);

  private OwnerKey key(String owner) {
    return OwnerKey.generate(owner, Clock.systemUTC(), random);
  }

  /** What is done twice is a change the first time only. */
  private void isToldOnce(KeyRingChange change, Runnable twice) {
    told.clear();
    twice.run();
    assertThat(told).containsExactly(change);
    twice.run();
    assertThat(told).containsExactly(change);
  }

  private void isNotTold(Runnable nothingNew) {
    told.clear();
    nothingNew.run();
    assertThat(told).isEmpty();
  }

  @Test
  void keysAndWhatBecomesOfThem() {
    OwnerKey phone = key(ALICE);
    OwnerKey fresh = key(ALICE);

    isToldOnce(KEYS_OR_TRUST, () -> ring.add(phone));
    isToldOnce(KEYS_OR_TRUST, () -> ring.addWaiting(fresh));
    assertThat(ring.rotating()).contains(fresh.keyId());
    isToldOnce(KEYS_OR_TRUST, ring::rotated);
    assertThat(ring.rotating()).isEmpty();
    isNotTold(() -> ring.addWaiting(phone));
    assertThat(ring.rotating()).as("a key that is there takes nobody's place").isEmpty();
    assertThat(ring.waiting()).contains(fresh);
  }

  @Test
  void aKeyOfSomebodyElseIsNone() {
    OwnerKey bobs = key(BOB);

    isNotTold(
        () -> {
          assertThatIllegalArgumentException().isThrownBy(() -> ring.add(bobs));
          assertThatIllegalArgumentException().isThrownBy(() -> ring.addWaiting(bobs));
        });
    assertThat(ring.keys()).hasSize(1);
  }

  @Test
  void whatWasDecidedAndWhatIsFitAfterIt() {
    FitExchange fit = new FitExchange(SET, Set.of("a"), "ended");

    isToldOnce(KEYS_OR_TRUST, () -> ring.pin(BOB, "key", "confirmed", 1));
    isNotTold(() -> ring.rememberFit(BOB, fit, ring.trustEpoch(ALICE), -1));
    told.clear();
    assertThat(ring.rememberFit(BOB, fit, ring.trustEpoch(ALICE), ring.trustEpoch(BOB))).isTrue();
    assertThat(told).containsExactly(SEEN);
  }

  @Test
  void whatWasSignedAndSeen() {
    SeenEntity seen = new SeenEntity(1, 1, ALICE, 1, List.of(), "hash");

    isToldOnce(SEEN, () -> ring.signer(5));
    isNotTold(() -> ring.signer(4));
    isToldOnce(SEEN, () -> ring.recordSeen(ENTITY, seen));
    isToldOnce(SEEN, () -> ring.forget(ENTITY));
  }

  @Test
  void thePolicy() {
    isNotTold(() -> ring.policy().see(0, "none"));
    isToldOnce(KEYS_OR_TRUST, () -> ring.policy().raise(3));
    isToldOnce(KEYS_OR_TRUST, () -> ring.policy().see(3, "three"));
    isNotTold(() -> assertThat(ring.policy().see(3, "another")).isFalse());
    isNotTold(() -> assertThat(ring.policy().see(2, "two")).isTrue());
    isNotTold(() -> assertThat(ring.policy().see(0, "none")).isTrue());
    assertThat(ring.policy().hash()).isEqualTo("three");
    isToldOnce(KEYS_OR_TRUST, () -> ring.policy().sign(new SeenPolicy.Signed(4, "four")));
    isNotTold(() -> ring.policy().sign(new SeenPolicy.Signed(3, "earlier")));
    ring.policy().raise(5);
    assertThat(ring.policy().hash()).as("of a version whose text is not known").isNull();
    assertThat(ring.policy().next()).isEqualTo(6);
  }

  @Test
  void namesAndNotarySets() {
    isToldOnce(KEYS_OR_TRUST, () -> ring.names().give(BOB, "Bob"));
    isToldOnce(KEYS_OR_TRUST, () -> ring.names().give(BOB, "b".repeat(GivenNames.LONGEST)));
    isToldOnce(
        KEYS_OR_TRUST, () -> ring.notarySets().serve(SET, new ServedSet(BOB, "key", "hash")));
    isToldOnce(KEYS_OR_TRUST, () -> ring.notarySets().sign(new KnownSets.OwnSet(SET, 1, "hash")));
  }

  @Test
  void whenItsKeysMaySign() {
    String keyId = ring.current().keyId();

    isNotTold(() -> ring.leases().shown(keyId, 5));
    isToldOnce(KEYS_OR_TRUST, () -> ring.leases().renew(keyId, 10));
    isNotTold(() -> ring.leases().shown(keyId, 10));
    long later = 11 + SigningLeases.LEASED.toMillis();
    isToldOnce(KEYS_OR_TRUST, () -> ring.leases().shown(keyId, later));
    isNotTold(() -> ring.leases().shown(keyId, later - 1));
  }

  @Test
  void whatAnotherRingKnowsMore() {
    KeyRing other = KeyRing.importJson(ring.exportJson());
    Runnable takeOver = () -> ring.takeOver(other);
    isNotTold(takeOver);

    other.pin(BOB, "key", "confirmed", 1);
    isToldOnce(KEYS_OR_TRUST, takeOver);
    assertThat(ring.pins(BOB)).isEqualTo(other.pins(BOB));
    other.policy().raise(3);
    isToldOnce(KEYS_OR_TRUST, takeOver);
    assertThat(ring.policy().version()).as("though its text is not known").isEqualTo(3);
    other.policy().sign(new SeenPolicy.Signed(4, "four"));
    isToldOnce(KEYS_OR_TRUST, takeOver);
    other.notarySets().serve(SET, new ServedSet(BOB, "key", "hash"));
    isToldOnce(KEYS_OR_TRUST, takeOver);
    other.notarySets().sign(new KnownSets.OwnSet(SET, 1, "hash"));
    isToldOnce(KEYS_OR_TRUST, takeOver);
    other.notarySets().sign(new KnownSets.OwnSet(ENTITY, 1, "dated the same"));
    isNotTold(takeOver);
    other.leases().renew(ring.current().keyId(), 10);
    isToldOnce(KEYS_OR_TRUST, takeOver);
  }

  @Test
  void nothingIsToldWhoListensNoMore() {
    stop.run();

    isNotTold(() -> ring.policy().raise(3));
  }

  @Test
  void closingWipesTheKeys() {
    OwnerKey key = ring.current();

    ring.close();

    assertThatIllegalStateException().isThrownBy(() -> key.sign(new byte[0]));
  }
}
