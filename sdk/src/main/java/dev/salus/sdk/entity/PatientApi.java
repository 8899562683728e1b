package dev.salus.sdk.entity;

import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Patients. */
public final class PatientApi extends EntityApi<Patient> {

  private final Invitations invitations;
  private final NeedsKeys<PatientContext.Source> newPatients;
  private final NeedsKeys<PatientDataSharing> dataSharing;

  /** Patients as this connection sees them, with the data that is about them. */
  public PatientApi(
      Vertx vertx,
      ServerApi server,
      NeedsKeys<EntityTools> tools,
      EncryptedFields encryptedFields,
      EntityChanges changes,
      Invitations invitations,
      List<PatientDataApi<?>> data) {
    super(EntityEngine.of(EntityModels.PATIENT, vertx, server, tools, encryptedFields), changes);
    this.invitations = invitations;
    this.newPatients = tools.map(with -> PatientContext.ofNewPatients(with.sealer()));
    this.dataSharing =
        tools.map(
            with ->
                new PatientDataSharing(
                    server,
                    with.keys().cards(),
                    with.reader(),
                    Stream.concat(Stream.of(this), data.stream())
                        .<PatientDataSharing.Kind<?>>map(PatientApi::kind)
                        .toList()));
  }

  private static <T> PatientDataSharing.Kind<T> kind(EntityApi<T> of) {
    return new PatientDataSharing.Kind<>(
        of.engine.reader(), of.engine.withKeys().orThrow().sharing());
  }

  /**
   * Creates a patient that has no revision, and shares it automatically; who was skipped is in the
   * answer's metadata. Modifies one that has a revision; {@link dev.salus.api.Conflict} if it is
   * stale, or if the id of a new one was ever used.
   *
   * <p>After {@link dev.salus.api.Unavailable} the same object may be handed in again: if it had
   * been stored, that is the answer. A content that no reader would take back is {@link
   * dev.salus.api.Invalid}, and nothing is sent.
   */
  public Future<Patient> createOrModifyPatient(Patient patient) {
    return engine.write(with -> with.writer().createOrModify(patient, newPatients.orThrow(), null));
  }

  /**
   * The patient. {@link dev.salus.sdk.error.NoEntityKey} if it can be seen but not opened, {@link
   * dev.salus.sdk.error.TamperedEntity} if it is not what its writers wrote; {@link
   * dev.salus.sdk.error.UntrustedKey}, {@link dev.salus.sdk.error.RetiredKey} or {@link
   * dev.salus.sdk.error.DoubtfulContent} if nobody vouches for it, see {@link
   * PotentiallyEncrypted.Doubtful}.
   */
  public Future<Patient> getPatient(String id) {
    return engine.reader().get(id);
  }

  /** A page of the patients that the caller may see, newest first. */
  public Future<EntityPage<Patient>> getPatients(EntityFilter filter) {
    return engine.lists().list(filter);
  }

  /**
   * Gives a patient, who is the data owner of this id, access to their record and to every data
   * sample and healthcare element about them that the caller can open. Running it again changes
   * nothing. The patient's key must be known ({@link #confirmInvitation}, or a confirmed key): it
   * is never taken on first use.
   *
   * @param each is told the result for each entity as it is known, in no certain order, one at a
   *     time, on the caller's context; how many there are does not change how much memory it takes
   * @return completes when all is done; fails only if it could not go on
   */
  public Future<Void> giveAccessToAllDataOf(String patientId, Consumer<SharedEntity> each) {
    return dataSharing.get().compose(sharing -> sharing.share(patientId, each));
  }

  /**
   * Invites somebody to become the user of this patient (protocol §1); only the record's author
   * may.
   *
   * @return the code to hand to that person over a channel that the server does not see; keep it
   *     for {@link #confirmInvitation}
   */
  public Future<InvitationCode> inviteUser(Patient patient) {
    return invitations.invite(patient);
  }

  /**
   * Trusts the key of whoever accepted an invitation, if it comes with the proof that only the
   * holder of the code could make; {@link dev.salus.api.Invalid} naming {@code proof} if not.
   *
   * @return the data owner; empty if nobody has accepted yet
   */
  public Future<Optional<String>> confirmInvitation(InvitationCode code) {
    return invitations.confirm(code);
  }

  /** Deletes the patient for everybody and for good (its author, or an administrator). */
  public Future<String> deletePatient(String id) {
    return engine.deletion().delete(id);
  }

  /** Deletes each of these; a result for each, in their order. */
  public Future<List<BatchResult<String>>> deletePatients(List<String> ids) {
    return engine.deletion().delete(ids);
  }
}
