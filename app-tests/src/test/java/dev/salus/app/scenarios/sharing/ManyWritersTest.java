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
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Rendezvous;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Metadata;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scenario S11 with a crowd: eight clients write one revision at once, round after round. */
final class ManyWritersTest {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = 4;

  /** What one client did in a round: it modified, or it shared with a newcomer. */
  private record Attempt<T>(Person newcomer, Future<T> done) {}

  @Scenario
  void s11_ofEightWhoModifyOrShareAtOnceOneWinsEachRound(World world) {
    HostileServer slow = new HostileServer();
    List<Person> clients =
        Stream.generate(() -> world.person(DataOwner.Type.HCP, slow::between))
            .limit(CLIENTS)
            .toList();
    List<Person> newcomers = Stream.generate(world::device).limit(CLIENTS * ROUNDS / 2).toList();
    EntityKinds.ALL.forEach(kind -> compete(kind, slow, clients, newcomers));
  }

  private static <T> void compete(
      EntityKind<T> kind, HostileServer slow, List<Person> clients, List<Person> newcomers) {
    T current = kind.create(clients.get(0));
    for (Person client : clients.subList(1, CLIENTS)) {
      current = await(kind.share(clients.get(0), current, client));
    }
    for (int round = 0; round < ROUNDS; round++) {
      List<Person> fresh = newcomers.subList(round * CLIENTS / 2, (round + 1) * CLIENTS / 2);
      List<Attempt<T>> attempts = allAtOnce(kind, slow, clients, fresh, current, round);

      current = requireOneWinner(kind, clients, attempts, kind.metadata(current));
    }
    assertThat(kind.metadata(current).delegations()).hasSizeBetween(CLIENTS, CLIENTS + ROUNDS);
  }

  /** Every other client modifies, the rest share; no write goes out before all are ready. */
  private static <T> List<Attempt<T>> allAtOnce(
      EntityKind<T> kind,
      HostileServer slow,
      List<Person> clients,
      List<Person> fresh,
      T current,
      int round) {
    Rendezvous everybody = new Rendezvous(CLIENTS);
    slow.on(Operation.MODIFY_ENTITY, everybody::meet);
    slow.on(Operation.GIVE_ACCESS, everybody::meet);
    List<Attempt<T>> attempts = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Person client = clients.get(i);
      if ((i + round) % 2 == 0) {
        T noted = kind.noted(current, "client " + i + " in round " + round);
        attempts.add(new Attempt<>(null, kind.modify(client, noted)));
      } else {
        Person newcomer = fresh.get(i / 2);
        attempts.add(new Attempt<>(newcomer, kind.share(client, current, newcomer)));
      }
    }
    attempts.forEach(attempt -> settled(attempt.done()));
    return attempts;
  }

  private static <T> T requireOneWinner(
      EntityKind<T> kind, List<Person> clients, List<Attempt<T>> attempts, Metadata before) {
    List<Attempt<T>> winners = attempts.stream().filter(a -> a.done().succeeded()).toList();
    assertThat(winners).hasSize(1);
    Attempt<T> winner = winners.get(0);
    T won = winner.done().result();
    Metadata after = kind.metadata(won);
    assertThat(after.rev()).isNotEqualTo(before.rev());
    attempts.stream()
        .filter(attempt -> attempt.done().failed())
        .forEach(attempt -> requireLost(kind, attempt, after.rev(), kind.id(won)));
    for (Person client : clients) {
      assertThat(await(kind.get(client, kind.id(won)))).isEqualTo(won);
    }
    requireDelegations(winner.newcomer(), before, after);
    if (winner.newcomer() != null) {
      assertThat(await(kind.get(winner.newcomer(), kind.id(won)))).isEqualTo(won);
    }
    return won;
  }

  private static <T> void requireLost(
      EntityKind<T> kind, Attempt<T> lost, String currentRev, String id) {
    assertThat(lost.done().cause())
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.currentRev()).isEqualTo(currentRev));
    if (lost.newcomer() != null) {
      failure(NotFound.class, kind.get(lost.newcomer(), id));
    }
  }

  /** Nobody's delegation is lost; one is added if the winner shared. */
  private static void requireDelegations(Person newcomer, Metadata before, Metadata after) {
    List<String> expected =
        new ArrayList<>(before.delegations().stream().map(DelegationInfo::delegate).toList());
    if (newcomer == null) {
      assertThat(after.version()).isEqualTo(before.version() + 1);
    } else {
      assertThat(after.version()).isEqualTo(before.version());
      expected.add(newcomer.id());
    }
    assertThat(after.delegations().stream().map(DelegationInfo::delegate))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(after.delegations()).containsAll(before.delegations());
  }
}
