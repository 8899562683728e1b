package dev.salus.app.scenarios.content;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.app.scenarios.stage.EventRecorder;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import java.util.List;

/** Scenario S56: a search by a coding finds what has that coding, or says that it cannot. */
final class PublishedCodingsTest {

  @Scenario
  void s56_aSearchByACodingThatIsNotPublishedSaysSo(World world) {
    Person hcp1 = world.hcp();
    Examples.sampleFor(Examples.patientOf(hcp1), hcp1);
    EntityFilter tagged = EntityFilter.tagged("IC-TEST", "TEST");

    Invalid refused = failure(Invalid.class, hcp1.samples().getDataSamples(tagged));

    assertThat(refused.field()).isEqualTo("codingType");
    assertThat(refused.detail()).contains("IC-TEST").contains("withEncryptedFields");
    EventRecorder told = new EventRecorder();
    failure(Invalid.class, hcp1.samples().subscribe("IC-TEST", "TEST", told));
    failure(Invalid.class, world.admin().dataSampleApi().getDataSamples(tagged));
  }

  @Scenario
  void s56_aBarInACodingIsNotTheOneBetweenTypeAndCode(World world) {
    EncryptedFields published = EncryptedFields.publishing("a", "a|b", "a\\", "a\\|b");
    Person hcp1 =
        world.person(DataOwner.Type.HCP, options -> options.withEncryptedFields(published));
    String john = Examples.patientOf(hcp1);
    List<Coding> codings =
        List.of(
            Coding.of("a", "b|c"),
            Coding.of("a|b", "c"),
            Coding.of("a\\", "b|c"),
            Coding.of("a\\|b", "c"));
    EventRecorder told = new EventRecorder();
    await(hcp1.samples().subscribe("a|b", "c", told));
    List<DataSample> samples = codings.stream().map(coding -> coded(hcp1, john, coding)).toList();

    for (int i = 0; i < codings.size(); i++) {
      EntityFilter filter = EntityFilter.tagged(codings.get(i).type(), codings.get(i).code());
      List<PotentiallyEncrypted<DataSample>> found =
          await(hcp1.samples().getDataSamples(filter)).items();
      assertThat(found).containsExactly(new Decrypted<>(samples.get(i)));
    }
    DataSample second = samples.get(1);
    told.assertNext(EntityType.DATA_SAMPLE, second.id(), second.metadata().rev(), Kind.CREATED);
    assertThat(told.waiting()).isZero();
  }

  private static DataSample coded(Person hcp, String patientId, Coding coding) {
    DataSample sample = Examples.helloWorld().toBuilder().codes(List.of(coding)).build();
    return await(hcp.samples().createOrModifyDataSampleFor(patientId, sample));
  }
}
