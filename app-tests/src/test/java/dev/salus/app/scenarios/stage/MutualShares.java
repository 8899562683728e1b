package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;

/**
 * Something that two people share in each direction.
 *
 * @param given a patient of the first one's
 * @param sample about that patient, also the first one's
 * @param taken a patient of the other's
 */
public record MutualShares(Patient given, DataSample sample, Patient taken) {

  /** They share this now. */
  public static MutualShares between(Person one, Person other) {
    Patient given = await(one.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(given.id(), one);
    given = await(one.patients().giveAccessTo(given, other.id()));
    sample = await(one.samples().giveAccessTo(sample, other.id()));
    Patient taken = await(other.patients().createOrModifyPatient(Examples.johnSnow()));
    taken = await(other.patients().giveAccessTo(taken, one.id()));
    return new MutualShares(given, sample, taken);
  }

  /** Each of them reads all of it, and finds the sample by the patient. */
  public void isReadableBy(Person... people) {
    for (Person person : people) {
      assertThat(await(person.patients().getPatient(given.id()))).isEqualTo(given);
      assertThat(await(person.patients().getPatient(taken.id()))).isEqualTo(taken);
      assertThat(await(person.samples().getDataSamplesForPatient(given.id())))
          .containsExactly(sample);
    }
  }
}
