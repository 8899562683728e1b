package dev.salus.app.keys.status;

import dev.salus.app.keys.session.AfterLoss;
import dev.salus.app.keys.session.ClosedSharings;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.RestoredMark;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.recovery.KeptRecovery;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/** What a copy of the keys brought back: first what it is worth, then how to go on. */
public final class RestoredKeys {

  private RestoredKeys() {}

  /**
   * Tells what a recovery key brought.
   *
   * @param recoveryId the recovery key's id
   */
  public static void tell(KeySession.Opened keys, String recoveryId) throws TimeoutException {
    // one for a hand-over is gone once it was used
    OptionalLong madeAt =
        keys.get(keys.salus().recoveryApi().list()).stream()
            .filter(kept -> kept.recoveryId().equals(recoveryId))
            .mapToLong(KeptRecovery::createdAt)
            .findFirst();
    tell(keys, "recovery key", madeAt);
  }

  /**
   * Tells what a copy brought.
   *
   * @param what the copy is called
   * @param madeAt milliseconds since the epoch; empty if the server does not say
   */
  public static void tell(KeySession.Opened keys, String what, OptionalLong madeAt)
      throws TimeoutException {
    RestoredMark.set(keys);
    List<OwnCard> cards = keys.get(keys.salus().deviceApi().cards());
    RecordCount patients = RecordCount.ofPatients(keys);
    long newer =
        cards.stream()
            .filter(card -> !card.onThisDevice())
            .filter(card -> madeAt.isPresent() && card.createdAt() > madeAt.getAsLong())
            .count();
    String current = keys.ownKeyId();
    boolean retired =
        cards.stream().anyMatch(card -> card.keyId().equals(current) && card.retiredAt() != null);
    if (newer > 0 && (retired || patients.closed() > 0)) {
      keys.say(
          "The "
              + what
              + " is OUT OF DATE: it was made on "
              + Words.minute(madeAt.getAsLong())
              + ", and "
              + Words.count(newer, "key of yours is", "keys of yours are")
              + " newer than that. It brings back the keys of that day; what was written since stays"
              + " closed unless those keys opened it, too.");
    }
    PatientsBack.say(keys, patients);
    keys.say(
        patients.all() > 0 && patients.open() == 0
            ? "What it brought is kept on this machine all the same. The fingerprint of the key that"
                + " signs from now on:"
            : "Your keys are restored. The fingerprint of the one that signs from now on:");
    keys.sayOwnFingerprint();
    if (retired) {
      keys.say(
          "That key is retired: this machine reads, and writes nothing before 'salus keys devices"
              + " rotate' has made a new one.");
    }
    ClosedSharings.tellOfThisMachine(keys);
    AfterLoss.say(keys);
  }
}
