package dev.salus.app.keys.status;

import dev.salus.app.keys.session.ClosedSharings;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Whom a person who lost their keys has asked from this machine, how far that is, and what comes
 * next; all as the server says.
 *
 * @param notaries the newest request of each set of notaries
 * @param counterparts those who were asked to give access back
 * @param taken those of them of whose giving nothing is left to take
 * @param closed with whom there are sharings for which this machine has no key
 */
record AskedOthers(
    List<ShareRequest> notaries,
    List<AccessBackRequest> counterparts,
    Set<String> taken,
    Set<String> closed) {

  AskedOthers {
    notaries = List.copyOf(notaries);
    counterparts = List.copyOf(counterparts);
    taken = Set.copyOf(taken);
    closed = Set.copyOf(closed);
  }

  static AskedOthers of(KeySession.Opened keys, List<OwnCard> cards) throws TimeoutException {
    String here = keys.ownKeyId();
    List<AccessBackRequest> counterparts =
        keys.get(keys.salus().accessBackApi().ownRequests()).stream()
            .filter(request -> request.newKeyId().equals(here))
            .toList();
    Set<String> closed = ClosedSharings.counterparts(keys);
    return new AskedOthers(
        keys.get(keys.salus().notaryApi().ownRequests()).stream()
            .filter(request -> request.newKeyId().equals(here))
            .toList(),
        counterparts,
        knowsAllLost(cards) ? taken(keys, counterparts, closed) : Set.of(),
        closed);
  }

  /** Taking back is what makes lost keys known: with one that is not, something is left to take. */
  private static boolean knowsAllLost(List<OwnCard> cards) {
    return cards.stream().anyMatch(card -> card.state() == OwnCard.State.LOST)
        && cards.stream().noneMatch(card -> card.state() == OwnCard.State.UNTRUSTED);
  }

  private static Set<String> taken(
      KeySession.Opened keys, List<AccessBackRequest> counterparts, Set<String> closed)
      throws TimeoutException {
    Set<String> taken = new HashSet<>();
    for (AccessBackRequest request : counterparts) {
      String id = request.counterpart();
      if (request.done()
          && !closed.contains(id)
          && !keys.get(keys.salus().dataOwnerApi().getComparedKeys(id)).isEmpty()) {
        taken.add(id);
      }
    }
    return taken;
  }

  /**
   * Whether everybody was asked to give access back, has done so, and all of it is taken: what is
   * closed still, none of them can open.
   */
  boolean isAllTaken() {
    return !counterparts.isEmpty()
        && unasked().isEmpty()
        && counterparts.stream().allMatch(request -> taken.contains(request.counterpart()));
  }

  /** Who could be asked to give access back, and was not yet. */
  Set<String> unasked() {
    Set<String> asked =
        counterparts.stream().map(AccessBackRequest::counterpart).collect(Collectors.toSet());
    return closed.stream().filter(id -> !asked.contains(id)).collect(Collectors.toSet());
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
    for (String counterpart : given()) {
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

  private List<String> given() {
    return counterparts.stream()
        .filter(AccessBackRequest::done)
        .map(AccessBackRequest::counterpart)
        .filter(id -> !taken.contains(id))
        .distinct()
        .toList();
  }
}
