package dev.salus.app.keys.session;

import dev.salus.app.connection.Sharings.Sharing;
import dev.salus.sdk.device.OwnCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Sharings that stay closed: with whom, how many, why, and which command opens them. */
public final class ClosedSharings {

  private ClosedSharings() {}

  /** Why one stays closed, in the order in which that is told. */
  private enum Why {
    /** No key of this machine has an entry. */
    NO_ENTRY,
    /** The other party signed it with a key that nobody here compared. */
    THEIR_KEY,
    /** The person signed it with a key that this machine does not trust. */
    OWN_KEY
  }

  /**
   * Tells of those that are not open to a key after this machine did all that it can.
   *
   * @param keyId the key
   * @param which of the sharings are asked about
   */
  static void tell(KeySession.Opened keys, String keyId, Predicate<Sharing> which)
      throws TimeoutException {
    List<Sharing> closed =
        keys.get(keys.sharings().all()).stream()
            .filter(which)
            .filter(sharing -> !sharing.keyIds().contains(keyId))
            .toList();
    tell(keys, closed);
  }

  /** Tells of those for which this machine has no key at all; says so if there are none. */
  public static void tellOfThisMachine(KeySession.Opened keys) throws TimeoutException {
    tell(keys, withoutKey(keys));
  }

  /** {@link #tellOfThisMachine} without the commands that open them. */
  public static void tellWhose(KeySession.Opened keys) throws TimeoutException {
    List<Sharing> closed = withoutKey(keys);
    if (!closed.isEmpty()) {
      keys.say("It has none for:");
      list(
          keys,
          closed.stream()
              .filter(sharing -> !sharing.counterpart().isEmpty())
              .collect(
                  Collectors.groupingBy(
                      Sharing::counterpart, TreeMap::new, Collectors.counting())));
    }
  }

  /**
   * With whom there are sharings for which this machine has no key, and how many; never the person
   * themselves.
   */
  public static SortedMap<String, Long> counterparts(KeySession.Opened keys)
      throws TimeoutException {
    Set<String> own = ownKeyIds(keys);
    return keys.get(keys.sharings().all()).stream()
        .filter(sharing -> why(sharing, own) == Why.NO_ENTRY)
        .map(Sharing::counterpart)
        .filter(id -> !id.isEmpty() && !id.equals(keys.owner()))
        .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
  }

  private static List<Sharing> withoutKey(KeySession.Opened keys) throws TimeoutException {
    Set<String> own = ownKeyIds(keys);
    List<Sharing> all = keys.get(keys.sharings().all());
    List<Sharing> closed =
        all.stream().filter(sharing -> why(sharing, own) == Why.NO_ENTRY).toList();
    keys.say(
        "This machine has a key for "
            + (all.size() - closed.size())
            + " of "
            + Words.count(all.size(), "sharing", "sharings")
            + ".");
    return closed;
  }

  private static void tell(KeySession.Opened keys, List<Sharing> closed) throws TimeoutException {
    Set<String> own = ownKeyIds(keys);
    Map<Why, Map<String, Long>> counted =
        closed.stream()
            .filter(sharing -> !sharing.counterpart().isEmpty())
            .collect(
                Collectors.groupingBy(
                    sharing -> why(sharing, own),
                    TreeMap::new,
                    Collectors.groupingBy(
                        Sharing::counterpart, TreeMap::new, Collectors.counting())));
    for (Map.Entry<Why, Map<String, Long>> each : counted.entrySet()) {
      tell(keys, each.getKey(), each.getValue());
    }
  }

  private static void tell(KeySession.Opened keys, Why why, Map<String, Long> byPerson)
      throws TimeoutException {
    keys.say(
        switch (why) {
          case NO_ENTRY -> "Closed, because this machine has no key for them:";
          case THEIR_KEY ->
              "Closed, because the key that made them was not compared on this machine:";
          case OWN_KEY ->
              "Closed, because this machine does not trust the key of yours that made them:";
        });
    list(keys, byPerson);
    keys.say(
        switch (why) {
          case NO_ENTRY ->
              "If another machine of yours opens them, run "
                  + Words.elsewhere("keys devices let-in")
                  + " there with the fingerprint of this one. Else ask those people: 'salus keys"
                  + " ask-back'.";
          case THEIR_KEY ->
              "Compare it with each of them ("
                  + verifications(keys, byPerson.keySet())
                  + "), then run this again. "
                  + Comparisons.PER_DEVICE;
          case OWN_KEY ->
              "If that is a machine of yours, compare it ('salus keys devices let-in'), then run"
                  + " this again.";
        });
  }

  private static String verifications(KeySession.Opened keys, Set<String> people)
      throws TimeoutException {
    List<String> commands = new ArrayList<>();
    for (String person : people) {
      commands.add("'salus keys verify " + keys.people().typed(person) + "'");
    }
    return String.join(", ", commands);
  }

  private static void list(KeySession.Opened keys, Map<String, Long> byPerson)
      throws TimeoutException {
    for (Map.Entry<String, Long> each : byPerson.entrySet()) {
      keys.say("  " + each.getValue() + " with " + who(keys, each.getKey()));
    }
  }

  private static String who(KeySession.Opened keys, String counterpart) throws TimeoutException {
    return counterpart.equals(keys.owner())
        ? "yourself: what you keep and share with nobody"
        : keys.people().describeWithId(counterpart);
  }

  private static Why why(Sharing sharing, Set<String> own) {
    if (sharing.keyIds().stream().noneMatch(own::contains)) {
      return Why.NO_ENTRY;
    }
    return sharing.own() ? Why.OWN_KEY : Why.THEIR_KEY;
  }

  private static Set<String> ownKeyIds(KeySession.Opened keys) throws TimeoutException {
    return keys.get(keys.salus().deviceApi().cards()).stream()
        .filter(OwnCard::onThisDevice)
        .map(OwnCard::keyId)
        .collect(Collectors.toSet());
  }
}
