package dev.salus.app.dialogue;

import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.KeyNotReplaced;
import dev.salus.sdk.error.KeysRetired;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.error.UnboundAccount;
import dev.salus.sdk.error.UntrustedKey;

/** What the client refuses, in the words of the command line, with what to do next. */
final class ClientSentence {

  private ClientSentence() {}

  static String of(ClientException client) {
    if (client instanceof UntrustedKey untrusted) {
      return "on this machine you have not compared the key that "
          + untrusted.dataOwner()
          + " uses now; compare fingerprints first ('salus keys verify')";
    }
    if (client instanceof FingerprintMismatch mismatch) {
      return "that is not the fingerprint of a key of "
          + mismatch.dataOwner()
          + ": nothing was trusted or given. Have it read out once more, by their own device. If it"
          + " still differs, somebody may have put another key in its place: share nothing with"
          + " them, and tell who runs your server";
    }
    if (client instanceof NoUsableKey none) {
      return none.dataOwner()
          + " has no key that is in use; they make one with "
          + NamedCommands.elsewhere("keys init");
    }
    if (client instanceof KeysRetired) {
      return "the keys on this machine are retired, so it only reads; 'salus keys devices rotate'"
          + " makes a new one, whose fingerprint others have to compare";
    }
    if (client instanceof KeyNotReplaced) {
      return "the new key is not in use: somebody else retired it, or nothing vouches for it. Have"
          + " your password changed first, then run 'salus keys devices rotate' again";
    }
    if (client instanceof AnotherDataOwner) {
      return "the keys in this folder are of somebody else than this login is for, as the server"
          + " says: nothing was made or shared. Log in as yourself, or name another folder"
          + " (--key-dir)";
    }
    if (client instanceof UnboundAccount unbound) {
      return "this folder has the keys of "
          + String.join(", ", unbound.kept())
          + ", and the server says that this login is "
          + unbound.answered()
          + ": nothing was done, since it is not the server's to say whose keys these are. Keep each"
          + " person's keys in a folder of their own (--key-dir DIR)";
    }
    if (client instanceof MissingShares missing) {
      return "too few notaries have answered: "
          + missing.missing()
          + " more "
          + (missing.missing() == 1 ? "is" : "are")
          + " needed. They answer with "
          + NamedCommands.elsewhere("keys notaries approve")
          + ", and you compare the"
          + " fingerprint of each ('salus keys verify')";
    }
    if (client instanceof RefusedPolicy refused) {
      return of(refused);
    }
    return client instanceof RecoveryRefused refused
        ? of(refused)
        : PersonWords.of(String.valueOf(client.getMessage()));
  }

  private static String of(RefusedPolicy refused) {
    return "with whom you share automatically was not changed, since what the server has of it is"
        + " not to be believed: "
        + switch (refused.reason()) {
          case UNCONFIRMED ->
              "this machine has not seen it; 'salus share always' shows it and asks";
          case SIGNATURE ->
              "it is not signed by a key of yours that this machine trusts. If another device of"
                  + " yours signed it, let that in ('salus keys devices let-in'); if it was a lost"
                  + " one, have access given back first ('salus keys ask-back')";
          default -> refused.reason().sentence();
        };
  }

  private static String of(RecoveryRefused refused) {
    return switch (refused.reason()) {
      case NOT_ACCEPTED ->
          "you never took this on, or not as it is now, so nothing is given back; while they still"
              + " have keys they appoint you again, and then you run 'salus keys notaries accept'";
      case SET ->
          "nobody whose key you compared signed that these are the notaries; let them appoint again"
              + " ("
              + NamedCommands.elsewhere("keys notaries appoint")
              + "), on the machine whose fingerprint you compared";
      case UNKNOWN ->
          "nothing is kept for this recovery key: it is another person's, or a newer one took its"
              + " place; or it was for a hand-over, and is used already or older than five minutes";
      default -> PersonWords.of(String.valueOf(refused.getMessage()));
    };
  }
}
