package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.Repeats;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Removing the access of somebody who has it from several. */
final class RemovingAccessTest {

  /** Somebody who has READ from the author and WRITE from a delegate of the author. */
  private record Case<T>(
      EntityKind<T> kind,
      HostileServer server,
      Person author,
      Person hcp2,
      Person p,
      Person d,
      T shared) {

    static <T> Case<T> of(World world, EntityKind<T> kind) {
      HostileServer server = new HostileServer();
      Person author =
          world.person(
              DataOwner.Type.HCP, options -> server.between(options).withRepeats(Repeats.NONE));
      Person hcp2 = world.hcp();
      Person p = world.patient();
      Person d = world.device();
      T shared = await(kind.share(author, kind.create(author), hcp2));
      shared = await(kind.share(author, shared, p.id(), Access.READ));
      shared = await(kind.share(hcp2, shared, p));
      shared = await(kind.share(p, shared, d));
      Case<T> made = new Case<>(kind, server, author, hcp2, p, d, shared);
      assertThat(made.held()).isEqualTo(2);
      return made;
    }

    /** How many delegations the patient holds. */
    long held() {
      return kind.metadata(await(kind.get(author, id()))).delegations().stream()
          .filter(each -> each.delegate().equals(p.id()))
          .count();
    }

    String id() {
      return kind.id(shared);
    }

    void assertGone() {
      failure(NotFound.class, kind.get(p, id()));
      failure(NotFound.class, kind.get(d, id()));
    }
  }

  @Scenario
  void theAuthorRemovesAllOfThem(World world) {
    EntityKinds.ALL.forEach(kind -> authorRemovesAll(Case.of(world, kind)));
  }

  private static <T> void authorRemovesAll(Case<T> it) {
    T left = await(it.kind().remove(it.author(), it.shared(), it.p().id())).orElseThrow();

    it.assertGone();
    assertThat(it.server().asked(Operation.REMOVE_DELEGATION)).hasSize(2);
    assertThat(await(it.kind().get(it.hcp2(), it.id()))).isEqualTo(left);
  }

  @Scenario
  void whoGaveOneOfThemRemovesNone(World world) {
    EntityKinds.ALL.forEach(kind -> delegateRemovesNone(Case.of(world, kind)));
  }

  private static <T> void delegateRemovesNone(Case<T> it) {
    failure(Forbidden.class, it.kind().remove(it.hcp2(), it.shared(), it.p().id()));

    assertThat(it.held()).isEqualTo(2);
    assertThat(await(it.kind().get(it.p(), it.id()))).isEqualTo(it.shared());
  }

  @Scenario
  void whoLeavesLeavesAllOfThem(World world) {
    EntityKinds.ALL.forEach(kind -> leavesAll(Case.of(world, kind)));
  }

  private static <T> void leavesAll(Case<T> it) {
    assertThat(await(it.kind().remove(it.p(), it.shared(), it.p().id()))).isEmpty();

    it.assertGone();
    assertThat(it.held()).isZero();
  }

  @Scenario
  void whatWasInterruptedIsFinishedByDoingItAgain(World world) {
    EntityKinds.ALL.forEach(kind -> finishes(Case.of(world, kind)));
  }

  private static <T> void finishes(Case<T> it) {
    AtomicInteger calls = new AtomicInteger();
    it.server()
        .on(
            Operation.REMOVE_DELEGATION,
            (asked, honest) ->
                calls.incrementAndGet() == 2
                    ? Future.failedFuture(new Unavailable("away", 1))
                    : honest.get());

    failure(Unavailable.class, it.kind().remove(it.author(), it.shared(), it.p().id()));

    assertThat(it.held()).isEqualTo(1);
    T now = await(it.kind().get(it.author(), it.id()));
    await(it.kind().remove(it.author(), now, it.p().id()));
    it.assertGone();
  }

  @Scenario
  void whoIsGivenAccessAgainMeanwhileIsToldAsAConflict(World world) {
    EntityKinds.ALL.forEach(kind -> givenAgain(world, kind));
  }

  private static <T> void givenAgain(World world, EntityKind<T> kind) {
    HostileServer server = new HostileServer();
    Person author = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Person p = world.patient();
    T shared = await(kind.share(author, kind.create(author), hcp2));
    T given = await(kind.share(author, shared, p));
    server.on(
        Operation.REMOVE_DELEGATION,
        (asked, honest) ->
            honest
                .get()
                .compose(
                    left ->
                        kind.shareRetrying(hcp2, kind.id(given), p.id(), 3).map(again -> left)));

    Conflict conflict = failure(Conflict.class, kind.remove(author, given, p.id()));

    T now = await(kind.get(p, kind.id(given)));
    assertThat(conflict.currentRev()).isEqualTo(kind.metadata(now).rev());
  }
}
