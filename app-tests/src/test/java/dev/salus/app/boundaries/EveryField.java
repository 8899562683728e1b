package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import dev.salus.api.Caller;
import dev.salus.app.scenarios.stage.Premises;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.Patient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * An entity of each type is written of which every field is filled in, and one tag is published.
 */
final class EveryField {

  private static final String PASSWORD = "correct horse battery staple";

  private EveryField() {}

  /** Writes them, and gives the id of the key that signed them. */
  static String isWritten(Premises premises) {
    String login = "user-" + UUID.randomUUID();
    Caller caller = premises.account(DataOwner.Type.HCP, login, PASSWORD);
    KeyRing keys = KeyRing.generate(caller.dataOwner(), Clock.systemUTC(), new SecureRandom());
    SalusOptions options =
        SalusOptions.of(premises.transport(caller, login, PASSWORD))
            .withKeyRing(keys)
            .withEncryptedFields(EncryptedFields.publishing(Plaintexts.PUBLISHED_TYPE));
    Salus salus = await(Salus.connect(premises.vertx(), premises.watching(options)));
    Plaintexts plaintexts = new Plaintexts();
    Patient patient = await(salus.patientApi().createOrModifyPatient(plaintexts.patient()));
    await(salus.dataSampleApi().createOrModifyDataSampleFor(patient.id(), plaintexts.sample()));
    await(
        salus
            .healthcareElementApi()
            .createOrModifyHealthcareElement(plaintexts.element(), patient.id()));
    await(salus.close());
    return keys.current().keyId();
  }
}
