package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.PatientKind;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Rendezvous;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.testing.Await;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Fifty clients give access to, modify and revoke on one entity at once, round after round. */
final class CrowdTest {

  private static final int CLIENTS = 50;
  private static final int ROUNDS = 3;
  private static final int RETRYING = 12;

  private static final List<Write> WRITES = List.of(Write.MODIFY, Write.SHARE, Write.REVOKE);

  private static final PatientKind KIND = new PatientKind();

  /** What one client did in a round; the guest is who was shared with or revoked, or nobody. */
  private record Attempt(Person client, Write write, Person guest, Future<Patient> done) {}

  private enum Write {
    MODIFY,
    SHARE,
    REVOKE
  }

  /** The clients, all with WRITE, and for each a guest; those of the revokers have access. */
  private record Crowd(HostileServer slow, List<Person> clients, List<Person> guests) {

    static Crowd of(World world) {
      HostileServer slow = new HostileServer();
      return new Crowd(
          slow,
          Stream.generate(() -> world.person(DataOwner.Type.HCP, slow::between))
              .limit(CLIENTS)
              .toList(),
          Stream.generate(world::patient).limit(CLIENTS).toList());
    }

    Patient shared() {
      Person author = clients.get(0);
      Patient shared = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
      for (Person client : clients.subList(1, CLIENTS)) {
        shared = await(KIND.share(author, shared, client));
      }
      for (int i = 0; i < CLIENTS; i++) {
        if (writeOf(i) == Write.REVOKE) {
          shared = await(KIND.share(clients.get(i), shared, guests.get(i)));
        }
      }
      return shared;
    }

    static Write writeOf(int client) {
      return WRITES.get(client % WRITES.size());
    }
  }

  @Scenario
  void s11_fiftyWhoShareModifyAndRevokeAtOnceLoseNothing(World world) {
    Crowd crowd = Crowd.of(world);
    Patient current = crowd.shared();
    Set<String> expected = delegates(current);
    Set<Person> done = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Attempt> attempts = allAtOnce(crowd, current, done, round);

      Attempt winner = requireOneWinner(attempts, KIND.id(current));

      current = requireWritten(winner, current, expected);
      done.add(winner.client());
    }
    crowd.slow().repent();
    for (Person client : crowd.clients()) {
      assertThat(await(KIND.get(client, current.id()))).isEqualTo(current);
    }
  }

  /** All write the same revision; no write goes out before all are ready. */
  private static List<Attempt> allAtOnce(
      Crowd crowd, Patient current, Set<Person> done, int round) {
    Rendezvous everybody = new Rendezvous(CLIENTS);
    List.of(Operation.MODIFY_ENTITY, Operation.GIVE_ACCESS, Operation.REKEY)
        .forEach(write -> crowd.slow().on(write, everybody::meet));
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Person client = crowd.clients().get(i);
      Write write = done.contains(client) ? Write.MODIFY : Crowd.writeOf(i);
      attempts.add(attempt(client, write, crowd.guests().get(i), current, i + " in " + round));
    }
    attempts.forEach(attempt -> settled(attempt.done()));
    return attempts;
  }

  private static Attempt attempt(
      Person client, Write write, Person guest, Patient current, String note) {
    Future<Patient> done =
        switch (write) {
          case MODIFY -> KIND.modify(client, KIND.noted(current, note));
          case SHARE -> KIND.share(client, current, guest);
          case REVOKE -> KIND.revoke(client, current, guest).map(AccessRevoked::entity);
        };
    return new Attempt(client, write, guest, done);
  }

  private static Attempt requireOneWinner(List<Attempt> attempts, String id) {
    List<Attempt> winners = attempts.stream().filter(a -> a.done().succeeded()).toList();
    assertThat(winners).hasSize(1);
    String rev = winners.get(0).done().result().metadata().rev();
    for (Attempt attempt : attempts) {
      if (attempt.done().failed()) {
        assertThat(attempt.done().cause())
            .isInstanceOfSatisfying(
                Conflict.class, conflict -> assertThat(conflict.currentRev()).isEqualTo(rev));
      }
    }
    attempts.stream()
        .filter(attempt -> attempt.done().failed() && attempt.write() == Write.SHARE)
        .limit(2)
        .forEach(lost -> failure(NotFound.class, KIND.get(lost.guest(), id)));
    return winners.get(0);
  }

  /** What the winner wrote is there, and but for that all is as it was. */
  private static Patient requireWritten(Attempt winner, Patient before, Set<String> expected) {
    Patient after = winner.done().result();
    String guest = winner.guest().id();
    switch (winner.write()) {
      case MODIFY -> assertThat(after.note()).isNotEqualTo(before.note());
      case SHARE -> expected.add(guest);
      case REVOKE -> expected.remove(guest);
    }
    if (winner.write() != Write.MODIFY) {
      assertThat(after.note()).isEqualTo(before.note());
    }
    assertThat(delegates(after)).isEqualTo(expected);
    assertThat(await(KIND.get(winner.client(), before.id()))).isEqualTo(after);
    return after;
  }

  private static Set<String> delegates(Patient patient) {
    return new HashSet<>(
        patient.metadata().delegations().stream().map(DelegationInfo::delegate).toList());
  }

  @Scenario
  void s11_whoRetriesGetsThroughWhilePlainCallsFail(World world) {
    Person hcp1 = world.hcp();
    List<Person> guests = Stream.generate(world::patient).limit(RETRYING).toList();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    List<Future<Patient>> shared =
        guests.stream()
            .map(guest -> KIND.shareRetrying(hcp1, john.id(), guest.id(), RETRYING))
            .toList();
    shared.forEach(Await::await);

    Patient last = await(hcp1.patients().getPatient(john.id()));
    assertThat(delegates(last))
        .hasSize(RETRYING + 1)
        .containsAll(guests.stream().map(Person::id).toList());
    for (Person guest : guests) {
      assertThat(await(KIND.get(guest, john.id()))).isEqualTo(last);
    }
    assertThat(failure(Conflict.class, KIND.share(hcp1, john, world.hcp())).currentRev())
        .isEqualTo(last.metadata().rev());
  }

  @Scenario
  void s11_retryingIsBounded(World world) {
    EntityKinds.ALL.forEach(kind -> retriesSoOften(world, kind));
  }

  private static <T> void retriesSoOften(World world, EntityKind<T> kind) {
    HostileServer busy = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, busy::between);
    T created = kind.create(hcp1);
    busy.on(
        Operation.GIVE_ACCESS, (asked, honest) -> Future.failedFuture(new Conflict("busy", "2-x")));

    failure(Conflict.class, kind.shareRetrying(hcp1, kind.id(created), world.hcp().id(), 3));

    assertThat(busy.asked(Operation.GIVE_ACCESS)).hasSize(3);
  }
}
