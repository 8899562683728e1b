package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A server that lies about which data is a patient's while all of it is shared with them. */
final class HostileAllDataTest {

  @Scenario
  void theDataOfAnotherPatientIsNotGivenAway(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient arya = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample ofJohn = Examples.sampleFor(john.id(), hcp1);
    DataSample ofArya = Examples.sampleFor(arya.id(), hcp1);
    Person p = invited(world, hcp1, john);
    JsonObject slipped = StoredEntities.entity(world, EntityType.DATA_SAMPLE, ofArya.id());
    server.on(
        Operation.LIST_ENTITIES,
        (asked, honest) ->
            asked.isAbout(EntityType.DATA_SAMPLE)
                ? honest.get().map(answer -> with(answer, slipped))
                : honest.get());

    List<SharedEntity> results = new ArrayList<>();
    await(hcp1.patients().giveAccessToAllDataOf(john.id(), results::add));

    failure(NotFound.class, p.samples().getDataSample(ofArya.id()));
    assertThat(await(p.samples().getDataSample(ofJohn.id())).id()).isEqualTo(ofJohn.id());
    assertThat(results)
        .filteredOn(result -> result.id().equals(ofArya.id()))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.outcome()).isEqualTo(SharedEntity.Outcome.FAILED);
              assertThat(result.error()).isInstanceOf(TamperedEntity.class);
            });
  }

  @Scenario
  void aListThatNeverEndsFails(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Examples.sampleFor(john.id(), hcp1);
    invited(world, hcp1, john);
    server.on(
        Operation.LIST_ENTITIES,
        (asked, honest) -> {
          asked.parameters().remove("cursor");
          return honest.get().map(answer -> answer.put("next", "on and on"));
        });

    failure(InternalFault.class, hcp1.patients().giveAccessToAllDataOf(john.id(), result -> {}));
  }

  @Scenario
  void whoHasNoKeysIsToldSo(World world) {
    Person hcp1 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));

    failure(
        Forbidden.class, world.admin().patientApi().giveAccessToAllDataOf(john.id(), result -> {}));
  }

  private static Person invited(World world, Person inviter, Patient patient) {
    InvitationCode code = await(inviter.patients().inviteUser(patient));
    Person invited = world.invited(code);
    await(inviter.patients().confirmInvitation(code));
    return invited;
  }

  private static JsonObject with(JsonObject answer, JsonObject item) {
    answer.getJsonArray("items").add(item.copy());
    return answer;
  }
}
