package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.LocalPremises;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting;
import dev.salus.app.scenarios.stage.ShiftedClock;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.recovery.RecoveryApi;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenario S46: a hand-over ends with its time, by the clock of a server of its own. */
final class HandOverInTimeTest {

  static Stream<Setting> settings() {
    return Setting.each();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void s46_aHandOverIsGoodForNothingAfterItsTime(Setting setting) {
    ShiftedClock clock = new ShiftedClock();
    try (ScenarioServer server = new ScenarioServer(setting.store(), clock);
        World world = new World(new LocalPremises(server, setting.wire()))) {
      Person first = world.hcp();
      RecoveryApi recovery = first.salus().recoveryApi();
      RecoveryKey inTime = await(recovery.makeHandOver());
      RecoveryKey late = await(recovery.makeHandOver());
      RecoveryKey longer = await(recovery.makeHandOver(Duration.ofMinutes(10)));
      RecoveryApi second = FurtherDevices.newMachine(world, first).salus().recoveryApi();

      clock.putForward(Duration.ofMinutes(4));
      await(second.restore(inTime));
      clock.putForward(Duration.ofMinutes(1));

      RecoveryRefused refused = failure(RecoveryRefused.class, second.restore(late));
      assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN);
      assertThat(await(second.list())).hasSize(1);
      await(second.restore(longer));
      failure(Invalid.class, recovery.makeHandOver(Duration.ofMillis(999)));
    }
  }
}
