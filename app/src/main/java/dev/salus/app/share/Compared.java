package dev.salus.app.share;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.model.LeftOutKey;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** That a person shares with nobody whose fingerprint they have not compared. */
final class Compared {

  private Compared() {}

  /** The id of who is meant; {@link CommandFailure} if no key of theirs was compared. */
  static String require(KeySession.Opened keys, String typed) throws Exception {
    String person = keys.people().find(typed);
    if (person.equals(keys.owner())) {
      throw new CommandFailure("that is yourself");
    }
    if (keys.get(keys.salus().dataOwnerApi().getComparedKeys(person)).isEmpty()) {
      throw new CommandFailure(
          "nothing was shared: on this machine you have not compared the fingerprint of "
              + keys.people().describe(person)
              + " ('salus keys verify "
              + keys.people().typed(person)
              + "')");
    }
    return person;
  }

  /** What a person has to do before anything opens there; whether they did only they can tell. */
  static void tellToReadOut(KeySession.Opened keys) throws TimeoutException {
    keys.say(
        "If they have not compared your fingerprint yet: they open nothing of it, and could not give"
            + " it back to you if you lost your keys. Read it out to them ('salus keys"
            + " fingerprint'), they run "
            + Words.elsewhere("keys verify " + keys.people().typedByOthers())
            + " and type it.");
  }

  /** Tells of other devices of theirs that stay closed. */
  static void tellLeftOut(KeySession.Opened keys, List<LeftOutKey> leftOut) {
    if (!leftOut.isEmpty()) {
      keys.say(
          "They have another device whose key you have not compared: it opens nothing of this"
              + " before you do ('salus keys verify').");
    }
  }
}
