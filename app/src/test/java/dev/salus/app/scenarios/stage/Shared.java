package dev.salus.app.scenarios.stage;

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
public record Shared(Patient given, DataSample sample, Patient taken) {

  /** They share this now. */
  public static Shared between(Person one, Person other) {
    Patient given = Wait.get(one.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample = Examples.sampleFor(given.id(), one);
    given = Wait.get(one.patients().giveAccessTo(given, other.id()));
    sample = Wait.get(one.samples().giveAccessTo(sample, other.id()));
    Patient taken = Wait.get(other.patients().createOrModifyPatient(Examples.johnSnow()));
    taken = Wait.get(other.patients().giveAccessTo(taken, one.id()));
    return new Shared(given, sample, taken);
  }

  /** Each of them reads all of it, and finds the sample by the patient. */
  public void isReadableBy(Person... people) {
    for (Person person : people) {
      assertThat(Wait.get(person.patients().getPatient(given.id()))).isEqualTo(given);
      assertThat(Wait.get(person.patients().getPatient(taken.id()))).isEqualTo(taken);
      assertThat(Wait.get(person.samples().getDataSamplesForPatient(given.id())))
          .containsExactly(sample);
    }
  }
}
