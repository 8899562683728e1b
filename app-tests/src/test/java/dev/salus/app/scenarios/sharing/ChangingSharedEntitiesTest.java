package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Rendezvous;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Metadata;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.List;

/** Scenarios S10 and S11: those who have access change what they share, also all at once. */
final class ChangingSharedEntitiesTest {

  private static final int ROUNDS = 5;

  @Scenario
  void s10_everybodyWithAccessSeesWhatADelegateChanged(World world) {
    EntityKinds.ALL.forEach(kind -> seeWhatADelegateChanged(world, kind));
  }

  private static <T> void seeWhatADelegateChanged(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person p = world.patient();
    T created = kind.create(hcp1);
    T shared = await(kind.share(hcp1, await(kind.share(hcp1, created, hcp2)), p));

    T modified = await(kind.modify(hcp2, kind.noted(shared, "Summer is coming")));

    for (Person reader : List.of(hcp1, hcp2, p)) {
      assertThat(await(kind.get(reader, kind.id(created)))).isEqualTo(modified);
    }
    assertThat(kind.note(modified)).isEqualTo("Summer is coming");
    Metadata before = kind.metadata(shared);
    Metadata after = kind.metadata(modified);
    assertThat(after.delegations()).isEqualTo(before.delegations());
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.author()).isEqualTo(hcp1.id());
    assertThat(after.modifiedBy()).isEqualTo(hcp2.id());
  }

  @Scenario
  void s11_ofTwoWhoModifyAtOnceOneWins(World world) {
    EntityKinds.ALL.forEach(kind -> oneWinsEachRound(world, kind));
  }

  private static <T> void oneWinsEachRound(World world, EntityKind<T> kind) {
    HostileServer slow = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, slow::between);
    Person hcp2 = world.person(DataOwner.Type.HCP, slow::between);
    T current = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    List<DelegationInfo> delegations = kind.metadata(current).delegations();
    String id = kind.id(current);
    for (int round = 0; round < ROUNDS; round++) {
      slow.on(Operation.MODIFY_ENTITY, new Rendezvous(2)::meet);
      Future<T> first = kind.modify(hcp1, kind.noted(current, "hcp1 was here " + round));
      Future<T> second = kind.modify(hcp2, kind.noted(current, "hcp2 was here " + round));

      T winner = winner(first, second);

      assertThat(await(kind.get(hcp1, id))).isEqualTo(winner);
      assertThat(await(kind.get(hcp2, id))).isEqualTo(winner);
      assertThat(kind.metadata(winner).delegations()).isEqualTo(delegations);
      current = winner;
    }
  }

  @Scenario
  void s11_ofOneWhoModifiesAndOneWhoSharesAtOnceOneWins(World world) {
    EntityKinds.ALL.forEach(kind -> modifyingAndSharingCollide(world, kind));
  }

  private static <T> void modifyingAndSharingCollide(World world, EntityKind<T> kind) {
    HostileServer slow = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, slow::between);
    Person hcp2 = world.person(DataOwner.Type.HCP, slow::between);
    Person p = world.patient();
    T current = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    Rendezvous both = new Rendezvous(2);
    slow.on(Operation.MODIFY_ENTITY, both::meet);
    slow.on(Operation.GIVE_ACCESS, both::meet);
    Future<T> modified = kind.modify(hcp1, kind.noted(current, "hcp1 was here"));
    Future<T> shared = kind.share(hcp2, current, p);

    T winner = winner(modified, shared);

    slow.repent();
    String id = kind.id(current);
    assertThat(await(kind.get(hcp1, id))).isEqualTo(winner);
    T last =
        modified.succeeded()
            ? await(kind.share(hcp2, winner, p))
            : await(kind.modify(hcp1, kind.noted(winner, "hcp1 was here")));
    for (Person reader : List.of(hcp1, hcp2, p)) {
      assertThat(await(kind.get(reader, id))).isEqualTo(last);
    }
    assertThat(kind.metadata(last).delegations()).hasSize(3);
  }

  /** The result of the one that succeeded; the other failed with a conflict that names it. */
  private static <T> T winner(Future<T> first, Future<T> second) {
    settled(first);
    settled(second);
    assertThat(first.succeeded()).isNotEqualTo(second.succeeded());
    Future<T> loser = first.succeeded() ? second : first;
    assertThat(loser.cause()).isInstanceOf(Conflict.class);
    return first.succeeded() ? first.result() : second.result();
  }
}
