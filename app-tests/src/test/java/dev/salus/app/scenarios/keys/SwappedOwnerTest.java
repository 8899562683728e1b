package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.model.DataOwner;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Threat T19: a server that wants to be met without memory names another data owner. */
final class SwappedOwnerTest {

  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final List<FirstUse.Situation> asked = new ArrayList<>();

  private SalusOptions options(World world, Person person) {
    return SalusOptions.of(world.transport(person)).withKeyStore(store, this::makeKeys);
  }

  private Future<FirstUse.Choice> makeKeys(FirstUse.Situation situation) {
    asked.add(situation);
    return Future.succeededFuture(new FirstUse.Choice.MakeKeys());
  }

  @Scenario
  void t19_anotherDataOwnerIsRefusedByNameAndNothingIsMade(World world) {
    Person alice = world.account(DataOwner.Type.HCP);
    Person swapped = world.account(DataOwner.Type.HCP);
    Salus first = await(world.open(options(world, alice)));
    await(first.close());
    HostileServer server = new HostileServer();
    server.alter(Operation.ME, user -> user.put("dataOwner", swapped.id()));

    AnotherDataOwner refused =
        failure(AnotherDataOwner.class, world.open(server.between(options(world, alice))));

    assertThat(refused.kept()).isEqualTo(alice.id());
    assertThat(refused.answered()).isEqualTo(swapped.id());
    assertThat(asked).hasSize(1);
    assertThat(await(store.load(swapped.id()))).isEmpty();
    assertThat(server.asked(Operation.PUBLISH_CARD)).isEmpty();
    assertThat(
            await(world.api(swapped).cards(swapped.id(), new JsonObject())).getJsonArray("items"))
        .isEmpty();

    server.alter(
        Operation.ME,
        user -> {
          user.remove("dataOwner");
          return user;
        });
    failure(AnotherDataOwner.class, world.open(server.between(options(world, alice))));

    server.repent();
    await(world.open(server.between(options(world, alice))));
    assertThat(asked).hasSize(1);
  }
}
