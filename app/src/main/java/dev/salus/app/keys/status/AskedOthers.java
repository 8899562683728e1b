package dev.salus.app.keys.status;

import dev.salus.app.keys.session.ClosedSharings;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Whom a person who lost their keys has asked from this machine, how far that is, and what comes
 * next; all as the server says.
 *
 * @param notaries the newest request of each set of notaries
 * @param counterparts those who were asked to give access back
 * @param taken the ids of those of these requests of whose giving nothing is left to take
 * @param closed with whom there are sharings for which this machine has no key, and how many
 */
record AskedOthers(
    List<ShareRequest> notaries,
    List<AccessBackRequest> counterparts,
    Set<String> taken,
    Map<String, Long> closed) {

  /** More are counted, and not named. */
  private static final int MOST_NAMED = 5;

  AskedOthers {
    notaries = List.copyOf(notaries);
    counterparts = List.copyOf(counterparts);
    taken = Set.copyOf(taken);
    closed = Collections.unmodifiableSortedMap(new TreeMap<>(closed));
  }

  static AskedOthers of(KeySession.Opened keys, List<OwnCard> cards) throws TimeoutException {
    String here = keys.ownKeyId();
    Set<String> onThisDevice =
        cards.stream()
            .filter(OwnCard::onThisDevice)
            .map(OwnCard::keyId)
            .collect(Collectors.toSet());
    // what was given to a key that was replaced since opens here all the same
    List<AccessBackRequest> counterparts =
        keys.get(keys.salus().accessBackApi().ownRequests()).stream()
            .filter(
                request ->
                    request.newKeyId().equals(here)
                        || (request.done() && onThisDevice.contains(request.newKeyId())))
            .toList();
    return new AskedOthers(
        keys.get(keys.salus().notaryApi().ownRequests()).stream()
            .filter(request -> request.newKeyId().equals(here))
            .toList(),
        counterparts,
        taken(keys, counterparts, knowsAllLost(cards)),
        ClosedSharings.counterparts(keys));
  }

  /** Taking back is what makes lost keys known: if all are, it was done, whoever remembers it. */
  private static boolean knowsAllLost(List<OwnCard> cards) {
    return cards.stream().anyMatch(card -> card.state() == OwnCard.State.LOST)
        && cards.stream().noneMatch(card -> card.state() == OwnCard.State.UNTRUSTED);
  }

  private static Set<String> taken(
      KeySession.Opened keys, List<AccessBackRequest> counterparts, boolean knowsAllLost)
      throws TimeoutException {
    Set<String> remembered = TakenBack.ids(keys);
    Set<String> taken = new HashSet<>();
    for (AccessBackRequest request : counterparts) {
      if (request.done()
          && (knowsAllLost || remembered.contains(request.id()))
          && !keys.get(keys.salus().dataOwnerApi().getComparedKeys(request.counterpart()))
              .isEmpty()) {
        taken.add(request.id());
      }
    }
    return taken;
  }

  /**
   * Whether everybody was asked to give access back, has done so, and all of it is taken: what is
   * closed still, none of them can open. That there are no others is the server's word.
   */
  boolean isAllTaken() {
    return !counterparts.isEmpty()
        && unasked().isEmpty()
        && counterparts.stream().allMatch(request -> taken.contains(request.id()));
  }

  /** What is so once all is taken, and what of it only the server says. */
  void tellOfEnd(KeySession.Opened keys) throws TimeoutException {
    List<String> all =
        counterparts.stream().map(AccessBackRequest::counterpart).distinct().toList();
    keys.say(
        "What "
            + (all.size() > MOST_NAMED ? all.size() + " people" : names(keys, all, ", "))
            + " gave back, you have taken: what opens of it is counted above, and is no word of the"
            + " server's. As far as the server says, you shared with nobody else, and they gave back"
            + " all that they could. If so, what is closed still was shared with nobody, or made"
            + " with a key of yours that none of them had compared. If you remember others, tell who"
            + " runs your server.");
  }

  /** What stays closed although nothing is left to take, and why. */
  void tellOfRest(KeySession.Opened keys) throws TimeoutException {
    for (String person : closed.keySet()) {
      List<AccessBackRequest> asked =
          counterparts.stream().filter(each -> each.counterpart().equals(person)).toList();
      if (!asked.isEmpty() && asked.stream().allMatch(each -> taken.contains(each.id()))) {
        TakenBack.tellOfRest(keys, person, closed.get(person));
      }
    }
  }

  /** Who could be asked to give access back, and was not yet. */
  Set<String> unasked() {
    Set<String> asked =
        counterparts.stream().map(AccessBackRequest::counterpart).collect(Collectors.toSet());
    return closed.keySet().stream().filter(id -> !asked.contains(id)).collect(Collectors.toSet());
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
        .filter(request -> request.done() && !taken.contains(request.id()))
        .map(AccessBackRequest::counterpart)
        .distinct()
        .toList();
  }
}
