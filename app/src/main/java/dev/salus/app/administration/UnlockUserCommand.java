package dev.salus.app.administration;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import picocli.CommandLine.Command;

/** {@code salus users unlock}. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description =
        "Lets a user in that is locked, and forgets failed log-ins that hold it up, at the server that"
            + " runs.")
final class UnlockUserCommand extends OneUserCommand {

  UnlockUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  User change(User user, Administration administration, Dialogue dialogue) throws Exception {
    if (!administration.isAtServer() && !user.locked()) {
      throw new CommandFailure(
          "'"
              + user.login()
              + "' is not locked; failed log-ins a server remembers itself, until it ends: say which"
              + " one with --server URL");
    }
    administration.get(administration.users().unlock(user));
    if (user.locked()) {
      dialogue.explain("An administrator had locked this user, who is let in now.");
    }
    return administration.get(administration.users().getUser(user.id()));
  }
}
