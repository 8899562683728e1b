package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Lengthy;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.entity.result.SharedEntity.Outcome;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Scenario S15: all data about a patient is shared with the patient. */
final class AllDataOfAPatientTest {

  private static final int MANY = 2_000;
  private static final int PAGE = 100;

  @Scenario
  void s15_thePatientGetsAllThatTheCallerCanOpen(World world) {
    HostileServer watched = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, watched::between);
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    DataSample md1 = Examples.sampleFor(john.id(), hcp1);
    DataSample given = Examples.sampleFor(john.id(), hcp2);
    given = await(hcp2.samples().giveAccessTo(given, hcp1.id(), Access.READ));
    DataSample kept = Examples.sampleFor(john.id(), hcp2);
    HealthcareElement element = Examples.elementFor(john.id(), hcp1);
    DataSample others = Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    Person p = invited(world, hcp1, john);

    List<SharedEntity> results = shareAll(hcp1, john.id());

    assertThat(results)
        .containsExactlyInAnyOrder(
            new SharedEntity(EntityType.PATIENT, john.id(), Outcome.SHARED, null),
            new SharedEntity(EntityType.DATA_SAMPLE, md1.id(), Outcome.SHARED, null),
            new SharedEntity(EntityType.DATA_SAMPLE, given.id(), Outcome.SHARED, null),
            new SharedEntity(EntityType.HEALTHCARE_ELEMENT, element.id(), Outcome.SHARED, null));
    assertThat(await(p.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
    assertThat(await(p.samples().getDataSamplesForPatient(john.id())))
        .extracting(DataSample::id)
        .containsExactlyInAnyOrder(md1.id(), given.id());
    assertThat(await(p.elements().getHealthcareElementsForPatient(john.id())))
        .extracting(HealthcareElement::description)
        .containsExactly(Examples.DIAGNOSIS);
    failure(NotFound.class, p.samples().getDataSample(kept.id()));
    failure(NotFound.class, p.samples().getDataSample(others.id()));
    againChangesNothing(watched, hcp1, john.id(), results);
  }

  private static void againChangesNothing(
      HostileServer watched, Person hcp1, String john, List<SharedEntity> first) {
    int grants = watched.asked(Operation.GIVE_ACCESS).size();
    int exchanges = watched.asked(Operation.CREATE_EXCHANGE).size();

    List<SharedEntity> again = shareAll(hcp1, john);

    assertThat(again)
        .containsExactlyInAnyOrderElementsOf(
            first.stream()
                .map(one -> new SharedEntity(one.type(), one.id(), Outcome.HAD_ACCESS, null))
                .toList());
    assertThat(watched.asked(Operation.GIVE_ACCESS)).hasSize(grants);
    assertThat(watched.asked(Operation.CREATE_EXCHANGE)).hasSize(exchanges);
  }

  @Scenario
  void s15_whatTheCallerCannotOpenIsLeftAlone(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample open = Examples.sampleFor(john.id(), hcp1);
    DataSample closed = Examples.sampleFor(john.id(), hcp1);
    Person p = invited(world, hcp1, john);
    server.alter(
        Operation.LIST_ENTITIES,
        page -> {
          for (int i = 0; i < page.getJsonArray("items").size(); i++) {
            JsonObject item = page.getJsonArray("items").getJsonObject(i);
            if (item.getString("id").equals(closed.id())) {
              page.getJsonArray("items").set(i, StoredEntities.without("wrapped", item, hcp1.id()));
            }
          }
          return page;
        });

    assertThat(shareAll(hcp1, john.id()))
        .extracting(SharedEntity::id)
        .containsExactlyInAnyOrder(john.id(), open.id());

    failure(NotFound.class, p.samples().getDataSample(closed.id()));
    failure(NotFound.class, hcp1.patients().giveAccessToAllDataOf(open.id(), one -> {}));
  }

  @Scenario
  void s15_whatCannotBeSharedIsInTheResultAndTheRestIsShared(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample first = Examples.sampleFor(john.id(), hcp1);
    DataSample second = Examples.sampleFor(john.id(), hcp1);
    Person p = invited(world, hcp1, john);
    server.on(
        Operation.GIVE_ACCESS,
        (asked, honest) ->
            asked.text("id").equals(first.id())
                ? honest.get().map(done -> new JsonObject().put("no", "rev"))
                : honest.get());

    List<SharedEntity> results = shareAll(hcp1, john.id());

    assertThat(results).hasSize(3);
    assertThat(results)
        .filteredOn(one -> one.outcome() == Outcome.FAILED)
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.id()).isEqualTo(first.id());
              assertThat(failed.error()).isNotNull();
            });
    assertThat(await(p.samples().getDataSample(second.id())).id()).isEqualTo(second.id());
  }

  @Scenario
  @Lengthy
  void s15_isBoundedToAPageAtATime(World world) {
    HostileServer watched = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, watched::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    List<BatchResult<DataSample>> created =
        await(
            hcp1.samples()
                .createOrModifyDataSamplesFor(
                    john.id(), Collections.nCopies(MANY, Examples.helloWorld())));
    assertThat(created).hasSize(MANY).allMatch(one -> one instanceof BatchResult.Done);
    invited(world, hcp1, john);
    List<SharedEntity> told = new CopyOnWriteArrayList<>();
    List<Integer> toldWhenAsked = new CopyOnWriteArrayList<>();
    watched.on(
        Operation.LIST_ENTITIES,
        (asked, honest) -> {
          assertThat(asked.parameters().getInteger("limit")).isEqualTo(PAGE);
          toldWhenAsked.add(told.size());
          return honest.get();
        });

    await(hcp1.patients().giveAccessToAllDataOf(john.id(), told::add));

    assertThat(told).hasSize(MANY + 1).allMatch(one -> one.outcome() == Outcome.SHARED);
    assertThat(told.stream().map(SharedEntity::id)).doesNotHaveDuplicates();
    for (int page = 0; page < MANY / PAGE; page++) {
      assertThat(toldWhenAsked.get(page)).isEqualTo(1 + page * PAGE);
    }
  }

  private static List<SharedEntity> shareAll(Person sharer, String patientId) {
    List<SharedEntity> results = new CopyOnWriteArrayList<>();
    await(sharer.patients().giveAccessToAllDataOf(patientId, results::add));
    return results;
  }

  private static Person invited(World world, Person hcp1, Patient john) {
    InvitationCode code = await(hcp1.patients().inviteUser(john));
    Person p = world.invited(code);
    assertThat(await(hcp1.patients().confirmInvitation(code))).contains(john.id());
    return p;
  }
}
