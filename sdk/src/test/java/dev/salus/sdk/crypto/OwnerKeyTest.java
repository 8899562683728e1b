package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.BOB;
import static dev.salus.sdk.crypto.TestKeys.CLOCK;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OwnerKeyTest {

  private final OwnerKey key = key(ALICE);

  @Test
  void cardIsSignedByItself() {
    KeyCard card = key.card();
    assertThat(card.selfSignatureHolds()).isTrue();
    assertThat(KeyCard.parse(card.toJson())).isEqualTo(card);
    assertThat(card.owner()).isEqualTo(ALICE);
    assertThat(card.createdAt()).isEqualTo(CLOCK.millis());
    assertThat(card.endorsements()).isEmpty();
    assertThat(card.retired()).isNull();
  }

  @Test
  void seedsMakeTheSameKeyAgain() {
    OwnerKey again = OwnerKey.of(ALICE, key.kemSeed(), key.signSeed(), key.createdAt());
    assertThat(again.card()).isEqualTo(key.card());
    assertThat(again.keyId()).isEqualTo(key.keyId());
    byte[] sealed = Hpke.seal(key.card().kemBytes(), new byte[] {7}, new byte[0], new byte[0]);
    assertThat(again.open(sealed, new byte[0], new byte[0])).containsExactly(7);
  }

  @Test
  void newKeysDiffer() {
    OwnerKey other = key(ALICE);
    assertThat(other.keyId()).isNotEqualTo(key.keyId());
    assertThat(other.kemSeed()).isNotEqualTo(key.kemSeed()).isNotEqualTo(other.signSeed());
  }

  @Property(tries = 50)
  void signatureVerifiesForThisMessageAndKeyOnly(@ForAll byte[] message, @ForAll byte[] other) {
    String signature = key.sign(message);
    assertThat(key.card().verifies(message, signature)).isTrue();
    assertThat(key.sign(message)).isEqualTo(signature);
    assertThat(key(ALICE).card().verifies(message, signature)).isFalse();
    if (!Arrays.equals(message, other)) {
      assertThat(key.card().verifies(other, signature)).isFalse();
    }
  }

  @Test
  void endorsesACardOfTheSameOwner() {
    KeyCard other = key(ALICE).card();
    Endorsement endorsement = key.endorse(other);
    assertThat(endorsement.by()).isEqualTo(key.keyId());
    byte[] signed = Endorsement.signedBytes(ALICE, other.keyId());
    assertThat(key.card().verifies(signed, endorsement.signature())).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> key.endorse(key(BOB).card()));
  }

  @Test
  void retiresACardOfTheSameOwner() {
    KeyCard successor = key(ALICE).card();
    Retirement retirement = key.retire(key.card(), 77, successor.keyId());
    assertThat(retirement.at()).isEqualTo(77);
    assertThat(retirement.by()).isEqualTo(key.keyId());
    assertThat(retirement.successor()).isEqualTo(successor.keyId());
    assertThat(
            key.card().verifies(retirement.signedBytes(ALICE, key.keyId()), retirement.signature()))
        .isTrue();
    assertThat(
            key.card()
                .verifies(retirement.signedBytes(ALICE, successor.keyId()), retirement.signature()))
        .isFalse();
    assertThat(key.retire(successor, 1, null).successor()).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> key.retire(key(BOB).card(), 1, null));
  }

  @Test
  void seedsHaveTheirLength() {
    Secret seed = Secret.random(32, RANDOM);
    for (int length : new int[] {0, 31, 33, 64}) {
      Secret other = Secret.random(length, RANDOM);
      assertThatIllegalArgumentException().isThrownBy(() -> OwnerKey.of(ALICE, other, seed, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> OwnerKey.of(ALICE, seed, other, 0));
    }
  }

  @Test
  void printsNoSeed() {
    String printed = key.toString();
    assertThat(printed).contains(ALICE, key.keyId());
    for (Secret seed : new Secret[] {key.kemSeed(), key.signSeed()}) {
      assertThat(printed)
          .doesNotContain(Base64Url.encode(seed.revealBytes()))
          .doesNotContain(HexFormat.of().formatHex(seed.revealBytes()));
    }
  }

  @Test
  void signsNothingOnceWiped() {
    OwnerKey wiped = key(ALICE);
    wiped.wipe();
    assertThatIllegalStateException().isThrownBy(() -> wiped.sign(new byte[0]));
    assertThatIllegalStateException().isThrownBy(() -> wiped.kemSeed().revealBytes());
  }
}
