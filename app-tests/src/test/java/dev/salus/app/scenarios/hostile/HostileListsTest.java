package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Refused;
import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a hostile server, or anybody who shares junk, does to the lists of others. */
final class HostileListsTest {

  /** A mark that says nothing. */
  private static final String NO_RECORD = "{\"doubtful\":{}}";

  @Scenario
  void theListOfAPatientHasNothingOfAnotherPatient(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient arya = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample ofJohn = sample(hcp1, john);
    DataSample ofArya = sample(hcp1, arya);
    JsonObject slipped = StoredEntities.entity(world, EntityType.DATA_SAMPLE, ofArya.id());

    server.alter(Operation.LIST_ENTITIES, answer -> with(answer, slipped));

    assertThat(await(hcp1.samples().getDataSamplesForPatient(john.id()))).containsExactly(ofJohn);
  }

  @Scenario
  void whatAListHasTwiceIsShownOnce(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = sample(hcp1, john);
    JsonObject again = StoredEntities.entity(world, EntityType.DATA_SAMPLE, sample.id());

    server.alter(Operation.LIST_ENTITIES, answer -> with(answer, again));

    assertThat(await(hcp1.samples().getDataSamplesForPatient(john.id()))).containsExactly(sample);
  }

  @Scenario
  void aListThatNeverEndsFails(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    sample(hcp1, john);

    server.on(
        Operation.LIST_ENTITIES,
        (asked, honest) -> {
          asked.parameters().remove("cursor");
          return honest.get().map(answer -> answer.put("next", "on and on"));
        });

    failure(InternalFault.class, hcp1.samples().getDataSamplesForPatient(john.id()));
  }

  @Scenario
  void aFilteredListHasNothingElse(World world) {
    HostileServer server = new HostileServer();
    EncryptedFields published = EncryptedFields.publishing("IC-TEST");
    Person hcp1 =
        world.person(
            DataOwner.Type.HCP, options -> server.between(options).withEncryptedFields(published));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject stored = StoredEntities.entity(world, EntityType.PATIENT, john.id());

    server.alter(Operation.LIST_ENTITIES, answer -> with(answer, stored));

    EntityFilter none = EntityFilter.tagged("IC-TEST", "TEST");
    refused(await(hcp1.patients().getPatients(none)).items(), john.id(), TamperedEntity.class);
    EntityFilter before = EntityFilter.ALL.between(null, john.metadata().created() - 1);
    refused(await(hcp1.patients().getPatients(before)).items(), john.id(), TamperedEntity.class);
  }

  @Scenario
  void aWrapOfJunkDoesNotHideTheRestOfAList(World world) {
    HostileServer inBetween = new HostileServer();
    Person stranger = world.person(DataOwner.Type.HCP, inBetween::between);
    Person hcp1 = world.hcp();
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient bait = await(stranger.patients().createOrModifyPatient(Examples.johnSnow()));
    inBetween.on(
        Operation.GIVE_ACCESS,
        (asked, honest) -> {
          JsonObject delegations = asked.body().getJsonObject("grant").getJsonObject("delegations");
          delegations.forEach(
              each ->
                  ((JsonObject) each.getValue()).put("wrapped", Base64Url.encode(new byte[64])));
          return honest.get();
        });
    await(stranger.patients().giveAccessTo(bait, hcp1.id()));

    List<PotentiallyEncrypted<Patient>> items =
        await(hcp1.patients().getPatients(EntityFilter.ALL)).items();

    assertThat(items).hasSize(2).contains(new Decrypted<>(own));
    refused(items, bait.id(), TamperedEntity.class);
  }

  @Scenario
  void contentThatIsNoRecordDoesNotHideTheRestOfAList(World world) {
    Person stranger = world.hcp();
    Person hcp1 = world.hcp();
    Patient own = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient bait = await(stranger.patients().createOrModifyPatient(Examples.johnSnow()));
    await(stranger.patients().giveAccessTo(bait, hcp1.id()));
    new Accomplice(world, stranger).overwrite(EntityType.PATIENT, bait.id(), NO_RECORD);

    List<PotentiallyEncrypted<Patient>> items =
        await(hcp1.patients().getPatients(EntityFilter.ALL)).items();

    assertThat(items).hasSize(2).contains(new Decrypted<>(own));
    refused(items, bait.id(), MalformedContent.class);
    failure(MalformedContent.class, hcp1.patients().getPatient(bait.id()));
  }

  @Scenario
  void aSampleThatIsNoRecordDoesNotHideTheOthersOfItsPatient(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample good = sample(hcp1, john);
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    DataSample bait = sample(hcp2, john);
    await(hcp2.samples().giveAccessTo(bait, hcp1.id()));
    new Accomplice(world, hcp2).overwrite(EntityType.DATA_SAMPLE, bait.id(), NO_RECORD);

    assertThat(await(hcp1.samples().getDataSamplesForPatient(john.id()))).containsExactly(good);
  }

  private static DataSample sample(Person hcp, Patient patient) {
    return await(hcp.samples().createOrModifyDataSampleFor(patient.id(), Examples.helloWorld()));
  }

  private static JsonObject with(JsonObject answer, JsonObject item) {
    answer.getJsonArray("items").add(item.copy());
    return answer;
  }

  private static <T> void refused(
      List<PotentiallyEncrypted<T>> items, String id, Class<? extends Throwable> why) {
    assertThat(items)
        .filteredOn(Refused.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.id()).isEqualTo(id);
              assertThat(refused.reason()).isInstanceOf(why);
            });
  }
}
