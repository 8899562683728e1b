package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import picocli.CommandLine.Command;

/** {@code salus users remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Removes a user. Its data owner, keys and records stay.")
final class RemoveUserCommand extends OneUserCommand {

  RemoveUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  User change(User user, Administration administration, Dialogue dialogue) throws Exception {
    administration.get(administration.users().deleteUser(user));
    return user;
  }
}
