package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Whom a person who lost their keys has asked from this machine, how far that is, and what comes
 * next; all as the server says.
 *
 * @param notaries the newest request of each set of notaries
 * @param counterparts those who were asked to give access back
 */
record AskedOthers(List<ShareRequest> notaries, List<AccessBackRequest> counterparts) {

  AskedOthers {
    notaries = List.copyOf(notaries);
    counterparts = List.copyOf(counterparts);
  }

  static AskedOthers of(KeySession.Opened keys) throws TimeoutException {
    String here = keys.ownKeyId();
    return new AskedOthers(
        keys.get(keys.salus().notaryApi().ownRequests()).stream()
            .filter(request -> request.newKeyId().equals(here))
            .toList(),
        keys.get(keys.salus().accessBackApi().ownRequests()).stream()
            .filter(request -> request.newKeyId().equals(here))
            .toList());
  }

  /** Whether these were asked. */
  boolean has(AppointedNotaries set) {
    return request(set).isPresent();
  }

  private Optional<ShareRequest> request(AppointedNotaries set) {
    return notaries.stream()
        .filter(request -> request.setId().equals(set.setId()))
        .max(Comparator.comparingLong(ShareRequest::createdAt));
  }

  /** How far it is with those notaries who were asked. */
  void tellOfNotaries(KeySession.Opened keys, List<AppointedNotaries> sets)
      throws TimeoutException {
    for (AppointedNotaries set : sets) {
      Optional<ShareRequest> request = request(set);
      if (request.isPresent()) {
        tell(keys, set, request.get());
      }
    }
  }

  private static void tell(KeySession.Opened keys, AppointedNotaries set, ShareRequest request)
      throws TimeoutException {
    List<String> answered = set.notaries().stream().filter(request.answered()::contains).toList();
    List<String> silent =
        set.notaries().stream().filter(each -> !request.answered().contains(each)).toList();
    int missing = set.needed() - answered.size();
    keys.say(
        "  - your notaries, asked "
            + Words.minute(request.createdAt())
            + "; answered: "
            + (answered.isEmpty() ? "nobody yet" : names(keys, answered, ", "))
            + (missing > 0
                ? "; "
                    + missing
                    + (missing == 1 ? " more is" : " more are")
                    + " needed: call "
                    + names(keys, silent, " or ")
                    + ", and read the fingerprint of this machine out ('salus keys fingerprint')."
                    + " Then: 'salus keys notaries restore'"
                : ", which is enough: 'salus keys notaries restore'"));
    for (String each : answered) {
      if (keys.get(keys.salus().dataOwnerApi().getComparedKeys(each)).isEmpty()) {
        keys.say(
            "    before that, compare the fingerprint of "
                + keys.people().describe(each)
                + ": 'salus keys verify "
                + keys.people().typed(each)
                + "'");
      }
    }
  }

  private static String names(KeySession.Opened keys, List<String> ids, String between)
      throws TimeoutException {
    List<String> names = new ArrayList<>();
    for (String id : ids) {
      names.add(keys.people().describe(id));
    }
    return String.join(between, names);
  }

  /** What was given back: the quickest way of all. */
  void tellOfGivenBack(KeySession.Opened keys) throws TimeoutException {
    for (String counterpart : counterparts(true)) {
      keys.say(
          "  - what "
              + keys.people().describe(counterpart)
              + " has given back, if you have not taken it yet: 'salus keys take-back "
              + keys.people().typed(counterpart)
              + "'");
    }
  }

  /** Who was asked to give access back, and has not yet. */
  void tellOfSilent(KeySession.Opened keys) throws TimeoutException {
    for (AccessBackRequest request : counterparts) {
      if (!request.done()) {
        keys.say(
            "  - "
                + keys.people().describe(request.counterpart())
                + " was asked "
                + Words.minute(request.createdAt())
                + " and has not given access back yet: call them and read the fingerprint of this"
                + " machine out ('salus keys fingerprint'). Then: 'salus keys take-back "
                + keys.people().typed(request.counterpart())
                + "'");
      }
    }
  }

  private List<String> counterparts(boolean done) {
    return counterparts.stream()
        .filter(request -> request.done() == done)
        .map(AccessBackRequest::counterpart)
        .distinct()
        .toList();
  }
}
