package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Permission;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.testkit.HostileServer;
import java.util.List;

/** Scenarios S12, S13, S14 and S32: sharing that changes nothing, or is refused. */
final class SharingAgainTest {

  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  @Scenario
  void s12_sharingAgainOrWithOneselfWritesNothing(World world) {
    EntityKinds.ALL.forEach(kind -> sharingAgainWritesNothing(world, kind));
  }

  private static <T> void sharingAgainWritesNothing(World world, EntityKind<T> kind) {
    HostileServer watched = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, watched::between);
    Person hcp2 = world.person(DataOwner.Type.HCP, watched::between);
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    int grants = watched.asked(Operation.GIVE_ACCESS).size();
    int exchanges = watched.asked(Operation.CREATE_EXCHANGE).size();

    assertThat(await(kind.share(hcp1, shared, hcp2))).isEqualTo(shared);
    assertThat(await(kind.share(hcp1, shared, hcp1))).isEqualTo(shared);
    assertThat(await(kind.share(hcp2, shared, hcp1))).isEqualTo(shared);
    assertThat(await(kind.share(hcp2, shared, hcp2))).isEqualTo(shared);
    assertThat(await(kind.share(hcp1, shared, hcp2.id(), Access.READ))).isEqualTo(shared);

    assertThat(watched.asked(Operation.GIVE_ACCESS)).hasSize(grants);
    assertThat(watched.asked(Operation.CREATE_EXCHANGE)).hasSize(exchanges);
    assertThat(await(kind.get(hcp1, kind.id(shared)))).isEqualTo(shared);
  }

  @Scenario
  void s13_whoCannotBeSharedWithIsNamed(World world) {
    Person keyless = world.account(DataOwner.Type.PATIENT);
    EntityKinds.ALL.forEach(kind -> namesWhoCannotBeSharedWith(world.hcp(), kind, keyless.id()));
  }

  private static <T> void namesWhoCannotBeSharedWith(
      Person hcp1, EntityKind<T> kind, String keyless) {
    T created = kind.create(hcp1);

    NotFound unknown = failure(NotFound.class, kind.share(hcp1, created, NOBODY, Access.SAME));
    NoUsableKey withoutKeys =
        failure(NoUsableKey.class, kind.share(hcp1, created, keyless, Access.SAME));

    assertThat(unknown).hasMessageContaining(NOBODY);
    assertThat(withoutKeys.dataOwner()).isEqualTo(keyless);
    assertThat(withoutKeys).hasMessageContaining(keyless);
    assertThat(await(kind.get(hcp1, kind.id(created)))).isEqualTo(created);
  }

  @Scenario
  void s14_whoMayReadNeitherModifiesNorGivesMore(World world) {
    EntityKinds.ALL.forEach(kind -> readingIsAllThatAReaderGives(world, kind));
  }

  private static <T> void readingIsAllThatAReaderGives(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Person d = world.device();
    T created = kind.create(hcp1);
    String id = kind.id(created);
    T shared = await(kind.share(hcp1, created, hcp2.id(), Access.READ));
    assertThat(await(kind.get(hcp2, id))).isEqualTo(shared);

    failure(Forbidden.class, kind.modify(hcp2, kind.noted(shared, "not mine")));
    failure(Forbidden.class, kind.share(hcp2, shared, p.id(), Access.WRITE));
    assertThat(await(kind.get(hcp1, id))).isEqualTo(shared);
    failure(NotFound.class, kind.get(p, id));

    T sharedOn = await(kind.share(hcp2, shared, p.id(), Access.READ));
    T sharedTwice = await(kind.share(p, sharedOn, d));
    for (Person reader : List.of(hcp1, hcp2, p, d)) {
      assertThat(await(kind.get(reader, id))).isEqualTo(sharedTwice);
    }
    assertThat(kind.metadata(sharedTwice).delegations())
        .contains(
            new DelegationInfo(p.id(), Permission.READ, hcp2.id(), true),
            new DelegationInfo(d.id(), Permission.READ, p.id(), true));
    failure(Forbidden.class, kind.modify(d, kind.noted(sharedTwice, "not mine either")));
  }

  @Scenario
  void s32_whoHasNoAccessCannotShareWhatItGotElsewhere(World world) {
    EntityKinds.ALL.forEach(kind -> strangersCannotShare(world, kind));
  }

  private static <T> void strangersCannotShare(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person stranger = world.hcp();
    T created = kind.create(hcp1);

    failure(NotFound.class, kind.share(stranger, created, stranger));
    failure(NotFound.class, kind.share(stranger, created, world.patient()));

    assertThat(await(kind.get(hcp1, kind.id(created)))).isEqualTo(created);
    failure(NotFound.class, kind.get(stranger, kind.id(created)));
  }
}
