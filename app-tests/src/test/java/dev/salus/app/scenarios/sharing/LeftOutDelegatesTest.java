package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.SalusException;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.SkippedDelegate;
import dev.salus.sdk.transport.Repeats;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.List;

/** Revoking access where others cannot be given the new key (protocol §8). */
final class LeftOutDelegatesTest {

  /** An author, a delegate who gave access to a device, and a patient whom the author gave it. */
  private record Case<T>(
      World world, EntityKind<T> kind, Person author, Person hcp2, Person p, Person d, T shared) {

    static <T> Case<T> of(World world, EntityKind<T> kind) {
      Person author = world.hcp();
      Person hcp2 = world.hcp();
      Person p = world.patient();
      Person d = world.device();
      T shared = await(kind.share(author, kind.create(author), hcp2));
      shared = await(kind.share(author, shared, p));
      return new Case<>(world, kind, author, hcp2, p, d, await(kind.share(hcp2, shared, d)));
    }

    /** The delegate on another machine, which remembers no cards. */
    Person revoker(HostileServer server) {
      KeyRing keys = KeyRing.importJson(hcp2.keys().exportJson());
      return world.connect(
          hcp2, keys, options -> server.between(options).withRepeats(Repeats.NONE));
    }

    /** Somebody's only key is given up, for no other. */
    void giveUpKey(Person person) {
      OwnerKey key = person.keys().current();
      long now = System.currentTimeMillis();
      await(
          world
              .api(person)
              .retire(person.id(), key.keyId(), key.retire(key.card(), now, null).toJson()));
    }

    void assertRefused(Class<? extends SalusException> why, Person revoker, HostileServer server) {
      failure(why, kind.revoke(revoker, shared, d));
      for (Person reader : List.of(hcp2, d)) {
        assertThat(await(kind.get(reader, kind.id(shared)))).isEqualTo(shared);
      }
      assertThat(server.asked(Operation.REKEY).size()).isLessThanOrEqualTo(1);
    }
  }

  @Scenario
  void theAuthorIsNeverLeftOut(World world) {
    EntityKinds.ALL.forEach(kind -> authorStays(Case.of(world, kind)));
  }

  private static <T> void authorStays(Case<T> it) {
    HostileServer server = new HostileServer();
    it.giveUpKey(it.author());

    NoUsableKey named =
        failure(NoUsableKey.class, it.kind().revoke(it.revoker(server), it.shared(), it.d()));

    assertThat(named.dataOwner()).isEqualTo(it.author().id());
    assertThat(server.asked(Operation.REKEY)).isEmpty();
  }

  @Scenario
  void t18_whoGaveUpTheOnlyKeyKeepsNobodyFromRevoking(World world) {
    EntityKinds.ALL.forEach(kind -> othersGoOn(Case.of(world, kind)));
  }

  private static <T> void othersGoOn(Case<T> it) {
    it.giveUpKey(it.p());

    AccessRevoked<T> revoked =
        await(it.kind().revoke(it.revoker(new HostileServer()), it.shared(), it.d()));

    assertThat(revoked.leftOut())
        .extracting(SkippedDelegate::delegate)
        .containsExactly(it.p().id());
    assertThat(revoked.revoked()).containsExactly(it.d().id());
    for (Person reader : List.of(it.author(), it.hcp2())) {
      assertThat(await(it.kind().get(reader, it.kind().id(it.shared()))))
          .isEqualTo(revoked.entity());
    }
  }

  @Scenario
  void nobodyIsLeftOutBecauseTheServerIsAway(World world) {
    EntityKinds.ALL.forEach(kind -> staysWhileTheServerIsAway(Case.of(world, kind)));
  }

  private static <T> void staysWhileTheServerIsAway(Case<T> it) {
    HostileServer server = new HostileServer();
    Person revoker = it.revoker(server);
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) -> Future.failedFuture(new Unavailable("away", 1)));

    it.assertRefused(Unavailable.class, revoker, server);
    assertThat(server.asked(Operation.REKEY)).isEmpty();
  }
}
