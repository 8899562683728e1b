package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.KeptRecovery;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What there is for the day on which this machine is lost, or was.
 *
 * @param recoveryKeys the copies that recovery keys open
 * @param notaries the sets of notaries that the person appointed
 * @param others the keys on other machines that are not retired or lost
 * @param cards all keys
 */
record WaysBack(
    List<KeptRecovery> recoveryKeys,
    List<AppointedNotaries> notaries,
    List<OwnCard> others,
    List<OwnCard> cards) {

  WaysBack {
    cards = List.copyOf(cards);
    recoveryKeys = List.copyOf(recoveryKeys);
    notaries = List.copyOf(notaries);
    others = List.copyOf(others);
  }

  static WaysBack of(KeySession.Opened keys, List<OwnCard> cards) throws TimeoutException {
    return new WaysBack(
        WrittenRecoveries.of(keys),
        keys.get(keys.salus().notaryApi().sets()).stream()
            .filter(set -> set.owner().equals(keys.owner()))
            .toList(),
        cards.stream()
            .filter(card -> !card.onThisDevice())
            .filter(
                card ->
                    card.state() == OwnCard.State.TRUSTED
                        || card.state() == OwnCard.State.UNTRUSTED)
            .toList(),
        cards);
  }

  /** Which command opens what no key on this machine opens, the quickest way first. */
  void tellHowToOpen(KeySession.Opened keys) throws TimeoutException {
    AskedOthers asked = AskedOthers.of(keys, cards);
    if (asked.isAllTaken()) {
      asked.tellOfEnd(keys);
    }
    asked.tellOfRest(keys);
    boolean none = recoveryKeys.isEmpty() && others.isEmpty() && notaries.isEmpty();
    if (asked.isAllTaken() && none) {
      keys.say(
          "As far as the server says no other way to open it is left, unless the machine that you lost"
              + " turns up.");
      return;
    }
    keys.say(asked.isAllTaken() ? "What may open it, if you have that:" : "What opens them:");
    asked.tellOfGivenBack(keys);
    asked.tellOfNotaries(keys, notaries);
    asked.tellOfSilent(keys);
    if (!recoveryKeys.isEmpty()) {
      keys.say(
          "  - a recovery key on paper ("
              + Words.count(recoveryKeys.size(), "was made", "were made")
              + ", as the server says): 'salus keys restore'");
    }
    if (!others.isEmpty()) {
      keys.say(
          "  - another device of yours, if you still have one that opens them: run "
              + Words.elsewhere("keys devices let-in")
              + " there, with the fingerprint of this one ('salus keys fingerprint'), and then 'salus"
              + " keys devices let-in' here with the one that it shows");
    }
    if (notaries.stream().anyMatch(set -> !asked.has(set))) {
      keys.say("  - your notaries: 'salus keys notaries ask'");
    }
    if (asked.counterparts().isEmpty()) {
      keys.say(
          "  - those whom you shared them with: 'salus keys ask-back'. What you shared with nobody"
              + " they cannot give back");
      return;
    }
    if (!asked.unasked().isEmpty()) {
      keys.say("  - others of those whom you shared them with: 'salus keys ask-back'");
    }
    if (!asked.isAllTaken()) {
      keys.say("What you shared with nobody, those whom you asked cannot give back.");
    }
  }

  /**
   * What there is, and whether it is of use.
   *
   * @param lost whether something is closed for want of a key: nothing that may bring it back is to
   *     be replaced then
   */
  void tell(KeySession.Opened keys, boolean lost) throws TimeoutException {
    keys.say("If you lose this machine:");
    tellOfRecoveryKeys(keys, lost);
    tellOfNotaries(keys, lost);
    tellOfDevices(keys);
    tellWhoseNotary(keys);
  }

  private void tellOfRecoveryKeys(KeySession.Opened keys, boolean lost) {
    for (KeptRecovery kept : recoveryKeys) {
      keys.say(
          "  recovery key of "
              + Words.minute(kept.createdAt())
              + (kept.current()
                  ? ": up to date"
                  : lost
                      ? ": older than the key of this machine; KEEP it, it may open what is closed"
                      : ": OUT OF DATE, you have a newer key; 'salus keys backup --replace' makes a"
                          + " new one"));
    }
    if (recoveryKeys.isEmpty()) {
      keys.say("  no recovery key: 'salus keys backup' makes one");
    }
  }

  private void tellOfNotaries(KeySession.Opened keys, boolean lost) throws TimeoutException {
    for (AppointedNotaries set : notaries) {
      Set<String> accepted = keys.get(keys.salus().notaryApi().acceptedBy(set.setId()));
      keys.say(
          "  notaries, any "
              + set.needed()
              + " of "
              + set.notaries().size()
              + ": "
              + accepted.size()
              + " took it on as far as this machine can tell ('salus keys notaries list')"
              + (set.trusted() && set.current()
                  ? ""
                  : lost
                      ? "; older than the key of this machine: do NOT appoint others before they gave"
                          + " you back what is closed"
                      : "; OUT OF DATE, appoint them again ('salus keys notaries appoint')"));
    }
    if (notaries.isEmpty()) {
      keys.say("  no notaries: 'salus keys notaries appoint' appoints some");
    }
  }

  private void tellOfDevices(KeySession.Opened keys) {
    long letIn = others.stream().filter(card -> card.state() == OwnCard.State.TRUSTED).count();
    keys.say(
        others.isEmpty()
            ? "  no other device: " + Words.elsewhere("keys init") + " on one adds it"
            : "  "
                + Words.count(others.size(), "other device", "other devices")
                + (letIn == others.size() ? "" : ", of which " + letIn + " let in")
                + " ('salus keys devices list'). If one was lost: 'salus keys devices retire'");
  }

  /** Whoever is called by somebody who lost everything looks whether that can be. */
  private static void tellWhoseNotary(KeySession.Opened keys) throws TimeoutException {
    List<String> owners =
        keys.get(keys.salus().notaryApi().sets()).stream()
            .map(AppointedNotaries::owner)
            .filter(owner -> !owner.equals(keys.owner()))
            .distinct()
            .toList();
    for (String owner : owners) {
      keys.say(
          "You are a notary of "
              + keys.people().describe(owner)
              + " ('salus keys notaries list').");
    }
  }
}
