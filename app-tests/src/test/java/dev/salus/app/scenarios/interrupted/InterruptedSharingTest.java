package dev.salus.app.scenarios.interrupted;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.TooManyRequests;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What stands in the way of automatic sharing, and is not the delegate. */
final class InterruptedSharingTest {

  @Scenario
  void aServerThatIsTooBusyFailsTheCreationAndSkipsNobody(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    await(hcp1.users().shareAllFutureDataWith(List.of(hcp2.id())));
    server.on(
        Operation.CREATE_EXCHANGE,
        (asked, honest) ->
            hcp2.id().equals(asked.body().getString("delegate"))
                ? Future.failedFuture(new TooManyRequests("slowly", 1_000))
                : honest.get());

    failure(TooManyRequests.class, hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    server.repent();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    assertThat(john.metadata().skipped()).isEmpty();
    assertThat(await(hcp2.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void aPolicyThatIsNoneDoesNotBlockTheCreation(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    server.replace(Operation.POLICY, new JsonObject().put("policy", "share with everybody"));

    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    assertThat(john.metadata().skipped()).hasSize(1);
    RefusedPolicy refused = failure(RefusedPolicy.class, hcp1.users().getAutomaticSharing());
    assertThat(refused.reason()).isEqualTo(RefusedPolicy.Reason.MALFORMED);
  }
}
