package dev.salus.sdk.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.FitExchange;
import dev.salus.sdk.trust.TrustedCards;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which exchange may wrap something new (protocol §3). */
final class WrappingExchangeTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String ID = "77777777-7777-4777-8777-777777777777";

  private final SecureRandom random = new SecureRandom();
  private final OwnerKey alice = key(ALICE);
  private final OwnerKey bob = key(BOB);
  private final OwnerKey bobsPhone = key(BOB);
  private final TrustedCards own = trusted(ALICE, alice.card());
  private final TrustedCards both = trusted(BOB, bob.card(), bobsPhone.card());
  private final Set<String> sealedToBoth = Set.of(alice.keyId(), bob.keyId(), bobsPhone.keyId());
  private final FitExchange made = WrappingExchange.remembered(ID, sealedToBoth, own, both);

  private OwnerKey key(String owner) {
    return OwnerKey.generate(owner, Clock.systemUTC(), random);
  }

  private static TrustedCards trusted(String owner, KeyCard... cards) {
    return new TrustedCards(owner, List.of(cards), List.of(), Set.of());
  }

  private static KeyCard retired(OwnerKey key, OwnerKey by) {
    return key.card().withRetirement(by.retire(key.card(), 5, null));
  }

  private static boolean isFit(FitExchange exchange, TrustedCards own, TrustedCards to) {
    return WrappingExchange.isFit(exchange, WrappingExchange.ended(own, to), own, to);
  }

  @Test
  void itIsFitWhileNothingHasChanged() {
    assertThat(made.id()).isEqualTo(ID);
    assertThat(made.sealedTo()).isEqualTo(sealedToBoth);
    assertThat(isFit(made, own, both)).isTrue();
    assertThat(isFit(made, own, trusted(BOB, bobsPhone.card(), bob.card())))
        .as("in whatever order cards are listed")
        .isTrue();
  }

  @Test
  void oneThatIsSealedToACardThatIsNotTrustedAnyMoreIsUnfit() {
    assertThat(isFit(made, own, trusted(BOB, bob.card()))).isFalse();
    assertThat(isFit(made, trusted(ALICE), both)).isFalse();
  }

  @Test
  void oneFromBeforeARetirementOnEitherSideIsUnfit() {
    OwnerKey alicesOld = key(ALICE);
    FitExchange toBob =
        WrappingExchange.remembered(ID, Set.of(alice.keyId(), bob.keyId()), own, both);

    assertThat(isFit(toBob, own, trusted(BOB, bob.card(), retired(bobsPhone, bob)))).isFalse();
    assertThat(isFit(toBob, trusted(ALICE, alice.card(), retired(alicesOld, alice)), both))
        .isFalse();
  }

  @Test
  void oneThatWasMadeAfterARetirementIsFitUntilTheNext() {
    TrustedCards one = trusted(BOB, bob.card(), retired(bobsPhone, bob));
    OwnerKey third = key(BOB);
    FitExchange after =
        WrappingExchange.remembered(ID, Set.of(alice.keyId(), bob.keyId()), own, one);

    assertThat(isFit(after, own, one)).isTrue();
    assertThat(
            isFit(
                after, own, trusted(BOB, bob.card(), retired(bobsPhone, bob), retired(third, bob))))
        .isFalse();
    assertThat(isFit(after, own, trusted(BOB, bob.card(), retired(third, bob))))
        .as("another card was retired")
        .isFalse();
  }

  @Test
  void itReachesADelegateIfEveryLiveDeviceCanOpenIt() {
    OpenedExchange exchange = new OpenedExchange(ALICE, BOB, 1, ExchangeKey.generate(ID, random));
    WrappingExchange toOne = new WrappingExchange(exchange, Set.of(alice.keyId(), bob.keyId()));

    assertThat(toOne.reaches(both)).isFalse();
    assertThat(toOne.reaches(trusted(BOB, bob.card(), retired(bobsPhone, bob)))).isTrue();
  }
}
