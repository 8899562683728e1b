package dev.salus.app.keys.notaries;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.PatientsBack;
import dev.salus.sdk.recovery.AppointedNotaries;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The notaries whom a person who lost all keys asks for their shares. */
public final class AskedNotaries {

  private AskedNotaries() {}

  /** Asks them, and tells how it goes on. */
  public static void ask(KeySession.Opened keys) throws TimeoutException {
    List<AppointedNotaries> own =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .filter(set -> set.owner().equals(keys.owner()))
            .toList();
    if (own.isEmpty()) {
      throw new CommandFailure(
          "you have appointed no notaries, as far as the server says. What is left is a recovery key"
              + " ('salus keys restore'), another device of yours ("
              + Words.elsewhere("keys devices let-in")
              + " there) or those whom you shared with ('salus keys ask-back')");
    }
    keys.get(keys.salus().notaryApi().askAll());
    for (AppointedNotaries set : own) {
      for (String notary : set.notaries()) {
        keys.say("asked  " + keys.people().describe(notary));
      }
      keys.say(
          "Any "
              + set.needed()
              + " of these "
              + set.notaries().size()
              + " are enough, as the server"
              + " says.");
    }
    keys.say("Call them, or meet them, one after the other. Read this fingerprint out to each:");
    keys.sayOwnFingerprint();
    keys.say(
        "Each runs "
            + Words.elsewhere("keys notaries approve " + keys.people().typedByOthers())
            + " and types it. Let each read out their own, too, and type it here: 'salus keys"
            + " verify' with their name. When enough have answered, run 'salus keys notaries restore'.");
    PatientsBack.sayWhatOpens(keys);
  }
}
