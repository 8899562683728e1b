package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.EntriesAdded;
import java.security.SecureRandom;
import java.time.Clock;

/** Devices of one user, with keys of their own. */
public final class FurtherDevices {

  private FurtherDevices() {}

  /** The same user on a further device, with nothing but new keys. */
  public static Person secondDevice(World world, Person first) {
    return world.connect(
        first, KeyRing.generate(first.id(), Clock.systemUTC(), new SecureRandom()));
  }

  /** The same user on a new machine, after the keys were lost. */
  public static Person newMachine(World world, Person lost) {
    return secondDevice(world, lost);
  }

  /** Each lets the other in, after the fingerprints were compared. */
  public static void letInEachOther(Person first, Person second) {
    letIn(first, second);
    letIn(second, first);
  }

  /** The first lets the second in, after its fingerprint was compared. */
  public static EntriesAdded letIn(Person first, Person second) {
    return await(
        first
            .salus()
            .deviceApi()
            .letIn(
                second.keys().current().keyId(),
                second.salus().dataOwnerApi().getOwnFingerprint(),
                progress -> {}));
  }
}
