package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.PatientReference;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import java.security.SecureRandom;

/** What a delegate can do to another one who has better access already, by giving it junk. */
final class JunkDelegationsTest {

  private static final LinkFields NO_LINK = new LinkFields(null, null);

  @Scenario
  void aWrapOfJunkDoesNotCloseWhatAnotherDelegationOpens(World world) {
    Person hcp1 = world.hcp();
    Person mallory = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = sharedWith(hcp1, mallory, hcp2);

    new Accomplice(world, mallory).give(EntityType.PATIENT, john.id(), hcp2, NO_LINK, false);

    assertThat(await(hcp2.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void anotherLinkSecretDoesNotTakeThePlaceOfTheAuthors(World world) {
    Person hcp1 = world.hcp();
    Person mallory = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = sharedWith(hcp1, mallory, hcp2);
    DataSample sample = sample(hcp1, john);
    await(hcp1.samples().giveAccessTo(sample, hcp2.id()));
    LinkFields forged = new LinkFields(null, PatientLinks.newSecret(new SecureRandom()));

    new Accomplice(world, mallory).give(EntityType.PATIENT, john.id(), hcp2, forged, true);

    assertThat(await(hcp2.samples().getDataSamplesForPatient(john.id())))
        .singleElement()
        .matches(found -> sample.id().equals(found.id()));
  }

  @Scenario
  void aWrongPatientDoesNotTakeThePlaceOfTheRightOne(World world) {
    Person hcp1 = world.hcp();
    Person mallory = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = sharedWith(hcp1, mallory, hcp2);
    DataSample sample = sample(hcp1, john);
    DataSample shared = await(hcp1.samples().giveAccessTo(sample, mallory.id()));
    await(hcp1.samples().giveAccessTo(shared, hcp2.id()));
    Patient other = await(hcp2.patients().createOrModifyPatient(Examples.johnSnow()));
    LinkFields forged = new LinkFields(other.id(), null);

    new Accomplice(world, mallory).give(EntityType.DATA_SAMPLE, sample.id(), hcp2, forged, true);

    DataSample read = await(hcp2.samples().getDataSample(sample.id()));
    assertThat(await(hcp2.samples().extractPatientId(read)))
        .contains(new PatientReference(john.id(), true));
  }

  @Scenario
  void s12_whoHasOnlyJunkFromAnotherDelegateIsGivenAccess(World world) {
    Person hcp1 = world.hcp();
    Person mallory = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, mallory.id(), Access.READ));
    new Accomplice(world, mallory).give(EntityType.PATIENT, john.id(), hcp2, NO_LINK, false);
    Patient junked = await(hcp1.patients().getPatient(john.id()));
    failure(TamperedEntity.class, hcp2.patients().getPatient(john.id()));

    Patient shared = await(hcp1.patients().giveAccessTo(junked, hcp2.id(), Access.READ));

    assertThat(await(hcp2.patients().getPatient(john.id()))).isEqualTo(shared);
    assertThat(await(hcp1.patients().giveAccessTo(shared, hcp2.id(), Access.READ)))
        .isEqualTo(shared);
  }

  private static Patient sharedWith(Person author, Person first, Person second) {
    Patient john = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(author.patients().giveAccessTo(john, first.id()));
    return await(author.patients().giveAccessTo(shared, second.id()));
  }

  private static DataSample sample(Person hcp, Patient patient) {
    return await(hcp.samples().createOrModifyDataSampleFor(patient.id(), Examples.helloWorld()));
  }
}
