package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Scenario S18: taking access back with a new key, and without one. */
final class RevokingTest {

  @Scenario
  void s18_whoIsRevokedGetsItNoLongerAndAllOthersDo(World world) {
    EntityKinds.ALL.forEach(kind -> onlyTheRevokedLosesIt(world, kind));
  }

  private static <T> void onlyTheRevokedLosesIt(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Person d = world.device();
    Person relative = world.patient();
    T shared = await(kind.share(hcp1, await(kind.share(hcp1, kind.create(hcp1), hcp2)), p));
    shared = await(kind.share(p, shared, d));
    shared = await(kind.share(hcp2, shared, relative));
    String id = kind.id(shared);

    AccessRevoked<T> revoked = await(kind.revoke(hcp1, shared, hcp2));

    T left = revoked.entity();
    assertThat(revoked.revoked()).containsExactly(hcp2.id());
    assertThat(revoked.alsoLost()).containsExactly(relative.id());
    for (Person gone : List.of(hcp2, relative)) {
      failure(NotFound.class, kind.get(gone, id));
      assertThat(kind.isListed(gone, id)).isFalse();
    }
    for (Person reader : List.of(hcp1, p, d)) {
      assertThat(await(kind.get(reader, id))).isEqualTo(left);
    }
    assertThat(kind.note(left)).isEqualTo(kind.note(shared));
    assertThat(kind.metadata(left).keyGeneration()).isEqualTo(2);
    assertThat(kind.metadata(left).version()).isEqualTo(kind.metadata(shared).version() + 1);
    assertThat(kind.metadata(left).delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactlyInAnyOrder(hcp1.id(), p.id(), d.id());
    everythingStillWorks(world, kind, left, List.of(hcp1, p, d), hcp2);
  }

  /** Each who is left modifies, the last shares again with the one who was revoked. */
  private static <T> void everythingStillWorks(
      World world, EntityKind<T> kind, T revoked, List<Person> left, Person again) {
    T current = revoked;
    for (Person writer : left) {
      current = await(kind.modify(writer, kind.noted(current, "by " + writer.id())));
    }
    T sharedAgain = await(kind.share(left.get(2), current, again));
    Person fresh = world.connect(again, again.keys());
    for (Person reader : List.of(again, fresh, left.get(0), left.get(1))) {
      assertThat(await(kind.get(reader, kind.id(revoked)))).isEqualTo(sharedAgain);
    }
  }

  @Scenario
  void s18_aDelegateRevokesWhomItSharedWithAlsoForThoseItHasNoExchangeWith(World world) {
    EntityKinds.ALL.forEach(kind -> delegateRevokes(world, kind));
  }

  private static <T> void delegateRevokes(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Person d = world.device();
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    shared = await(kind.share(hcp1, shared, p));
    shared = await(kind.share(hcp2, shared, d));

    T left = await(kind.revoke(hcp2, shared, d)).entity();

    failure(NotFound.class, kind.get(d, kind.id(shared)));
    assertThat(kind.metadata(left).modifiedBy()).isEqualTo(hcp2.id());
    for (Person reader : List.of(hcp1, hcp2, p)) {
      assertThat(await(kind.get(reader, kind.id(shared)))).isEqualTo(left);
    }
    T next = await(kind.revoke(hcp1, left, p)).entity();
    assertThat(kind.metadata(next).keyGeneration()).isEqualTo(3);
    assertThat(await(kind.get(hcp2, kind.id(shared)))).isEqualTo(next);
    failure(NotFound.class, kind.get(p, kind.id(shared)));
  }

  @Scenario
  void s18_whoMayNotRevokeIsRefused(World world) {
    EntityKinds.ALL.forEach(kind -> refusesWhoMayNot(world, kind));
  }

  private static <T> void refusesWhoMayNot(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    Person reader = world.hcp();
    Person d = world.device();
    T stale = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    T shared = await(kind.share(hcp1, stale, p));
    shared = await(kind.share(hcp1, shared, reader.id(), Access.READ));
    shared = await(kind.share(reader, shared, d));

    Forbidden notEntitled = failure(Forbidden.class, kind.revoke(hcp2, shared, p));
    Forbidden onlyReads = failure(Forbidden.class, kind.revoke(reader, shared, d));
    failure(Forbidden.class, kind.revoke(hcp2, shared, hcp1));
    failure(Forbidden.class, kind.revoke(hcp1, shared, hcp1));
    failure(Forbidden.class, kind.revoke(hcp2, shared, hcp2));
    failure(NotFound.class, kind.revoke(world.hcp(), shared, p));
    Conflict conflict = failure(Conflict.class, kind.revoke(hcp1, stale, hcp2));

    assertThat(notEntitled).hasMessageContaining("author");
    assertThat(onlyReads).hasMessageContaining("removeAccess");
    assertThat(conflict.currentRev()).isEqualTo(kind.metadata(shared).rev());
    for (Person each : List.of(hcp1, hcp2, p, reader, d)) {
      assertThat(await(kind.get(each, kind.id(shared)))).isEqualTo(shared);
    }
  }

  @Scenario
  void s18_t18_aDelegateWithoutAUsableKeyIsLeftOutAndNamed(World world) {
    EntityKinds.ALL.forEach(kind -> leavesOut(world, kind));
  }

  private static <T> void leavesOut(World world, EntityKind<T> kind) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Person keyless = world.patient();
    Person p = world.patient();
    T shared = await(kind.share(hcp1, await(kind.share(hcp1, kind.create(hcp1), hcp2)), p));
    shared = await(kind.share(hcp2, shared, keyless));
    server.on(
        Operation.CARDS,
        (asked, honest) ->
            asked.text("id").equals(keyless.id())
                ? honest.get().map(answer -> new JsonObject().put("items", new JsonArray()))
                : honest.get());

    AccessRevoked<T> revoked = await(kind.revoke(hcp1, shared, p));

    assertThat(revoked.revoked()).containsExactly(p.id());
    assertThat(revoked.alsoLost()).isEmpty();
    assertThat(revoked.leftOut())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.delegate()).isEqualTo(keyless.id());
              assertThat(left.reason()).contains("no live key card");
            });
    failure(NotFound.class, kind.get(p, kind.id(shared)));
    assertThat(await(kind.get(hcp2, kind.id(shared)))).isEqualTo(revoked.entity());
    server.repent();
    await(kind.share(hcp2, await(kind.get(hcp2, kind.id(shared))), keyless));
    assertThat(kind.note(await(kind.get(keyless, kind.id(shared))))).isEqualTo(kind.note(shared));
  }

  @Scenario
  void s18_aReaderRemovesWhatItGaveAndLeaves(World world) {
    EntityKinds.ALL.forEach(kind -> readerRemoves(world, kind));
  }

  private static <T> void readerRemoves(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person reader = world.hcp();
    Person p = world.patient();
    Person d = world.device();
    T shared = await(kind.share(hcp1, kind.create(hcp1), reader.id(), Access.READ));
    shared = await(kind.share(reader, shared, p));
    shared = await(kind.share(p, shared, d));
    String id = kind.id(shared);
    failure(Forbidden.class, kind.remove(p, shared, reader.id()));
    failure(Forbidden.class, kind.remove(reader, shared, hcp1.id()));
    assertThat(await(kind.remove(hcp1, shared, world.hcp().id()))).contains(shared);

    T left = await(kind.remove(reader, shared, p.id())).orElseThrow();

    failure(NotFound.class, kind.get(p, id));
    failure(NotFound.class, kind.get(d, id));
    assertThat(kind.metadata(left).keyGeneration()).isEqualTo(1);
    assertThat(await(kind.get(hcp1, id))).isEqualTo(left);
    assertThat(await(kind.remove(reader, left, reader.id()))).isEmpty();
    failure(NotFound.class, kind.get(reader, id));
    T own = await(kind.get(hcp1, id));
    T locked = await(kind.revoke(hcp1, own, p)).entity();
    assertThat(kind.metadata(locked).keyGeneration()).isEqualTo(2);
  }
}
