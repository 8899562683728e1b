package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.model.Patient;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Deleting exchange records that nothing needs any more (protocol §3). */
final class UnusedExchangesTest {

  @Scenario
  void whatALaterRecordSupersedesAndNothingNamesIsDeleted(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person hcp3 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    await(hcp1.patients().giveAccessTo(shared, hcp3.id()));
    List<String> first = records(world, hcp1, hcp2);
    Patient current = await(hcp1.patients().getPatient(john.id()));
    await(hcp1.patients().revokeAccess(current, hcp2.id()));
    assertThat(await(hcp1.salus().deviceApi().deleteUnusedExchanges())).isEmpty();
    await(hcp1.salus().deviceApi().rotate(soFar -> {}));
    Patient ygritte = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient again = await(hcp1.patients().giveAccessTo(ygritte, hcp2.id()));
    await(hcp1.patients().giveAccessTo(again, hcp3.id()));

    List<String> deleted = await(hcp1.salus().deviceApi().deleteUnusedExchanges());

    assertThat(deleted).isEqualTo(first).hasSize(1);
    assertThat(records(world, hcp1, hcp2)).hasSize(1).doesNotContainAnyElementsOf(first);
    assertThat(records(world, hcp1, hcp3)).hasSize(2);
    for (Person reader : List.of(hcp1, hcp3)) {
      Person fresh = world.connect(reader, reader.keys());
      assertThat(await(fresh.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
    }
    Person fresh = world.connect(hcp2, hcp2.keys());
    assertThat(await(fresh.patients().getPatient(ygritte.id())).note()).isEqualTo(Examples.NOTE);
  }

  private static List<String> records(World world, Person from, Person to) {
    JsonObject pair = new JsonObject().put("delegator", from.id()).put("delegate", to.id());
    return await(world.api(from).exchanges(pair)).getJsonArray("items").stream()
        .map(record -> ((JsonObject) record).getString("id"))
        .toList();
  }
}
