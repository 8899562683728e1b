package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.account.User;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.LeftOutKey;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.sharing.EntriesAdded;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Scenario S54: sharing with somebody one of whose devices has a key that is not trusted. */
final class LeftOutKeysTest {

  /** Somebody known to the sharer who has a new device that nobody vouches for. */
  private record Case(World world, Person author, Person hcp2, Person device) {

    static Case of(World world) {
      Person author = world.hcp();
      Person hcp2 = world.hcp();
      EntityKind<?> kind = EntityKinds.ALL.get(0);
      share(kind, author, hcp2);
      KeyRing fresh = KeyRing.generate(hcp2.id(), Clock.systemUTC(), new SecureRandom());
      Person device = world.connect(hcp2, fresh);
      return new Case(world, world.connect(author, author.keys()), hcp2, device);
    }

    private static <T> void share(EntityKind<T> kind, Person author, Person delegate) {
      await(kind.share(author, kind.create(author), delegate));
    }

    LeftOutKey leftOut() {
      String keyId = device.keys().current().keyId();
      return new LeftOutKey(hcp2.id(), keyId, device.salus().dataOwnerApi().getOwnFingerprint());
    }
  }

  @Scenario
  void s54_sharingNamesTheKeysThatItDoesNotReach(World world) {
    EntityKinds.ALL.forEach(kind -> names(Case.of(world), kind));
  }

  private static <T> void names(Case it, EntityKind<T> kind) {
    T shared = await(kind.share(it.author(), kind.create(it.author()), it.hcp2()));

    assertThat(kind.metadata(shared).leftOut()).containsExactly(it.leftOut());
    failure(NoEntityKey.class, kind.get(it.device(), kind.id(shared)));
    T again = await(kind.shareRetrying(it.author(), kind.id(shared), it.hcp2().id(), 1));
    assertThat(kind.metadata(again).leftOut()).containsExactly(it.leftOut());
    T other = await(kind.share(it.author(), again, it.world().device().id(), Access.READ));
    assertThat(kind.metadata(other).leftOut()).isEmpty();
  }

  @Scenario
  void s54_whatWasSharedInBetweenIsOpenedOnceTheKeyIsCompared(World world) {
    EntityKinds.ALL.forEach(kind -> opens(Case.of(world), kind));
  }

  private static <T> void opens(Case it, EntityKind<T> kind) {
    T shared = await(kind.share(it.author(), kind.create(it.author()), it.hcp2()));
    String hcp2 = it.hcp2().id();
    String keyId = it.leftOut().keyId();
    failure(
        Invalid.class,
        it.author().salus().dataOwnerApi().openSharedTo(hcp2, keyId, progress -> {}));
    await(it.author().salus().dataOwnerApi().verify(hcp2, it.leftOut().fingerprint()));

    EntriesAdded opened =
        await(it.author().salus().dataOwnerApi().openSharedTo(hcp2, keyId, progress -> {}));

    assertThat(opened.added()).isPositive();
    assertThat(opened.closed()).isZero();
    Person later = it.world().connect(it.device(), it.device().keys());
    assertThat(kind.note(await(kind.get(later, kind.id(shared))))).isEqualTo(kind.note(shared));
  }

  @Scenario
  void s54_automaticSharingNamesWhomItDoesNotReach(World world) {
    Case it = Case.of(world);
    Person keyless = world.account(DataOwner.Type.HCP);

    User user =
        await(it.author().users().shareAllFutureDataWith(List.of(it.hcp2().id(), keyless.id())));

    assertThat(user.skipped()).extracting(SkippedDelegate::delegate).containsExactly(keyless.id());
    assertThat(user.leftOut()).containsExactly(it.leftOut());
  }
}
