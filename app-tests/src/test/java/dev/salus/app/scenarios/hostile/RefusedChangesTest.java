package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Scenarios S36 and S37: links to healthcare elements, and what never changes. */
final class RefusedChangesTest {

  private static final String UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Scenario
  void s36_aSampleIsLinkedToAnElementAtCreationOrLater(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);
    HealthcareElement first = Examples.elementFor(john, hcp1);
    HealthcareElement second = Examples.elementFor(john, hcp1);

    DataSample created =
        await(hcp1.samples().createOrModifyDataSampleFor(john, linkedTo(first.id())));
    assertThat(await(hcp1.samples().getDataSample(created.id())).healthcareElements())
        .containsExactly(first.id());

    DataSample later =
        created.toBuilder().healthcareElements(List.of(first.id(), second.id())).build();
    await(hcp1.samples().createOrModifyDataSampleFor(john, later));
    assertThat(await(hcp1.samples().getDataSample(created.id())).healthcareElements())
        .containsExactly(first.id(), second.id());
  }

  @Scenario
  void s36_anUnknownOrInaccessibleElementIsNamedAndNothingIsStored(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    String closed = Examples.elementFor(Examples.patientOf(hcp2), hcp2).id();
    DataSample stored = Examples.sampleFor(john, hcp1);

    for (String element : List.of(UNKNOWN, closed)) {
      NotFound atCreation =
          failure(
              NotFound.class, hcp1.samples().createOrModifyDataSampleFor(john, linkedTo(element)));
      NotFound later =
          failure(
              NotFound.class,
              hcp1.samples()
                  .createOrModifyDataSampleFor(
                      john, stored.toBuilder().healthcareElements(List.of(element)).build()));

      assertThat(atCreation).hasMessageContaining(element);
      assertThat(later).hasMessageContaining(element);
    }
    assertThat(await(hcp1.samples().getDataSamplesForPatient(john))).containsExactly(stored);
  }

  @Scenario
  void s36_inABatchOnlyTheSampleWithTheUnknownElementFails(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);
    HealthcareElement element = Examples.elementFor(john, hcp1);

    List<BatchResult<DataSample>> results =
        await(
            hcp1.samples()
                .createOrModifyDataSamplesFor(
                    john,
                    List.of(linkedTo(element.id()), linkedTo(UNKNOWN), Examples.helloWorld())));

    assertThat(results).hasSize(3);
    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            BatchResult.Failed.class,
            failed ->
                assertThat(failed.error())
                    .isInstanceOf(NotFound.class)
                    .hasMessageContaining(UNKNOWN));
    assertThat(await(hcp1.samples().getDataSamplesForPatient(john)))
        .containsExactlyInAnyOrder(results.get(0).orThrow(), results.get(2).orThrow());
  }

  @Scenario
  void s36_aDelegateWithoutTheElementStillModifiesTheSample(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    String element = Examples.elementFor(john, hcp1).id();
    DataSample created = await(hcp1.samples().createOrModifyDataSampleFor(john, linkedTo(element)));
    DataSample shared = await(hcp1.samples().giveAccessTo(created, hcp2.id()));

    DataSample modified =
        await(
            hcp2.samples()
                .createOrModifyDataSampleFor(john, shared.toBuilder().comment("seen").build()));

    assertThat(await(hcp1.samples().getDataSample(created.id()))).isEqualTo(modified);
    assertThat(modified.healthcareElements()).containsExactly(element);
  }

  @Scenario
  void s37_thePatientOfAnEntityNeverChanges(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);
    String other = Examples.patientOf(hcp1);
    DataSample sample = Examples.sampleFor(john, hcp1);
    HealthcareElement element = Examples.elementFor(john, hcp1);

    Invalid movedSample =
        failure(Invalid.class, hcp1.samples().createOrModifyDataSampleFor(other, sample));
    Invalid movedElement =
        failure(Invalid.class, hcp1.elements().createOrModifyHealthcareElement(element, other));

    assertThat(movedSample.field()).isEqualTo("patientId");
    assertThat(movedElement.field()).isEqualTo("patientId");
    assertThat(await(hcp1.samples().getDataSample(sample.id()))).isEqualTo(sample);
    assertThat(await(hcp1.elements().getHealthcareElement(element.id()))).isEqualTo(element);
  }

  @Scenario
  void s37_authorAndCreationDateNeverChange(World world) {
    EntityKinds.ALL.forEach(kind -> keepsAuthorAndDate(world, kind));
  }

  private static <T> void keepsAuthorAndDate(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    T created = kind.create(hcp1);
    Metadata metadata = kind.metadata(created);
    T byAnother = kind.withMetadata(created, metadata.toBuilder().author(world.hcp().id()).build());
    T older =
        kind.withMetadata(created, metadata.toBuilder().created(metadata.created() - 1).build());

    assertThat(failure(Invalid.class, kind.modify(hcp1, byAnother)).field()).isEqualTo("author");
    assertThat(failure(Invalid.class, kind.modify(hcp1, older)).field()).isEqualTo("created");
    assertThat(await(kind.get(hcp1, kind.id(created)))).isEqualTo(created);
  }

  @Scenario
  void s37_theServerKeepsTypeLinksAuthorAndDateToo(World world) {
    Person hcp1 = world.hcp();
    DataSample sample = Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    ServerApi raw = world.api(hcp1);
    JsonObject stored = await(raw.entity(EntityType.DATA_SAMPLE, sample.id()));
    JsonObject changes =
        new JsonObject()
            .put("type", "HealthcareElement")
            .put("author", UNKNOWN)
            .put("created", stored.getLong("created") - 1)
            .put("links", new JsonArray());

    for (String field : changes.fieldNames()) {
      // another signature, or it would count as the same write again
      JsonObject changed =
          stored
              .copy()
              .put(field, changes.getValue(field))
              .put(
                  "signature",
                  stored.getJsonArray("grants").getJsonObject(0).getString("signature"));
      Invalid refused =
          failure(Invalid.class, raw.modifyEntity(EntityType.DATA_SAMPLE, sample.id(), changed));
      assertThat(refused.field()).isEqualTo(field);
    }
    assertThat(await(raw.entity(EntityType.DATA_SAMPLE, sample.id()))).isEqualTo(stored);
  }

  private static DataSample linkedTo(String element) {
    return Examples.helloWorld().toBuilder().healthcareElements(List.of(element)).build();
  }
}
