package dev.salus.sdk.device;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.operation.Operation;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.KeyNotReplaced;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rotation while somebody else has the old key and can log in. */
final class RotationUnderAttackTest {

  private final ListedDevice laptop = new ListedDevice();
  private final OwnerKey stolen = laptop.ring.current();

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void itEndsWellIfNobodyDisturbs() {
    RotatedKey rotated = await(laptop.devices.rotate(one -> {}));

    assertThat(laptop.ring.current().keyId())
        .isEqualTo(rotated.keyId())
        .isNotEqualTo(stolen.keyId());
    assertThat(listed(stolen.keyId()).retired()).isNotNull();
    assertThat(listed(rotated.keyId()).retired()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"PUBLISH_CARD", "ENDORSE", "ADD_SEALED"})
  void itDoesNotEndWellIfTheNewKeyIsRetiredWithTheStolenOne(Operation moment) {
    after(moment, this::retireNewest);

    assertThatThrownBy(() -> await(laptop.devices.rotate(one -> {})))
        .isInstanceOf(KeyNotReplaced.class)
        .hasMessageContaining("Change the password");

    assertThat(listed(stolen.keyId()).retired()).as("the old one is in use").isNull();
    assertThat(laptop.ring.current()).isEqualTo(stolen);
    RotatedKey again = await(laptop.devices.rotate(one -> {}));
    assertThat(laptop.ring.current().keyId()).isEqualTo(again.keyId());
  }

  @Test
  void itDoesNotEndWellIfTheNewKeyIsRetiredInTheLastMoment() {
    after(Operation.RETIRE, this::retireNewest);

    assertThatThrownBy(() -> await(laptop.devices.rotate(one -> {})))
        .isInstanceOf(KeyNotReplaced.class);
  }

  @Test
  void itDoesNotEndWellIfNothingVouchesForTheNewKey() {
    after(Operation.PUBLISH_CARD, keyId -> laptop.server.publish(listed(keyId).bare()));

    assertThatThrownBy(() -> await(laptop.devices.rotate(one -> {})))
        .isInstanceOf(KeyNotReplaced.class);
    assertThat(listed(stolen.keyId()).retired()).isNull();
  }

  private void retireNewest(String keyId) {
    KeyCard card = listed(keyId);
    laptop.server.publish(
        card.withRetirement(stolen.retire(card, laptop.clock.millis() - 60_000, null)));
  }

  /** Once, after the first call of this kind. */
  private void after(Operation moment, Consumer<String> act) {
    laptop.server.on(
        moment,
        (asked, honest) ->
            honest
                .get()
                .onSuccess(
                    answer -> {
                      laptop.server.on(moment, (later, real) -> real.get());
                      act.accept(newest());
                    }));
  }

  private String newest() {
    return laptop.server.listed(ListedDevice.OWNER).stream()
        .map(KeyCard::keyId)
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  private KeyCard listed(String keyId) {
    return laptop.server.listed(ListedDevice.OWNER).stream()
        .filter(card -> card.keyId().equals(keyId))
        .findFirst()
        .orElseThrow();
  }
}
