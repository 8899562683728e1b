package example;

import dev.salus.api.Conflict;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.StandaloneSalus;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;

/** A practice's program that keeps its records at a Salus server, without knowing Vert.x. */
public final class Practice implements AutoCloseable {

  private final StandaloneSalus opened;
  private final Salus salus;

  /**
   * Logs in.
   *
   * @param keys a directory that only this program's user may read
   * @param passphrase opens the key file in it; not the password
   * @param first decides what to do if there is none
   */
  public Practice(
      URI server, String login, String password, Path keys, char[] passphrase, FirstUse first) {
    this.opened =
        Salus.open(
            vertx ->
                SalusOptions.of(new HttpTransport(vertx, server, login, password))
                    .withKeyStore(
                        FileKeyStore.in(vertx, keys, passphrase, new SecureRandom()), first));
    this.salus = opened.salus();
  }

  /** What everything else is asked of. */
  public Salus salus() {
    return salus;
  }

  /** Blocks: for a platform thread that may wait, or a virtual one. */
  public Patient register(String firstName, String lastName) {
    Patient patient = Patient.builder().firstName(firstName).lastName(lastName).build();
    return salus.patientApi().createOrModifyPatient(patient).await();
  }

  /** Does not block: for an application that lives on {@code CompletableFuture}. */
  public CompletableFuture<Patient> find(String id) {
    return salus.patientApi().getPatient(id).toCompletionStage().toCompletableFuture();
  }

  /** Notes something; if a colleague was faster, on top of what they wrote. */
  public Patient note(Patient patient, String text) {
    try {
      return salus
          .patientApi()
          .createOrModifyPatient(patient.toBuilder().note(text).build())
          .await();
    } catch (Conflict faster) {
      return note(salus.patientApi().getPatient(patient.requireId()).await(), text);
    }
  }

  /** Gives a colleague access, whose data owner's id is known from the directory. */
  public Patient share(Patient patient, String colleague) {
    return salus.patientApi().giveAccessTo(patient, colleague).await();
  }

  @Override
  public void close() {
    opened.close();
  }
}
