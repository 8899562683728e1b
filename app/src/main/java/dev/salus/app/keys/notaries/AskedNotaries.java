package dev.salus.app.keys.notaries;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.PatientsBack;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Tells how far it is, if this is one of those who were asked for the keys of this machine. */
  public static void tellHowFar(KeySession.Opened keys, String notary) throws TimeoutException {
    String here = keys.ownKeyId();
    List<ShareRequest> asked =
        keys.get(keys.salus().notaryApi().ownRequests()).stream()
            .filter(request -> request.newKeyId().equals(here))
            .toList();
    if (asked.isEmpty()) {
      return;
    }
    for (AppointedNotaries set : keys.get(keys.salus().notaryApi().sets())) {
      Optional<ShareRequest> request =
          asked.stream().filter(each -> each.setId().equals(set.setId())).findFirst();
      if (request.isPresent() && set.notaries().contains(notary)) {
        tellHowFar(keys, set, request.get().answered());
      }
    }
  }

  private static void tellHowFar(
      KeySession.Opened keys, AppointedNotaries set, Set<String> answered) throws TimeoutException {
    List<String> uncompared = new ArrayList<>();
    int count = 0;
    for (String each : set.notaries()) {
      if (answered.contains(each)) {
        count++;
        if (keys.get(keys.salus().dataOwnerApi().getComparedKeys(each)).isEmpty()) {
          uncompared.add("'salus keys verify " + keys.people().typed(each) + "'");
        }
      }
    }
    int missing = set.needed() - count;
    String next =
        missing > 0
            ? "; " + missing + " more " + (missing == 1 ? "has" : "have") + " to, then "
            : count - uncompared.size() >= set.needed()
                ? ", which is enough. Now: "
                : ", which is enough once you compared them: "
                    + String.join(", ", uncompared)
                    + ". Then: ";
    keys.say(
        "They are one of the notaries whom you asked for your keys. As the server says, "
            + count
            + " of the "
            + set.needed()
            + " that it takes "
            + (count == 1 ? "has" : "have")
            + " answered"
            + next
            + "'salus keys notaries restore'.");
  }
}
