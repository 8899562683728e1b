package dev.salus.sdk.crypto;

import static dev.salus.sdk.crypto.TestKeys.ALICE;
import static dev.salus.sdk.crypto.TestKeys.BOB;
import static dev.salus.sdk.crypto.TestKeys.EXCHANGE;
import static dev.salus.sdk.crypto.TestKeys.RANDOM;
import static dev.salus.sdk.crypto.TestKeys.bytes;
import static dev.salus.sdk.crypto.TestKeys.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.NotarySet;
import dev.salus.sdk.crypto.CryptoFailure.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key of another length is none, and one that was wiped is gone. */
class KeyLengthsTest {

  @Test
  void keysHaveTheirLength() {
    for (int length : new int[] {0, 31, 34}) {
      Secret other = Secret.random(length, RANDOM);
      assertThatIllegalArgumentException().isThrownBy(() -> RecoveryKey.of(other));
      assertThatIllegalArgumentException().isThrownBy(() -> NotaryShare.of(other));
      assertThatIllegalArgumentException().isThrownBy(() -> EntityKey.of(1, other));
      assertThatIllegalArgumentException().isThrownBy(() -> ExchangeKey.of(EXCHANGE, other));
    }
    Secret right = Secret.random(32, RANDOM);
    assertThat(RecoveryKey.of(right).secret()).isEqualTo(right);
  }

  @Test
  void whatWasWipedIsGone() {
    RecoveryKey recovery = RecoveryKey.generate(RANDOM);
    recovery.wipe();
    assertThatIllegalStateException().isThrownBy(recovery::reveal);
    NotaryShare wiped = NotaryShare.of(Secret.random(33, RANDOM));
    wiped.wipe();
    assertThatIllegalStateException().isThrownBy(() -> wiped.secret().revealBytes());
    NotaryShare closed = NotaryShare.of(Secret.random(33, RANDOM));
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.secret().revealBytes());
    EntityKey key = EntityKey.generate(3, RANDOM);
    key.wipe();
    assertThatIllegalStateException().isThrownBy(() -> key.secret().revealBytes());
    ExchangeKey exchange = ExchangeKey.generate(EXCHANGE, RANDOM);
    exchange.wipe();
    assertThatIllegalStateException().isThrownBy(() -> exchange.secret().revealBytes());
    assertThatIllegalStateException().isThrownBy(() -> exchange.wrapKey().revealBytes());
  }

  @Test
  void anEntityKeyIsTheOneThatWasCommittedTo() {
    EntityKey key = EntityKey.generate(3, RANDOM);

    assertThat(key.generation()).isEqualTo(3);
    assertThat(key.requireCommitment(key.commitment())).isSameAs(key);
    fails(Kind.COMMITMENT, () -> key.requireCommitment(EntityKey.generate(3, RANDOM).commitment()));
  }

  @Test
  void aNotarysShareHasItsLengthAndItsCommitment() {
    OwnerKey bob = TestKeys.key(BOB);
    NotaryShare share = NotaryShare.of(Secret.random(33, RANDOM));
    String sealed = share.sealTo(bob.card(), EXCHANGE, ALICE, RANDOM);
    fails(Kind.COMMITMENT, () -> NotaryShare.open(set(Map.of()), bob, sealed));
    NotarySet committed = set(Map.of(BOB, share.commitment(EXCHANGE, BOB)));
    assertThat(NotaryShare.open(committed, bob, sealed).secret()).isEqualTo(share.secret());

    for (int length : new int[] {32, 34}) {
      byte[] info = NotaryShare.info(EXCHANGE, ALICE, BOB);
      byte[] other = Hpke.seal(bob.card().kemBytes(), bytes(length), info, new byte[0]);
      fails(Kind.CONTENT, () -> NotaryShare.open(committed, bob, Base64Url.encode(other)));
    }
  }

  private static NotarySet set(Map<String, String> commitments) {
    return new NotarySet(
        EXCHANGE, ALICE, 1, List.of(BOB), "AAAAAAAAAAAAAAAAAAAAAA", 0, commitments, "", "");
  }
}
