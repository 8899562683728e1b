package dev.salus.app.scenarios.hostile;

import static dev.salus.app.scenarios.hostile.RawCase.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Threat T08: a delegate with a client of its own making, against delegations. */
final class RawDelegateTest {

  @Scenario
  void t08_aForeignDelegationIsNotRemoved(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    List<Grant> fewer = it.stored().grants().subList(0, 2);

    failure(Forbidden.class, clients.remove(it.writer(), it.stored(), it.readers()));
    failure(Forbidden.class, clients.remove(it.reader(), it.stored(), it.writers()));
    failure(Forbidden.class, clients.remove(it.writer(), it.stored(), it.own()));
    assertInvalid("grants", clients.modify(it.writer(), it.stored(), it.withGrants(fewer)));
    it.assertNothingChanged();
  }

  @Scenario
  void t08_aForeignDelegationIsNotAltered(World world) {
    RawCase it = RawCase.of(world);
    List<Grant> altered = altered(it, 2, it.readers(), it.reader(), Permission.READ);

    assertInvalid("grants", it.clients().modify(it.writer(), it.stored(), it.withGrants(altered)));
    it.assertNothingChanged();
  }

  @Scenario
  void t08_nobodyRaisesTheirOwnPermission(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    List<Grant> raised = altered(it, 2, it.readers(), it.reader(), Permission.WRITE);
    JsonObject promoting =
        clients.granting(
            it.stored(), it.reader(), List.of(it.readers()), it.reader(), Permission.WRITE);

    failure(Forbidden.class, clients.give(it.reader(), it.stored(), promoting));
    assertInvalid("grants", clients.modify(it.writer(), it.stored(), it.withGrants(raised)));
    it.assertNothingChanged();
  }

  private static List<Grant> altered(
      RawCase it, int grant, String exchangeId, TestOwner delegate, Permission permission) {
    List<Grant> altered = new ArrayList<>(it.stored().grants());
    altered.set(
        grant,
        altered
            .get(grant)
            .withDelegations(
                Map.of(exchangeId, it.clients().writes().delegation(delegate, permission)),
                List.of()));
    return altered;
  }

  @Scenario
  void t08_aDelegationOfAnotherIsNotForged(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    clients.exchange(it.author(), it.stranger());
    String foreign = it.author().exchangeTo(it.stranger());
    Grant byAuthor =
        new Grant(
            it.author().id(),
            it.author().keyId(),
            System.currentTimeMillis(),
            1,
            List.of(),
            Map.of(foreign, clients.writes().delegation(it.stranger(), Permission.WRITE)),
            List.of(),
            clients.writes().bytes(64));
    Grant signedByWriter = ClientWrites.sign(it.stored(), it.writer(), byAuthor);
    Grant underOwnName =
        clients
            .writes()
            .grant(
                it.stored(),
                it.writer(),
                List.of(it.writers()),
                Map.of(foreign, clients.writes().delegation(it.stranger(), Permission.READ)));

    assertInvalid(
        "grant.by",
        clients.give(it.writer(), it.stored(), RawClients.body(it.stored(), signedByWriter)));
    assertInvalid(
        "grant.delegations." + foreign,
        clients.give(it.writer(), it.stored(), RawClients.body(it.stored(), underOwnName)));
    it.assertNothingChanged();
  }

  @Scenario
  void t08_nobodyGivesFromParentsThatAreNotTheirs(World world) {
    RawCase it = RawCase.of(world);
    List<List<String>> foreign =
        List.of(
            List.of(it.own()),
            List.of(it.readers()),
            List.of(it.reader().exchangeTo(it.writer())),
            List.of());
    for (List<String> parents : foreign) {
      JsonObject body =
          it.clients().granting(it.stored(), it.writer(), parents, it.stranger(), Permission.READ);
      assertInvalid("grant.parents", it.clients().give(it.writer(), it.stored(), body));
    }
    it.assertNothingChanged();
  }

  @Scenario
  void t08_aGrantIsNotLoadedWithJunk(World world) {
    RawCase it = RawCase.of(world);
    JsonObject body =
        it.clients()
            .granting(
                it.stored(), it.reader(), List.of(it.readers()), it.stranger(), Permission.READ);
    String exchangeId = it.reader().exchangeTo(it.stranger());
    body.getJsonObject("grant")
        .getJsonObject("delegations")
        .getJsonObject(exchangeId)
        .put("link", it.clients().writes().bytes(1_000_000));

    assertInvalid(
        "grant.delegations." + exchangeId + ".link",
        it.clients().give(it.reader(), it.stored(), body));
    it.assertNothingChanged();
  }

  @Scenario
  void t08_whatWasPlantedToSurviveARemovalGoesWithIt(World world) {
    RawCase it = RawCase.of(world);
    RawClients clients = it.clients();
    TestOwner writer = it.writer();
    TestOwner accomplice = it.stranger();
    Entity planted =
        clients.share(it.stored(), writer, List.of(it.writers()), accomplice, Permission.WRITE);
    String there = writer.exchangeTo(accomplice);
    planted = clients.share(planted, accomplice, List.of(there), writer, Permission.WRITE);
    String back = accomplice.exchangeTo(writer);
    planted = clients.share(planted, writer, List.of(back), writer, Permission.WRITE);

    Entity left = Entity.parse(await(clients.remove(it.author(), planted, it.writers())));

    assertThat(left.delegations().valid().keySet())
        .containsExactlyInAnyOrder(it.own(), it.readers());
    failure(NotFound.class, clients.get(writer, planted));
    failure(NotFound.class, clients.get(accomplice, planted));
  }
}
