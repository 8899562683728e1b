package example;

import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.model.Patient;

/** An application: hands patients over to colleagues, and shows them. */
final class ReferralDesk {

  private final Salus salus;

  ReferralDesk(Salus salus) {
    this.salus = salus;
  }

  /** Gives the colleague access. */
  void refer(String patientId, String colleague) {
    Patient patient = salus.patientApi().getPatient(patientId).await();
    salus.patientApi().giveAccessTo(patient, colleague).await();
  }

  /** What the screen shows. */
  String line(String patientId) {
    try {
      PotentiallyEncrypted<Patient> found =
          salus.patientApi().getAndTryDecrypt(patientId).await();
      return found instanceof PotentiallyEncrypted.Decrypted<Patient> open
          ? open.value().firstName() + " " + open.value().lastName()
          : "a patient whose record is not readable here";
    } catch (RuntimeException failure) {
      return "this record cannot be shown: " + failure.getClass().getSimpleName();
    }
  }
}
