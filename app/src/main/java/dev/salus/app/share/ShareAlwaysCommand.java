package dev.salus.app.share;

import dev.salus.app.dialogue.NamedCommands;
import dev.salus.app.keys.session.AutomaticShares;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.sdk.account.User;
import dev.salus.sdk.model.SkippedDelegate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus share always}. */
@Command(
    name = "always",
    mixinStandardHelpOptions = true,
    description = {
      "Shares everything that you create from now on with these people.",
      "Compare their fingerprints before ('salus keys verify'). What is there already is shared with"
          + " 'salus share give'. Without arguments, shows with whom it is so."
    })
final class ShareAlwaysCommand extends KeyCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "PERSON",
      description = "With whom: " + People.ANYBODY + ".")
  private List<String> people = new ArrayList<>();

  ShareAlwaysCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; yes, where this machine has not seen yet with whom you share";
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String person : people) {
      ids.add(Compared.require(keys, person));
    }
    confirmWhatIsStored(keys);
    if (!ids.isEmpty()) {
      add(keys, ids);
    }
    AutomaticShares.tell(keys);
    if (!ids.isEmpty()) {
      Compared.tellToReadOut(keys);
    }
  }

  /** Another machine may have said with whom; a server may have taken an old list for it. */
  private static void confirmWhatIsStored(KeySession.Opened keys) throws Exception {
    AutomaticShares stored = AutomaticShares.of(keys);
    if (stored.applied()) {
      return;
    }
    keys.say("This machine has not seen before with whom you share. A key of yours signed:");
    stored.list(keys);
    keys.dialogue().confirm("Is it so");
    keys.get(keys.salus().userApi().confirmAutomaticSharing(stored.sharing()));
  }

  private static void add(KeySession.Opened keys, List<String> ids) throws TimeoutException {
    User user = keys.get(keys.salus().userApi().shareAllFutureDataWith(ids));
    for (SkippedDelegate skipped : user.skipped()) {
      keys.say(
          "Nothing reaches "
              + keys.people().describe(skipped.delegate())
              + " as things are now: "
              + NamedCommands.ofOthers(skipped.reason()));
    }
    Compared.tellLeftOut(keys, user.leftOut());
  }
}
