package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.LocalPremises;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting;
import dev.salus.app.scenarios.stage.ShiftedClock;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.keys.Pin;
import dev.salus.sdk.model.DataOwner;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A device whose clock is wrong, over HTTP, where answers say what time it is (protocol §11). */
final class WrongClockTest {

  private static void eachWrongBy(long[] minutes, LongConsumer check) {
    for (long each : minutes) {
      check.accept(each);
    }
  }

  @Test
  void whoseClockIsWrongBySomeMinutesWritesAndIsRead() {
    onAServer(
        world ->
            eachWrongBy(
                new long[] {-6, 6, 9},
                minutes -> EntityKinds.ALL.forEach(kind -> writes(world, kind, minutes))));
  }

  private static <T> void writes(World world, EntityKind<T> kind, long minutes) {
    Person wrong = wrongBy(world, minutes);
    Person right = world.hcp();

    T shared = await(kind.share(wrong, kind.create(wrong), right));

    assertThat(kind.note(await(kind.get(right, kind.id(shared))))).isEqualTo(kind.note(shared));
    T back = await(kind.share(right, kind.create(right), wrong));
    assertThat(kind.note(await(kind.get(wrong, kind.id(back))))).isEqualTo(kind.note(back));
  }

  @Test
  void whoseClockIsWrongBySomeMinutesRotates() {
    onAServer(world -> eachWrongBy(new long[] {-6, 6}, minutes -> rotates(world, minutes)));
  }

  private static void rotates(World world, long minutes) {
    Person wrong = wrongBy(world, minutes);
    EntityKind<?> kind = EntityKinds.ALL.get(0);
    String before = wrong.keys().current().keyId();
    kind.create(wrong);

    String now = await(wrong.salus().deviceApi().rotate(progress -> {})).keyId();

    assertThat(now).isNotEqualTo(before).isEqualTo(wrong.keys().current().keyId());
  }

  @Test
  void aClockThatIsWrongByMoreIsLeftToAHuman() {
    onAServer(
        world -> {
          Person wrong = wrongBy(world, 12);
          for (EntityKind<?> kind : EntityKinds.ALL) {
            refused(kind, wrong);
          }
        });
  }

  private static <T> void refused(EntityKind<T> kind, Person wrong) {
    assertThatThrownBy(() -> kind.create(wrong)).isInstanceOf(Invalid.class);
  }

  @Test
  void whomToTrustIsDatedByTheOwnClock() {
    onAServer(
        world -> {
          ShiftedClock clock = clock(-6);
          Person wrong = world.person(DataOwner.Type.HCP, options -> options.withClock(clock));
          Person right = world.hcp();
          String keyId = right.keys().current().keyId();

          await(wrong.salus().dataOwnerApi().confirmKey(right.id(), keyId));

          assertThat(wrong.keys().pins(right.id()))
              .isNotEmpty()
              .extracting(Pin::at)
              .allMatch(at -> at <= clock.millis());
        });
  }

  private static Person wrongBy(World world, long minutes) {
    ShiftedClock clock = clock(minutes);
    return world.person(DataOwner.Type.HCP, options -> options.withClock(clock));
  }

  private static ShiftedClock clock(long minutes) {
    ShiftedClock clock = new ShiftedClock();
    clock.putForward(Duration.ofMinutes(minutes));
    return clock;
  }

  private static void onAServer(Consumer<World> test) {
    try (ScenarioServer server = new ScenarioServer(Setting.StoreKind.MEMORY);
        World world = new World(new LocalPremises(server, Setting.Wire.HTTP))) {
      test.accept(world);
    }
  }
}
