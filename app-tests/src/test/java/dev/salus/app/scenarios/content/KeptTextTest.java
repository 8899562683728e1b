package dev.salus.app.scenarios.content;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.hostile.Accomplice;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Measure;
import dev.salus.sdk.model.Patient;
import java.math.BigDecimal;
import java.util.List;

/**
 * Scenario S51: what another client wrote, with numbers, dates and fields of its own, comes back to
 * the byte when somebody changes something else.
 */
final class KeptTextTest {

  private static final String SAMPLE =
      """
      {"content":{"und":{"measureValue":{"value":66.899999999999991,"unit":"kg",\
      "system":"http:\\/\\/unitsofmeasure.org"}},"en":{"numberValue":9007199254740993}},\
      "comment" : "before","fut\\u0075re":{"z":1.00, "a":[ 1e2,{"b" :null} ]},\
      "valueDate":1974,"valueDateTime":"2004-12-25T23:50:50-05:00","closingDate":20220900,\
      "codes":[{"type":"LOINC","code":"3141-9","display":"W\\u00e9ight"}],\
      "properties":{"p":1.00,"q":-0.0},"batchId":17}\
      """;

  private static final String PATIENT =
      """
      {"birthDate":"1974","note":"before","height":{"value":1.80,"of":"2004-12-25T23:50:50-05:00"},\
      "names":[{"lastName":"Sn\\u006fw","weight":80.0}]}\
      """;

  @Scenario
  void s51_aChangedCommentLeavesAllElseToTheByte(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    DataSample sample = Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    await(hcp1.samples().giveAccessTo(sample, hcp2.id()));
    Accomplice otherClient = new Accomplice(world, hcp1);
    otherClient.overwrite(EntityType.DATA_SAMPLE, sample.id(), SAMPLE);

    DataSample read = await(hcp2.samples().getDataSample(sample.id()));
    DataSample changed =
        await(
            hcp2.samples()
                .createOrModifyDataSampleFor(null, read.toBuilder().comment("after").build()));

    assertThat(otherClient.content(EntityType.DATA_SAMPLE, sample.id()))
        .isEqualTo(SAMPLE.replace("before", "after"));
    assertThat(await(hcp1.samples().getDataSample(sample.id()))).isEqualTo(changed);
    await(
        hcp2.samples()
            .createOrModifyDataSamplesFor(
                null, List.of(changed.toBuilder().comment("before").build())));
    assertThat(otherClient.content(EntityType.DATA_SAMPLE, sample.id())).isEqualTo(SAMPLE);
  }

  @Scenario
  void s51_numbersAndDatesAreReadAsTheyAreWritten(World world) {
    Person hcp1 = world.hcp();
    DataSample sample = Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    new Accomplice(world, hcp1).overwrite(EntityType.DATA_SAMPLE, sample.id(), SAMPLE);

    DataSample read = await(hcp1.samples().getDataSample(sample.id()));

    assertThat(read.content())
        .containsEntry("en", Content.number(new BigDecimal("9007199254740993")));
    Measure measure = read.content().get("und").measureValue();
    assertThat(measure.value()).isEqualTo(new BigDecimal("66.899999999999991"));
    assertThat(read.properties()).containsEntry("p", new BigDecimal("1.00"));
    assertThat(read.valueDate()).isEqualTo(1974);
    assertThat(read.valueDateTime()).isEqualTo("2004-12-25T23:50:50-05:00");
  }

  @Scenario
  void s51_soDoesThatOfAPatientUnderANewKeyAndInACopy(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    Accomplice otherClient = new Accomplice(world, hcp1);
    otherClient.overwrite(EntityType.PATIENT, john.id(), PATIENT);

    Patient read = await(hcp1.patients().getPatient(john.id()));
    Patient changed =
        await(hcp1.patients().createOrModifyPatient(read.toBuilder().note("after").build()));
    Patient rekeyed = await(hcp1.patients().revokeAccess(changed, hcp2.id())).entity();
    String expected = PATIENT.replace("before", "after");
    assertThat(otherClient.content(EntityType.PATIENT, john.id())).isEqualTo(expected);

    Patient copy = await(hcp1.patients().copyWithout(rekeyed, hcp2.id()));
    assertThat(otherClient.content(EntityType.PATIENT, copy.id())).isEqualTo(expected);
  }
}
