package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.crypto.OwnerKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a ring remembers of the world never gets older by taking another one over (§9.2). */
final class MergedRingPropertiesTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final List<OwnerKey> KEYS =
      IntStream.range(0, 3)
          .mapToObj(i -> OwnerKey.generate(ALICE, Clock.systemUTC(), new SecureRandom()))
          .toList();
  private static final List<String> IDS =
      List.of("22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333");

  /** Something that comes to a ring. */
  private record Act(String what, int which, long number) implements Consumer<KeyRing> {

    @Override
    public void accept(KeyRing ring) {
      String id = IDS.get(which % IDS.size());
      switch (what) {
        case "key" -> ring.add(KEYS.get(which));
        case "signs" -> {
          ring.add(KEYS.get(which));
          ring.signer(number);
        }
        case "policy" -> ring.policy().see(number, "text" + which);
        case "signed" -> ring.policy().sign(new SeenPolicy.Signed(number, "text" + which));
        case "serves" -> ring.notarySets().serve(id, new ServedSet(ALICE, "key" + number, "hash"));
        case "set" -> ring.notarySets().sign(new KnownSets.OwnSet(id, number, "hash" + number));
        case "name" -> ring.names().give(id, "name " + number);
        default ->
            ring.recordSeen(
                id, new SeenEntity(number, which + 1L, ALICE, 1, List.of(), "hash" + number));
      }
    }
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(
            Arbitraries.of("key", "signs", "policy", "signed", "serves", "set", "name", "seen"),
            Arbitraries.integers().between(0, 2),
            Arbitraries.longs().between(1, 5))
        .as(Act::new)
        .list()
        .ofMaxSize(10);
  }

  private static KeyRing ring(List<Act> acts) {
    KeyRing ring = new KeyRing(ALICE);
    ring.add(KEYS.get(0));
    acts.forEach(act -> act.accept(ring));
    return ring;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void everyKeyIsThereAndHasSignedAsFarAsEitherKnows(
      @ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    KeyRing mine = ring(one);
    KeyRing theirs = ring(other);
    KeyRing merged = merged(one, theirs);

    for (OwnerKey key : KEYS) {
      String keyId = key.keyId();
      assertThat(merged.key(keyId).isPresent())
          .isEqualTo(mine.key(keyId).isPresent() || theirs.key(keyId).isPresent());
      assertThat(merged.signedUpTo(keyId))
          .isEqualTo(Math.max(mine.signedUpTo(keyId), theirs.signedUpTo(keyId)));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void thePolicyIsTheHighestOfBothAndNoVersionIsSignedTwice(
      @ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    SeenPolicy mine = ring(one).policy();
    SeenPolicy theirs = ring(other).policy();
    SeenPolicy merged = merged(one, ring(other)).policy();

    assertThat(merged.version()).isEqualTo(Math.max(mine.version(), theirs.version()));
    assertThat(merged.hash())
        .isEqualTo(theirs.version() > mine.version() ? theirs.hash() : mine.hash());
    assertThat(merged.next()).isEqualTo(Math.max(mine.next(), theirs.next()));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void whatWasAcceptedAndNamedHereStaysAndTheRestIsAdded(
      @ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    KeyRing mine = ring(one);
    KeyRing theirs = ring(other);
    KeyRing merged = merged(one, theirs);

    for (String id : IDS) {
      assertThat(merged.notarySets().served(id))
          .isEqualTo(mine.notarySets().served(id).or(() -> theirs.notarySets().served(id)));
      assertThat(Optional.ofNullable(merged.names().all().get(id)))
          .isEqualTo(first(mine.names().all(), theirs.names().all(), id));
    }
    assertThat(merged.notarySets().newest().map(KnownSets.OwnSet::createdAt))
        .isEqualTo(
            Stream.of(mine, theirs)
                .flatMap(ring -> ring.notarySets().newest().stream())
                .map(KnownSets.OwnSet::createdAt)
                .max(Long::compare));
  }

  private static Optional<String> first(
      Map<String, String> mine, Map<String, String> theirs, String id) {
    return Optional.ofNullable(mine.getOrDefault(id, theirs.get(id)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void nothingThatWasSeenGetsOlder(@ForAll("acts") List<Act> one, @ForAll("acts") List<Act> other) {
    KeyRing mine = ring(one);
    KeyRing theirs = ring(other);
    KeyRing merged = merged(one, theirs);

    for (String id : IDS) {
      Optional<SeenEntity> seen = merged.seen(id);
      assertThat(seen.isPresent()).isEqualTo(mine.seen(id).or(() -> theirs.seen(id)).isPresent());
      mine.seen(id).ifPresent(before -> isNoOlder(seen.orElseThrow(), before));
      if (mine.seen(id).isEmpty()) {
        assertThat(seen).isEqualTo(theirs.seen(id));
      }
    }
  }

  private static void isNoOlder(SeenEntity now, SeenEntity before) {
    assertThat(now.version()).isGreaterThanOrEqualTo(before.version());
    assertThat(now.keyGeneration()).isGreaterThanOrEqualTo(before.keyGeneration());
  }

  private static KeyRing merged(List<Act> one, KeyRing other) {
    KeyRing merged = ring(one);
    merged.takeOver(other);
    return merged;
  }
}
