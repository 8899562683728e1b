package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.util.List;

/** Scenario S46: handing the keys to another device. */
final class HandOverTest {

  private static void isGone(Future<?> restoring) {
    assertThat(failure(RecoveryRefused.class, restoring).reason()).isEqualTo(Reason.UNKNOWN);
  }

  @Scenario
  void s46_aNewDeviceGetsTheKeysOnce(World world) {
    Person first = world.hcp();
    Patient own = await(first.patients().createOrModifyPatient(Examples.johnSnow()));
    RecoveryKey key = await(first.salus().recoveryApi().makeHandOver());
    Person second = FurtherDevices.newMachine(world, first);
    Person third = FurtherDevices.newMachine(world, first);

    await(second.salus().recoveryApi().restore(RecoveryKey.parse(world.written(key))));

    assertThat(await(second.patients().getPatient(own.id()))).isEqualTo(own);
    assertThat(second.keys().keys()).hasSize(2);
    isGone(third.salus().recoveryApi().restore(key));
    isGone(second.salus().recoveryApi().restore(key));
    assertThat(third.keys().keys()).hasSize(1);
  }

  @Scenario
  void s46_ofTwoDevicesAtOnceOneGetsTheKeys(World world) {
    Person first = world.hcp();
    RecoveryKey key = await(first.salus().recoveryApi().makeHandOver());
    Person second = FurtherDevices.newMachine(world, first);
    Person third = FurtherDevices.newMachine(world, first);

    Future<Void> one = second.salus().recoveryApi().restore(key);
    Future<Void> other = third.salus().recoveryApi().restore(key);
    settled(one);
    settled(other);

    assertThat(List.of(one.succeeded(), other.succeeded())).containsExactlyInAnyOrder(true, false);
    isGone(one.succeeded() ? other : one);
  }
}
