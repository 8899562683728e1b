package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Endorsement;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Patient;
import java.security.SecureRandom;
import java.time.Clock;

/** Somebody takes a new key, which the old one vouches for, while others remember the old one. */
public final class RotatedKeysTest {

  @Scenario
  void whatBothKeysSignedIsBelievedByWhoRemembersTheOldOne(World world) {
    Person reader = world.hcp();
    for (int i = 0; i < 5; i++) {
      Person writer = world.hcp();
      Patient known = await(writer.patients().createOrModifyPatient(Examples.johnSnow()));
      await(writer.patients().giveAccessTo(known, reader.id()));
      Patient john = await(writer.patients().createOrModifyPatient(Examples.johnSnow()));
      Patient shared = await(writer.patients().giveAccessTo(john, reader.id()));
      await(reader.patients().getPatient(known.id()));

      Person rotated = withNewKey(world, writer);
      Patient noted = shared.toBuilder().note("by the new key").build();
      await(rotated.patients().createOrModifyPatient(noted));

      assertThat(await(reader.patients().getPatient(john.id())).note()).isEqualTo("by the new key");
    }
  }

  /** The same person with one more key, which the first one vouches for. */
  static Person withNewKey(World world, Person person) {
    KeyRing keys = KeyRing.importJson(person.keys().exportJson());
    OwnerKey added = OwnerKey.generate(person.id(), Clock.systemUTC(), new SecureRandom());
    keys.add(added);
    Person rotated = world.connect(person, keys);
    endorse(world, person, added);
    return rotated;
  }

  /** The person's own key vouches for another one, which was published. */
  public static void endorse(World world, Person person, OwnerKey added) {
    Endorsement endorsement = person.keys().current().endorse(added.card());
    await(world.api(person).endorse(person.id(), added.keyId(), endorsement.toJson()));
  }
}
