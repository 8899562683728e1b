package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import picocli.CommandLine.Command;

/** {@code salus users lock}. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description =
        "Keeps a user out until it is unlocked, and ends its sessions. Its data owner, keys and"
            + " records stay, and what is shared with it.")
final class LockUserCommand extends OneUserCommand {

  LockUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  User change(User user, Administration administration, Dialogue dialogue) throws Exception {
    return administration.get(administration.users().lock(user));
  }
}
