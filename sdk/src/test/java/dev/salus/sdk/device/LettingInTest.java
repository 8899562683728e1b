package dev.salus.sdk.device;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.OwnerKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of another own device while a human says something else (T28). */
final class LettingInTest {

  private final KeyCard phone =
      OwnerKey.generate(ListedDevice.OWNER, Clock.systemUTC(), new SecureRandom()).card();
  private final ListedDevice laptop = new ListedDevice(phone);

  @AfterEach
  void close() {
    laptop.close();
  }

  /** A human says so while the server has this list of cards, counted from now on. */
  private void distrustDuring(Operation operation, int call) {
    AtomicInteger left = new AtomicInteger(call);
    laptop.server.on(
        operation,
        (asked, honest) -> {
          if (left.decrementAndGet() == 0) {
            laptop.cards.decisions().distrust(ListedDevice.OWNER, phone.keyId());
          }
          return honest.get();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void t28_nobodyVouchesForADeviceThatIsDistrustedWhileItIsLetIn(int lists) {
    distrustDuring(Operation.CARDS, lists);
    String heard = Fingerprint.of(ListedDevice.OWNER, phone.keyId());

    assertThatThrownBy(() -> await(laptop.devices.letIn(phone.keyId(), heard, one -> {})))
        .isInstanceOf(lists == 1 ? Conflict.class : Invalid.class);

    assertThat(laptop.server.asked(Operation.ENDORSE)).isEmpty();
    assertThat(laptop.server.asked(Operation.ADD_SEALED)).isEmpty();
  }

  @Test
  void t28_nobodyVouchesForALostKeyThatIsDistrustedWhileItIsRetired() {
    await(
        laptop
            .cards
            .decisions()
            .attest(Map.of(laptop.clock.millis(), Set.of(phone.keyId())), () -> true));
    assertThat(laptop.cards.isAttested(ListedDevice.OWNER, phone.keyId())).isTrue();
    distrustDuring(Operation.RETIRE, 1);

    await(laptop.devices.retire(phone.keyId()));

    assertThat(laptop.server.asked(Operation.RETIRE)).hasSize(1);
    assertThat(laptop.server.asked(Operation.ENDORSE)).isEmpty();
  }
}
