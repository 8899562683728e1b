package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.PatientsBack;
import dev.salus.app.keys.status.TakenBack;
import dev.salus.sdk.recovery.AccessBackRequest;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Those whom a person who lost all keys asks to give access back, and what they are told. */
final class AskedCounterparts {

  private AskedCounterparts() {}

  /** Asks everybody. */
  static void askAll(KeySession.Opened keys) throws TimeoutException {
    tell(keys, keys.get(keys.salus().accessBackApi().ask()));
  }

  /** Tells who is asked, and how it goes on. */
  static void tell(KeySession.Opened keys, List<AccessBackRequest> requests)
      throws TimeoutException {
    if (requests.isEmpty()) {
      throw new CommandFailure(
          "as far as the server says you shared with nobody, so nobody can give access back. What is"
              + " left is a recovery key ('salus keys restore'), another device of yours ("
              + Words.elsewhere("keys devices let-in")
              + " there) or notaries ('salus keys notaries ask')");
    }
    TakenBack.forget(keys, requests);
    for (AccessBackRequest request : requests) {
      keys.say(
          (request.done() ? "given back by  " : "asked          ")
              + keys.people().describeWithId(request.counterpart()));
    }
    keys.say(
        Words.count(requests.size(), "person is asked", "people are asked")
            + ". Read this fingerprint out to each of them, face to face or on the phone; they run "
            + Words.elsewhere("keys give-back " + keys.people().typedByOthers())
            + " and type it:");
    keys.sayOwnFingerprint();
    keys.say(
        "Let each read out theirs, too, and when they have given back, run "
            + takeBack(keys, requests)
            + " and type it. 'salus keys status' shows who has given back. Who had never"
            + " compared the key that you lost opens nothing of yours and cannot give it back.");
    PatientsBack.sayWhatOpens(keys);
  }

  private static String takeBack(KeySession.Opened keys, List<AccessBackRequest> requests)
      throws TimeoutException {
    return requests.size() == 1
        ? "'salus keys take-back " + keys.people().typed(requests.get(0).counterpart()) + "'"
        : "'salus keys take-back', say who it is";
  }
}
