package dev.salus.app.keys.notaries;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.recovery.AppointedNotaries;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** {@code salus keys notaries list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists your notaries, and those for whom you are one.")
final class ListNotariesCommand extends KeyCommand {

  ListNotariesCommand(CommandSetting setting) {
    super(setting);
  }

  /** Not even the server's word is there, or a word that does not hold. */
  private static final String NOT_ACCEPTED =
      ", has NOT taken it on as far as this machine can tell";

  /** A word that this machine cannot check. */
  private static final String UNCOMPARED =
      ", whether they took it on cannot be told before you compare their key ('salus keys verify')";

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<AppointedNotaries> sets = keys.get(keys.salus().notaryApi().sets());
    if (sets.stream().noneMatch(set -> set.owner().equals(keys.owner()))) {
      keys.say("You have appointed no notaries: 'salus keys notaries appoint' does.");
    }
    for (AppointedNotaries set : sets) {
      boolean own = set.owner().equals(keys.owner());
      keys.say(
          own
              ? "Your notaries:"
              : "You are a notary of " + keys.people().describeWithId(set.owner()) + ":");
      keys.say("  appointed  " + Words.minute(set.createdAt()));
      keys.say("  needed     " + set.needed() + " of " + set.notaries().size());
      Set<String> accepted =
          own ? keys.get(keys.salus().notaryApi().acceptedBy(set.setId())) : Set.of();
      int uncompared = 0;
      for (String notary : set.notaries()) {
        String word = own ? word(keys, notary, accepted) : "";
        uncompared += word.equals(UNCOMPARED) ? 1 : 0;
        keys.say("  notary     " + keys.people().describeWithId(notary) + word);
      }
      if (own) {
        sum(keys, set, accepted.size(), uncompared);
      }
      if (!set.trusted() && own) {
        keys.say(
            "  NOT signed by a key that this machine trusts: the server's word only. If you lost your"
                + " keys, do NOT appoint others before you have them back: it ends what these can"
                + " restore");
      } else if (!set.trusted()) {
        keys.say("  not taken on: the server's word only ('salus keys notaries accept')");
      }
      if (!set.current() && set.trusted()) {
        keys.say("  out of date: your newest key is not among what they restore; appoint again");
      }
    }
  }

  private static String word(KeySession.Opened keys, String notary, Set<String> accepted)
      throws TimeoutException {
    if (accepted.contains(notary)) {
      return ", took it on";
    }
    return keys.get(keys.salus().dataOwnerApi().getComparedKeys(notary)).isEmpty()
        ? UNCOMPARED
        : NOT_ACCEPTED;
  }

  /** Whether they restore anything. */
  private static void sum(
      KeySession.Opened keys, AppointedNotaries set, int accepted, int uncompared) {
    if (accepted >= set.needed()) {
      keys.say("  " + accepted + " took it on, which is enough");
    } else if (uncompared > 0) {
      keys.say(
          "  "
              + accepted
              + " took it on as far as this machine can tell. It knows "
              + uncompared
              + " of them by the server's word only, as after their or your keys were lost: let each"
              + " read their fingerprint out to you, type it after 'salus keys verify', and look"
              + " here again");
    } else {
      keys.say(
          "  "
              + accepted
              + " took it on, which is NOT enough: these notaries restore nothing yet. Let the others"
              + " run "
              + Words.elsewhere("keys notaries accept")
              + ", with your fingerprint");
    }
  }
}
