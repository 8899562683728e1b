package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AccessTakenBack;
import dev.salus.sdk.sharing.EntriesAdded;

/** Giving access back to somebody who lost all keys, after the fingerprints were compared. */
public final class AccessBack {

  private AccessBack() {}

  /** What two share with each other, of whom the second had compared the first one's key. */
  public static MutualShares known(Person one, Person other) {
    Notarial.compare(other, one);
    return MutualShares.between(one, other);
  }

  /** The same person with new keys, after the counterpart gave access back. */
  public static Person lostAndGivenBack(World world, Person person, Person counterpart) {
    Person lost = FurtherDevices.newMachine(world, person);
    giveBack(counterpart, await(lost.salus().accessBackApi().ask(counterpart.id())), lost);
    assertThat(accept(lost, counterpart).records()).isPositive();
    return lost;
  }

  /** The counterpart gives access back. */
  public static EntriesAdded giveBack(Person counterpart, AccessBackRequest request, Person asker) {
    return await(
        counterpart.salus().accessBackApi().giveBack(request, fingerprint(asker), one -> {}));
  }

  /** The asker takes back what the counterpart gave. */
  public static AccessTakenBack accept(Person asker, Person counterpart) {
    return await(asker.salus().accessBackApi().accept(counterpart.id(), fingerprint(counterpart)));
  }

  /** What somebody reads out to be compared. */
  public static String fingerprint(Person person) {
    return person.salus().dataOwnerApi().getOwnFingerprint();
  }
}
