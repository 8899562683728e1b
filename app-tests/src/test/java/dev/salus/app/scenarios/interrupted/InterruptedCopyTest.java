package dev.salus.app.scenarios.interrupted;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.TooManyRequests;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.List;

/** A copy is made for all who have access, or not at all. */
final class InterruptedCopyTest {

  @Scenario
  void aServerThatIsTooBusyCostsNobodyTheirAccess(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Person hcp3 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    Patient both = await(hcp1.patients().giveAccessTo(shared, hcp3.id()));
    Person later = world.connect(hcp1, hcp1.keys(), server::between);
    String exchange =
        StoredEntities.exchangeOf(
            StoredEntities.entity(world, EntityType.PATIENT, both.id()), hcp2.id());
    server.on(
        Operation.EXCHANGE,
        (asked, honest) ->
            exchange.equals(asked.text("id"))
                ? Future.failedFuture(new TooManyRequests("slowly", 1_000))
                : honest.get());

    failure(TooManyRequests.class, later.patients().copyWithout(both, hcp3.id()));

    for (Person reader : List.of(hcp1, hcp2, hcp3)) {
      assertThat(await(reader.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
    }
    assertThat(server.asked(Operation.CREATE_ENTITY)).hasSize(1);
  }
}
