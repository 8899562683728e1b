package example;

import dev.salus.sdk.Salus;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A patient becomes the user of their record. */
final class Invitation {

  private Invitation() {}

  /** At the practice: the code, for a letter, or a QR code on the screen. */
  static InvitationCode invite(Salus practice, Patient patient) {
    return practice.patientApi().inviteUser(patient).await();
  }

  /** At the patient's: an account, and keys that are kept before anything is sent. */
  static Future<Void> accept(
      Vertx vertx, URI server, String code, String login, String password, KeyStore store) {
    InvitationCode invitation = InvitationCode.parse(code);
    KeyRing keys =
        KeyRing.generate(invitation.dataOwner(), Clock.systemUTC(), new SecureRandom());
    return store
        .save(keys)
        .compose(
            kept ->
                Invitations.accept(
                    body -> HttpTransport.acceptInvitation(vertx, server, body),
                    invitation,
                    login,
                    password,
                    keys))
        .eventually(() -> store.release(invitation.dataOwner()))
        .onComplete(done -> keys.wipe());
  }

  /** At the practice again: what they get, once they have accepted; those that failed. */
  static Optional<List<SharedEntity>> handOver(Salus practice, InvitationCode code) {
    Optional<String> accepted = practice.patientApi().confirmInvitation(code).await();
    return accepted.map(
        patient -> {
          List<SharedEntity> failed = new ArrayList<>();
          practice
              .patientApi()
              .giveAccessToAllDataOf(
                  patient,
                  one -> {
                    if (one.outcome() == SharedEntity.Outcome.FAILED) {
                      failed.add(one);
                    }
                  })
              .await();
          return failed;
        });
  }
}
