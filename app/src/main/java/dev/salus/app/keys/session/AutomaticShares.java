package dev.salus.app.keys.session;

import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.sharing.AutomaticSharing;
import dev.salus.sdk.sharing.SharingKind;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * With whom a person shares what they create from now on (protocol §7), as it is stored.
 *
 * @param sharing what is stored
 * @param applied whether this machine shares by it; not before its owner has looked at it here
 */
public record AutomaticShares(AutomaticSharing sharing, boolean applied) {

  /** As it is now; fails with {@link RefusedPolicy} if what is stored is not to be believed. */
  public static AutomaticShares of(KeySession.Opened keys) throws TimeoutException {
    AutomaticSharing stored = keys.get(keys.salus().userApi().getAutomaticSharing());
    boolean same =
        keys.get(keys.salus().userApi().getLoggedUser())
            .sharingDataWith()
            .equals(stored.delegates());
    return new AutomaticShares(stored, same);
  }

  /** Tells with whom, also why nobody can tell. */
  public static void tell(KeySession.Opened keys) throws TimeoutException {
    try {
      AutomaticShares shares = of(keys);
      shares.list(keys);
      if (!shares.applied()) {
        keys.say(
            "This machine has not seen that before and does not share by it yet: 'salus share"
                + " always' asks whether it is so.");
      }
    } catch (RefusedPolicy refused) {
      keys.say(
          "This machine shares nothing automatically: "
              + (refused.reason() == RefusedPolicy.Reason.SIGNATURE
                  ? "the list of those with whom you did is signed by a key of yours that it does"
                      + " not have, as after all keys were lost. Once your patients are back, 'salus"
                      + " share always' shows it."
                  : refused.reason().sentence() + "."));
    }
  }

  /** Lists with whom, by what is shared. */
  public void list(KeySession.Opened keys) throws TimeoutException {
    if (sharing.delegates().values().stream().allMatch(List::isEmpty)) {
      keys.say("You share nothing automatically; 'salus share always' has that done.");
      return;
    }
    keys.say("You share what you create automatically with:");
    for (SharingKind kind : SharingKind.values()) {
      for (String person : sharing.of(kind)) {
        keys.say("  " + keys.people().describeWithId(person) + ": " + word(kind));
      }
    }
  }

  private static String word(SharingKind kind) {
    return switch (kind) {
      case ALL -> "everything";
      case MEDICAL_INFORMATION -> "medical records";
      case ADMINISTRATIVE_INFORMATION -> "patients, without their medical records";
    };
  }
}
