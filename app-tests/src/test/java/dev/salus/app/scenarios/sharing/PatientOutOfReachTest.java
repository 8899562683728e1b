package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.PatientReference;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;

/** A patient's record that cannot be believed does not close what is about the patient. */
final class PatientOutOfReachTest {

  @Scenario
  void aSampleOpensThoughItsPatientsRecordIsRefused(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample =
        await(hcp1.samples().createOrModifyDataSampleFor(john.id(), Examples.helloWorld()));
    Person fresh = world.connect(hcp1, hcp1.keys(), server::between);
    server.on(
        Operation.ENTITY,
        (asked, honest) ->
            asked.isAbout(EntityType.PATIENT)
                ? honest.get().map(entity -> entity.put("modified", 1L))
                : honest.get());

    DataSample read = await(fresh.samples().getDataSample(sample.id()));

    assertThat(read).isEqualTo(sample);
    assertThat(await(fresh.samples().extractPatientId(read)))
        .contains(new PatientReference(john.id(), false));
    failure(TamperedEntity.class, fresh.patients().getPatient(john.id()));
    Future<?> list = fresh.samples().getDataSamplesForPatient(john.id());
    failure(TamperedEntity.class, list);
  }
}
