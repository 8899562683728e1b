package dev.salus.sdk.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.UntrustedKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told of an owner's cards once they are decided on. */
final class TrustedCardsTest {

  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final long NOW = 1_700_000_000_000L;

  private final OwnerKey first = key(NOW - 9);
  private final OwnerKey second = key(NOW - 5);
  private final OwnerKey third = key(NOW - 1);

  private static OwnerKey key(long createdAt) {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(createdAt), ZoneOffset.UTC);
    return OwnerKey.generate(BOB, clock, new SecureRandom());
  }

  private static KeyCard retired(OwnerKey key, long at) {
    return key.card().withRetirement(key.retire(key.card(), at, null));
  }

  private static TrustedCards cards(List<KeyCard> trusted, List<KeyCard> unknown, String... pins) {
    return new TrustedCards(BOB, trusted, unknown, Set.of(pins));
  }

  private static String fingerprint(OwnerKey key) {
    return Fingerprint.of(BOB, key.keyId());
  }

  @Test
  void onlyTrustedCardsThatAreNotRetiredAreSealedTo() {
    TrustedCards cards =
        cards(List.of(retired(first, NOW - 3), second.card()), List.of(third.card()));

    assertThat(cards.live()).containsExactly(second.card());
    assertThat(cards.requireLive()).isSameAs(cards);
    assertThat(cards.isLive(second.keyId())).isTrue();
    assertThat(cards.isLive(first.keyId())).as("retired").isFalse();
    assertThat(cards.isLive(third.keyId())).as("unknown").isFalse();
  }

  @Test
  void aCardIsFoundAmongTheTrustedOrAmongAllThatAreValid() {
    TrustedCards cards = cards(List.of(first.card()), List.of(second.card()));

    assertThat(cards.card(first.keyId())).contains(first.card());
    assertThat(cards.card(second.keyId())).isEmpty();
    assertThat(cards.valid(first.keyId())).contains(first.card());
    assertThat(cards.valid(second.keyId())).contains(second.card());
    assertThat(cards.valid(third.keyId())).isEmpty();
  }

  @Test
  void whoHasNoCardToSealToIsNamedWithTheNewestThatIsNotTrusted() {
    TrustedCards cards =
        cards(
            List.of(retired(first, NOW - 3)),
            List.of(second.card(), retired(third, NOW)),
            "hidden",
            first.keyId());

    UntrustedKey refused = catchThrowableOfType(UntrustedKey.class, cards::requireLive);

    assertThat(refused.dataOwner()).isEqualTo(BOB);
    assertThat(refused.keyId()).isEqualTo(second.keyId());
    assertThat(refused.fingerprint()).isEqualTo(fingerprint(second));
    assertThat(refused.knownFingerprints())
        .as("also those that are not listed any more, each once")
        .containsExactlyElementsOf(
            Stream.of(fingerprint(first), Fingerprint.of(BOB, "hidden")).sorted().toList());
    assertThat(refused.replacedFingerprints()).isEmpty();
  }

  @Test
  void ofSeveralTheNewestIsNamed() {
    TrustedCards cards = cards(List.of(), List.of(first.card(), third.card(), second.card()));

    assertThat(catchThrowableOfType(UntrustedKey.class, cards::requireLive).keyId())
        .isEqualTo(third.keyId());
  }

  @Test
  void ofTwoAsNewItIsTheLastByKeyId() {
    OwnerKey asNew = key(NOW - 1);
    String last = asNew.keyId().compareTo(third.keyId()) > 0 ? asNew.keyId() : third.keyId();

    for (List<KeyCard> order :
        List.of(List.of(third.card(), asNew.card()), List.of(asNew.card(), third.card()))) {
      assertThat(
              catchThrowableOfType(UntrustedKey.class, () -> cards(List.of(), order).requireLive())
                  .keyId())
          .isEqualTo(last);
    }
  }

  @Test
  void whoHasNoneAtAllIsNamed() {
    NoUsableKey none =
        catchThrowableOfType(
            NoUsableKey.class, () -> cards(List.of(), List.of(retired(first, NOW))).requireLive());

    assertThat(none.dataOwner()).isEqualTo(BOB);
  }

  @Test
  void t26_replacedCardsAreAllNamed() {
    TrustedCards cards = cards(List.of(), List.of(first.card(), second.card())).at(7).asReplaced();

    assertThat(cards.epoch()).isEqualTo(7);
    assertThat(cards.untrusted(second.keyId()).replacedFingerprints())
        .containsExactlyElementsOf(
            Stream.of(fingerprint(first), fingerprint(second)).sorted().toList());
  }

  @Test
  void aPromptShowsWhatIsAskedAndWhatIsKnown() {
    KeyPrompt prompt = cards(List.of(first.card()), List.of(second.card())).prompt(second.keyId());

    assertThat(prompt)
        .isEqualTo(
            new KeyPrompt(BOB, second.keyId(), fingerprint(second), List.of(fingerprint(first))));
  }
}
