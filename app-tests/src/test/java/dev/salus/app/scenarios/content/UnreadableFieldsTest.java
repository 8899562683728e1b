package dev.salus.app.scenarios.content;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.hostile.Accomplice;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.Component;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Measure;
import dev.salus.sdk.model.MeasureRange;
import dev.salus.sdk.model.UnreadableField;
import java.util.List;
import java.util.Map;

/**
 * What FHIR allows is allowed, one bad field hides no record, and lists say what they leave out.
 */
final class UnreadableFieldsTest {

  private static final String NO_RECORD = "{\"doubtful\":{}}";

  @Scenario
  void whatFhirAllowsIsWrittenAndReadByAnother(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Content value =
        Content.builder()
            .measureValue(Measure.builder().unit("mg").comparator("<").build())
            .rangeValue(MeasureRange.of(Measure.of(2, "mg"), null))
            .codedValue(Coding.builder().display("sort of").build())
            .compoundValue(
                List.of(Component.builder().labels(List.of(Coding.of("LOINC", "8480-6"))).build()))
            .build();
    DataSample sample =
        Examples.helloWorld().toBuilder()
            .content(Map.of("und", value))
            .codes(
                List.of(
                    Coding.builder().code("no system").build(),
                    Coding.builder().type("no code").build()))
            .build();

    DataSample created =
        await(hcp1.samples().createOrModifyDataSampleFor(Examples.patientOf(hcp1), sample));
    await(hcp1.samples().giveAccessTo(created, hcp2.id()));

    DataSample read = await(hcp2.samples().getDataSample(created.id()));
    assertThat(read.content()).isEqualTo(sample.content());
    assertThat(read.codes()).isEqualTo(sample.codes());
    assertThat(read.metadata().unreadable()).isEmpty();
  }

  @Scenario
  void oneBadFieldHidesNoRecordAndStays(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);
    DataSample sample = Examples.sampleFor(john, hcp1);
    Accomplice otherClient = new Accomplice(world, hcp1);
    String bad =
        "{\"comment\":1,\"content\":{\"en\":{\"stringValue\":\"Hello world\",\"numberValue\":\"1\"}},"
            + "\"valueDateTime\":\"yesterday\"}";
    otherClient.overwrite(EntityType.DATA_SAMPLE, sample.id(), bad);

    OpenEntities<DataSample> listed = await(hcp1.samples().getDataSamplesForPatient(john));

    assertThat(listed.leftOut()).isEmpty();
    assertThat(listed).singleElement().extracting(DataSample::comment).isNull();
    DataSample read = listed.get(0);
    assertThat(read.content()).isEqualTo(Examples.helloWorld().content());
    assertThat(read.metadata().unreadable())
        .extracting(UnreadableField::field)
        .containsExactlyInAnyOrder("comment", "content.en.numberValue", "valueDateTime");
    await(
        hcp1.samples()
            .createOrModifyDataSampleFor(null, read.toBuilder().valueDateTime("1974").build()));
    assertThat(otherClient.content(EntityType.DATA_SAMPLE, sample.id()))
        .isEqualTo(bad.replace("yesterday", "1974"));
  }

  @Scenario
  void aListSaysWhatItLeavesOutAndWhy(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String john = Examples.patientOf(hcp1);
    await(hcp1.patients().giveAccessTo(await(hcp1.patients().getPatient(john)), hcp2.id()));
    DataSample good = Examples.sampleFor(john, hcp1);
    DataSample bait = Examples.sampleFor(john, hcp2);
    await(hcp2.samples().giveAccessTo(bait, hcp1.id()));
    new Accomplice(world, hcp2).overwrite(EntityType.DATA_SAMPLE, bait.id(), NO_RECORD);

    OpenEntities<DataSample> listed = await(hcp1.samples().getDataSamplesForPatient(john));

    assertThat(listed).containsExactly(good);
    assertThat(listed.leftOut())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.id()).isEqualTo(bait.id());
              assertThat(left.reason()).isInstanceOf(MalformedContent.class);
            });
  }
}
