package dev.salus.app.keys.notaries;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.sdk.recovery.AppointedNotaries;
import java.time.Instant;
import java.util.Set;
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

  /** Not even the server's word is there, or a word that this machine cannot check. */
  private static final String NOT_ACCEPTED =
      ", has NOT taken it on as far as this machine can tell";

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    for (AppointedNotaries set : keys.get(keys.salus().notaryApi().sets())) {
      boolean own = set.owner().equals(keys.owner());
      keys.say(
          own
              ? "Your notaries:"
              : "You are a notary of " + keys.people().describe(set.owner()) + ":");
      keys.say("  set        " + set.setId());
      keys.say("  appointed  " + Instant.ofEpochMilli(set.createdAt()));
      keys.say("  needed     " + set.needed() + " of " + set.notaries().size());
      Set<String> accepted =
          own ? keys.get(keys.salus().notaryApi().acceptedBy(set.setId())) : Set.of();
      for (String notary : set.notaries()) {
        keys.say(
            "  notary     "
                + keys.people().describe(notary)
                + (own ? (accepted.contains(notary) ? ", took it on" : NOT_ACCEPTED) : ""));
      }
      if (own) {
        sum(keys, set, accepted.size());
      }
      if (!set.trusted() && own) {
        keys.say("  NOT signed by a key that this machine trusts: the server's word only");
      } else if (!set.trusted()) {
        keys.say("  not taken on: the server's word only ('salus keys notaries accept')");
      }
      if (!set.current()) {
        keys.say("  out of date: your newest key is not among what they restore; appoint again");
      }
    }
  }

  /** Whether they restore anything. */
  private static void sum(KeySession.Opened keys, AppointedNotaries set, int accepted) {
    keys.say(
        accepted >= set.needed()
            ? "  " + accepted + " took it on, which is enough"
            : "  "
                + accepted
                + " took it on, which is NOT enough: these notaries restore nothing"
                + " yet. Let the others run 'salus keys notaries accept', with your fingerprint");
  }
}
